//! The command line: every subcommand with good and with bad input, its exit code, and that no secret is shown unasked.

mod administration;
mod auditing;
mod demo;
mod errors;
mod following;
mod general;
mod serve;
mod sign;
mod tool;
mod trigger;
