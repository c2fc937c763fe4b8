//! Where bubbles and their names go, so that nothing on a drawing covers anything else.

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn holds(self, other: Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }
}

/// A disc.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bubble {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) radius: f64,
}

/// What is left free between two bubbles.
const GAP: f64 = 1.5;
/// What is left free between a bubble and its name.
const BESIDE: f64 = 4.0;

/// The same where there is no room near it; a line leads there.
const FARTHER: f64 = 22.0;

impl Bubble {
    /// From the bubble to a name that does not stand right beside it.
    pub(super) fn leader(self, area: Area) -> Option<((f64, f64), (f64, f64))> {
        let (x, y) = (self.x.clamp(area.left, area.right), self.y.clamp(area.top, area.bottom));
        let (across, down) = (x - self.x, y - self.y);
        let distance = across.hypot(down);
        let edge = self.radius / distance.max(1.0);
        (distance - self.radius > BESIDE * 2.0)
            .then_some(((self.x + across * edge, self.y + down * edge), (x, y)))
    }

    fn bounds(self) -> Area {
        let Self { x, y, radius } = self;
        Area { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    }

    fn overlaps(self, other: Self) -> bool {
        (self.x - other.x).hypot(self.y - other.y) < self.radius + other.radius + GAP
    }

    fn touches(self, area: Area) -> bool {
        let x = self.x.clamp(area.left, area.right);
        let y = self.y.clamp(area.top, area.bottom);
        (self.x - x).hypot(self.y - y) < self.radius + 1.0
    }
}

/// Moves bubbles as little as is needed for none to lie on another, the first ones least. Where the room is too small for
/// that, what finds no place stays where it belongs.
pub(super) fn spread(bubbles: &mut [Bubble], room: Area) {
    for at in 0..bubbles.len() {
        let (placed, rest) = bubbles.split_at_mut(at);
        let bubble = &mut rest[0];
        let within = |x: f64, y: f64, radius: f64| Bubble {
            x: x.clamp(room.left + radius, (room.right - radius).max(room.left + radius)),
            y: y.clamp(room.top + radius, (room.bottom - radius).max(room.top + radius)),
            radius,
        };
        let free = |candidate: &Bubble| !placed.iter().any(|other| other.overlaps(*candidate));
        let home = within(bubble.x, bubble.y, bubble.radius);
        let reach = (room.right - room.left).hypot(room.bottom - room.top);
        let mut found = Some(home).filter(free);
        let mut distance = 2.0;
        while found.is_none() && distance < reach {
            found = DIRECTIONS
                .iter()
                .map(|(x, y)| within(home.x + x * distance, home.y + y * distance, home.radius))
                .find(free);
            distance += 2.0;
        }
        *bubble = found.unwrap_or(home);
    }
}

/// Far sideways before a little up or down: heights say what an hour brings, and that is read more exactly.
const DIRECTIONS: [(f64, f64); 12] = [
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.95, -0.12),
    (-0.95, -0.12),
    (0.95, 0.12),
    (-0.95, 0.12),
    (0.8, -0.25),
    (-0.8, -0.25),
    (0.8, 0.25),
    (-0.8, 0.25),
    (0.0, -0.4),
    (0.0, 0.4),
];

/// The first of some areas that no bubble touches and nothing has taken.
pub(super) fn clear(areas: &[Area], bubbles: &[Bubble], taken: &[Area]) -> Option<Area> {
    areas.iter().copied().find(|area| {
        !bubbles.iter().any(|bubble| bubble.touches(*area))
            && !taken.iter().any(|other| other.overlaps(*area))
    })
}

/// Finds a place beside each bubble for a name of the given size, clear of every bubble, name and taken area; `None`
/// where one of them finds none, because a drawing with some names missing misleads.
pub(super) fn labels(
    bubbles: &[Bubble],
    sizes: &[(f64, f64)],
    room: Area,
    taken: &[Area],
) -> Option<Vec<Area>> {
    let mut placed: Vec<Area> = Vec::new();
    for (bubble, (width, height)) in bubbles.iter().zip(sizes) {
        let free = |area: &Area| {
            room.holds(*area)
                && !taken.iter().chain(&placed).any(|other| other.overlaps(*area))
                && !bubbles.iter().any(|other| other.touches(*area))
        };
        let area = around(*bubble, *width, *height).into_iter().find(free)?;
        placed.push(area);
    }
    Some(placed)
}

