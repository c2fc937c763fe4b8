//! Thresholds of the area record: the day before, the day, the day after.
