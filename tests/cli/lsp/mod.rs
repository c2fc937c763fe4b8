//! The language server, driven over its pipes as an editor drives it.

mod agree;
mod client;
mod help;
mod robust;
mod session;
