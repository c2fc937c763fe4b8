//! Thresholds of the area measurement: the day before, the day, the day after.
