//! Thresholds of the area portfolio: the day before, the day, the day after.
