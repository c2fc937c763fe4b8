//! Numbers that look random and are the same on every run (splitmix64).

/// A stream of numbers from a seed.
#[derive(Debug, Clone)]
pub struct Seed(u64);

impl Seed {
    /// The stream of one record: its neighbours' streams are unlike it.
    pub fn of(seed: u64, index: usize) -> Self {
        let index = u64::try_from(index).unwrap_or(u64::MAX);
        let mut mixed = Self(seed ^ index.wrapping_mul(0xD1B5_4A32_D192_ED03));
        Self(mixed.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).unwrap_or(1).max(1);
        low + i64::try_from(self.next() % span).unwrap_or_default()
    }

    /// Whether something happens that happens in so many of a hundred cases.
    pub fn in_hundred(&mut self, cases: i64) -> bool {
        self.between(1, 100) <= cases
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        let last = i64::try_from(of.len()).unwrap_or(1) - 1;
        of[usize::try_from(self.between(0, last)).unwrap_or_default()]
    }

    /// Two different ones of several.
    pub fn two<T: Copy>(&mut self, of: &[T]) -> [T; 2] {
        let count = i64::try_from(of.len()).unwrap_or(1);
        let first = self.between(0, count - 1);
        let second = (first + self.between(1, count - 1)) % count;
        [first, second].map(|place| of[usize::try_from(place).unwrap_or_default()])
    }
}
