//! The control API from outside, resource by resource.

mod access;
