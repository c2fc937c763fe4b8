//! The conditions of each verdict, by what they are about.

mod continuing;
mod ending;
mod proving;
mod reshaping;
mod signing;

pub(super) use continuing::{fix, go_on};
pub(super) use ending::{finish_exit, nothing, wind_down};
pub(super) use proving::{decide_test, prove_it};
pub(super) use reshaping::{deepen, negotiate, reclassify, restructure};
pub(super) use signing::{paused, proposal};
