//! What `check` prints for the hosts that run it.

pub mod concise;
pub mod csv;
pub mod github;
pub mod gitlab;
pub mod junit;
pub mod markdown;
pub mod sarif;
pub mod statistics;
