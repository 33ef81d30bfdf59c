//! Tael: an Alipay-compatible payment gateway in one binary.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod bench;
mod boot;
mod cli;
mod config;
mod telemetry;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
