//! Thresholds of the area exit: the day before, the day, the day after.
