//! Thresholds of the area identity: the day before, the day, the day after.
