//! Thresholds of the area strategy: the day before, the day, the day after.
