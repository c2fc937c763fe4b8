/// The records in which nothing is wrong.
pub const HEALTHY: [&str; 7] = [
    "healthy",
    "healthy-affiliate",
    "healthy-co-marketing",
    "healthy-ended",
    "healthy-proposed",
    "healthy-sponsorship",
    "healthy-three-party",
];
