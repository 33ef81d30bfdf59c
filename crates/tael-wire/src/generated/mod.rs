//! Code made by `cargo xtask generate`; the inputs are in `spec/`.

pub(crate) mod gateway_errors;
