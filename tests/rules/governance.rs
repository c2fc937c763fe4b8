//! Thresholds of the area governance: the day before, the day, the day after.
