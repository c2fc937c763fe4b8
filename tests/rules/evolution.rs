//! Thresholds of the area evolution: the day before, the day, the day after.
