//! Thresholds of the area exchange: the day before, the day, the day after.