/// Places for a name of a size beside a bubble, the best first.
fn around(bubble: Bubble, width: f64, height: f64) -> Vec<Area> {
    let Area { left, top, right, bottom } = bubble.bounds();
    let area = |x: f64, y: f64| Area { left: x, top: y, right: x + width, bottom: y + height };
    let beside = [right + BESIDE, left - BESIDE - width];
    let lines = [top - BESIDE - height, bottom + BESIDE];
    let farther = [top - FARTHER - height, bottom + FARTHER];
    let middle = bubble.y - height / 2.0;
    let mut places: Vec<Area> = beside.map(|x| area(x, middle)).to_vec();
    places.extend(lines.map(|y| area(bubble.x - width / 2.0, y)));
    for shift in [0.35, -0.35, 0.7, -0.7, 1.0, -1.0, 1.4, -1.4] {
        places.extend(beside.map(|x| area(x, middle + shift * height)));
        places.extend(lines.map(|y| area(bubble.x - width / 2.0 + shift * width / 2.0, y)));
    }
    for shift in [0.0, 0.5, -0.5, 1.0, -1.0] {
        places.extend(farther.map(|y| area(bubble.x - width / 2.0 + shift * width / 2.0, y)));
    }
    for (away, shift) in
        [(1.0, 0.0), (1.0, 1.6), (1.0, -1.6), (2.5, 0.0), (2.5, 1.6), (2.5, -1.6), (1.0, 2.6), (1.0, -2.6)]
    {
        let sides = [right + FARTHER * away, left - FARTHER * away - width];
        places.extend(sides.map(|x| area(x, middle + shift * height)));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Area = Area { left: 0.0, top: 0.0, right: 700.0, bottom: 360.0 };

    /// The same numbers in every run.
    fn scattered(number: usize) -> Vec<Bubble> {
        let mut seed: u32 = 7;
        let mut next = |most: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from((seed >> 16) % most)
        };
        (0..number).map(|_| Bubble { x: next(700), y: next(360), radius: 9.0 + next(8) }).collect()
    }

    fn crossings(areas: &[Area]) -> usize {
        let pairs =
            areas.iter().enumerate().flat_map(|(at, one)| areas[at + 1..].iter().map(move |two| (one, two)));
        pairs.filter(|(one, two)| one.overlaps(**two)).count()
    }

    #[test]
    fn no_bubble_lies_on_another() {
        for number in [0, 1, 3, 40, 60] {
            // Scattered, and all on one point, which is where portfolios without results are.
            for mut bubbles in [scattered(number), vec![Bubble { x: 690.0, y: 355.0, radius: 12.0 }; number]]
            {
                spread(&mut bubbles, ROOM);
                for (at, one) in bubbles.iter().enumerate() {
                    assert!(ROOM.holds(one.bounds()), "{number}: {one:?} is outside");
                    for two in &bubbles[at + 1..] {
                        assert!(!one.overlaps(*two), "{number}: {one:?} on {two:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_bubble_with_room_stays_where_its_figures_are() {
        let mut bubbles =
            vec![Bubble { x: 100.0, y: 100.0, radius: 10.0 }, Bubble { x: 300.0, y: 50.0, radius: 5.0 }];
        let before = bubbles.clone();
        spread(&mut bubbles, ROOM);
        assert_eq!(bubbles, before);
    }

    #[test]
    fn no_name_covers_a_name_or_a_bubble() {
        for number in [0, 1, 3, 12] {
            let mut bubbles = scattered(number);
            spread(&mut bubbles, ROOM);
            let sizes = vec![(80.0, 14.0); number];
            let taken = [Area { left: 0.0, top: 0.0, right: 120.0, bottom: 16.0 }];
            let Some(placed) = labels(&bubbles, &sizes, ROOM, &taken) else {
                assert!(number > 3, "a few always find room");
                continue;
            };
            assert_eq!(placed.len(), number);
            assert_eq!(crossings(&placed), 0);
            for area in &placed {
                assert!(ROOM.holds(*area) && !area.overlaps(taken[0]), "{area:?}");
                assert!(!bubbles.iter().any(|bubble| bubble.touches(*area)), "{area:?} covers a bubble");
            }
        }
    }

    #[test]
    fn names_that_find_no_room_are_all_left_out() {
        let mut bubbles = scattered(40);
        spread(&mut bubbles, ROOM);
        assert_eq!(labels(&bubbles, &[(160.0, 28.0); 40], ROOM, &[]), None);
    }
}
