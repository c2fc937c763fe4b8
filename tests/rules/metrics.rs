//! Thresholds of the area metrics: the day before, the day, the day after.
