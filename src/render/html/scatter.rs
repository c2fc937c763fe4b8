//! Structure against return: one bubble per alliance, in four fields named by what to do.

use unicode_width::UnicodeWidthStr;

use super::label_layout::{Area, Bubble, clear, labels, spread};
use super::scale::{Scale, root, root_ticks};
use super::svg::Svg;
use crate::text::shorten;

/// From this score on an alliance is well built: where the band "healthy" begins.
pub(super) const WELL_BUILT: f64 = 80.0;
/// Longest name that is written beside a bubble.
const LONGEST: usize = 26;
/// How wide a column of text is.
const LETTER: f64 = 6.9;
/// The height of a name, and of a name with a verdict under it.
const HEIGHTS: (f64, f64) = (15.0, 29.0);
/// The smallest and the largest bubble.
const RADII: (f64, f64) = (10.0, 26.0);
/// How much of the drawing bubbles may fill together.
const FILLED: f64 = 0.11;

/// One alliance.
#[derive(Debug, Clone)]
pub(super) struct Point {
    pub(super) name: String,
    /// The verdict, and the class that colours it.
    pub(super) word: &'static str,
    pub(super) tone: &'static str,
    pub(super) score: f64,
    /// Incremental money for an hour; unknown where it is not proven or no hours are on record.
    pub(super) an_hour: Option<f64>,
    pub(super) hours: f64,
}

/// A drawing, and whether it shows numbers in place of names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn {
    pub(super) svg: String,
    pub(super) numbered: bool,
}

/// What a drawing is made for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas<'a> {
    pub(super) class: &'a str,
    pub(super) width: f64,
    pub(super) height: f64,
    /// The return above which an hour is better spent than on the average.
    pub(super) average: f64,
    pub(super) currency: &'a str,
    /// The finding, for those who cannot see it.
    pub(super) label: &'a str,
}

/// The drawing: the first of names with verdicts, names, and numbers that has room for all of them.
pub(super) fn draw(points: &[Point], canvas: Canvas) -> Drawn {
    let Canvas { width, height, average, .. } = canvas;
    let mut svg = Svg::default();
    let unknown = points.iter().any(|point| point.an_hour.is_none());
    let strip = if unknown { 56.0 } else { 0.0 };
    let room = Area { left: 46.0, top: 22.0, right: width - 6.0, bottom: height - 44.0 - strip };
    let returns = || points.iter().filter_map(|point| point.an_hour).chain([average]);
    let span = (returns().fold(0.0, f64::min), returns().fold(1.0, f64::max));
    let lowest = points.iter().map(|point| point.score).fold(60.0, f64::min);
    let across = Scale::new((((lowest - 12.0) / 20.0).floor() * 20.0, 104.0), (room.left, room.right));
    // What brings nothing lies on the zero line, not above it.
    let up = Scale::new((root(span.0), root(span.1)), (room.bottom - RADII.1, room.top + RADII.1));
    let corner = (across.at(WELL_BUILT), up.at(root(average)).clamp(room.top, room.bottom));
    frame(&mut svg, canvas, room, corner, span, (across, up));

    let radii = radii(points, (room.right - room.left) * (room.bottom - room.top));
    let below = Area { top: room.bottom + 4.0, bottom: room.bottom + strip, ..room };
    let mut bubbles: Vec<Bubble> = points
        .iter()
        .zip(&radii)
        .map(|(point, radius)| {
            let y =
                point.an_hour.map_or(f64::midpoint(below.top, below.bottom), |figure| up.at(root(figure)));
            Bubble { x: across.at(point.score), y, radius: *radius }
        })
        .collect();
    spread_apart(points, &mut bubbles, room, below);
    let taken = fields(&mut svg, room, corner, &bubbles);
    if unknown {
        svg.line("axis", (room.left, room.bottom + strip), (room.right, room.bottom + strip));
        svg.text("quiet", (room.left + 4.0, below.bottom - 6.0), "start", "return not known");
    }
    let everywhere = Area { bottom: room.bottom + strip, ..room };
    let numbered = name(&mut svg, points, &bubbles, everywhere, &taken);
    Drawn { svg: svg.picture(canvas.class, width, height, canvas.label), numbered }
}

/// Grid, axes and their names.
fn frame(
    svg: &mut Svg,
    canvas: Canvas,
    room: Area,
    corner: (f64, f64),
    span: (f64, f64),
    (across, up): (Scale, Scale),
) {
    svg.rect("field best", (corner.0, room.top), (room.right - corner.0, corner.1 - room.top));
    svg.rect("field worst", (room.left, corner.1), (corner.0 - room.left, room.bottom - corner.1));
    let mut last = f64::INFINITY;
    for figure in root_ticks(span.0, span.1) {
        let y = up.at(root(figure));
        // Figures grow closer upwards, and their labels keep their distance.
        if last - y >= 26.0 && y >= room.top {
            svg.line("grid", (room.left, y), (room.right, y));
            svg.text("tick", (room.left - 6.0, y + 4.0), "end", &short(figure));
            last = y;
        }
    }
    let foot = canvas.height - 40.0;
    for score in [0.0, 20.0, 40.0, 60.0, 80.0, 100.0] {
        let x = across.at(score);
        if x >= room.left {
            svg.text("tick", (x, foot + 14.0), "middle", &short(score));
        }
    }
    svg.line("axis", (room.left, up.at(0.0)), (room.right, up.at(0.0)));
    svg.line("divide", (corner.0, room.top), (corner.0, room.bottom));
    svg.line("divide", (room.left, corner.1), (room.right, corner.1));
    svg.text("quiet", (2.0, 12.0), "start", &format!("{} for an hour", canvas.currency));
    svg.text("quiet", (room.right, foot + 32.0), "end", "structure score");
}

/// The names of the four fields, each in the corner where it covers nothing; what they take.
fn fields(svg: &mut Svg, room: Area, corner: (f64, f64), bubbles: &[Bubble]) -> Vec<Area> {
    let names = [
        (["Put it on firm terms", "Firm terms"], (room.left, corner.0), (room.top, corner.1)),
        (["Keep and build on", "Build on"], (corner.0, room.right), (room.top, corner.1)),
        (["Mend it or end it", "Mend or end"], (room.left, corner.0), (corner.1, room.bottom)),
        (["Prove it or spend less", "Prove it"], (corner.0, room.right), (corner.1, room.bottom)),
    ];
    let mut taken = Vec::new();
    for (names, (left, right), (top, bottom)) in names {
        let wide = |name: &str| columns(name) * LETTER + 6.0;
        if bottom - top < 20.0 {
            continue;
        }
        let corners = |name: &&str| {
            let at = |x: f64, y: f64| Area { left: x, top: y, right: x + wide(name), bottom: y + 17.0 };
            let (near, far) = (left + 5.0, right - 5.0 - wide(name));
            [at(near, top + 3.0), at(far, top + 3.0), at(near, bottom - 20.0), at(far, bottom - 20.0)]
        };
        let fitting: Vec<&str> = names.into_iter().filter(|name| wide(name) + 8.0 <= right - left).collect();
        let free = fitting.iter().find_map(|name| Some((*name, clear(&corners(name), bubbles, &[])?)));
        // Where bubbles are everywhere, the name stands behind them.
        let Some((name, place)) = free.or_else(|| fitting.last().map(|name| (*name, corners(name)[0])))
        else {
            continue;
        };
        svg.text("name", (place.left + 3.0, place.top + 13.0), "start", name);
        taken.push(place);
    }
    taken
}

/// Bubbles whose return is known stay in the drawing, the others in the strip below it.
fn spread_apart(points: &[Point], bubbles: &mut [Bubble], room: Area, below: Area) {
    for (known, room) in [(true, room), (false, below)] {
        let those: Vec<usize> =
            (0..points.len()).filter(|at| points[*at].an_hour.is_some() == known).collect();
        let mut group: Vec<Bubble> = those.iter().map(|at| bubbles[*at]).collect();
        spread(&mut group, room);
        for (at, bubble) in those.into_iter().zip(group) {
            bubbles[at] = bubble;
        }
    }
}

/// Draws the bubbles with what names them; whether that is numbers.
fn name(svg: &mut Svg, points: &[Point], bubbles: &[Bubble], room: Area, taken: &[Area]) -> bool {
    for (point, bubble) in points.iter().zip(bubbles) {
        let title = format!("{}: {}", point.name, point.word);
        svg.disc(&format!("bubble {}", point.tone), (bubble.x, bubble.y), bubble.radius, &title);
    }
    let names: Vec<String> = points.iter().map(|point| shorten(&point.name, LONGEST)).collect();
    let sizes = |with_word: bool| -> Vec<(f64, f64)> {
        let words = points.iter().map(|point| if with_word { columns(point.word) } else { 0.0 });
        let height = if with_word { HEIGHTS.1 } else { HEIGHTS.0 };
        let wide = |(name, word): (&String, f64)| (columns(name).max(word) * LETTER + 4.0, height);
        names.iter().zip(words).map(wide).collect()
    };
    let placed = [true, false]
        .into_iter()
        .find_map(|with_word| Some((with_word, labels(bubbles, &sizes(with_word), room, taken)?)));
    let Some((with_word, placed)) = placed else {
        for (at, bubble) in bubbles.iter().enumerate() {
            svg.text("number", (bubble.x, bubble.y + 4.0), "middle", &(at + 1).to_string());
        }
        return true;
    };
    for ((name, point), (area, bubble)) in names.iter().zip(points).zip(placed.iter().zip(bubbles)) {
        if let Some((from, to)) = bubble.leader(*area) {
            svg.line("leader", from, to);
        }
        let (x, anchor) = if area.right < bubble.x { (area.right, "end") } else { (area.left, "start") };
        svg.text("label", (x, area.top + 12.0), anchor, name);
        if with_word {
            svg.text(&format!("word {}", point.tone), (x, area.top + 26.0), anchor, point.word);
        }
    }
    false
}

/// Areas by hours, all of them smaller where they would fill the drawing.
fn radii(points: &[Point], area: f64) -> Vec<f64> {
    let most = points.iter().map(|point| point.hours).fold(1.0, f64::max);
    let largest = points.iter().map(|point| point.hours / most).sum::<f64>() * std::f64::consts::PI;
    let fitting = (area * FILLED / largest.max(1.0)).sqrt().clamp(RADII.0, RADII.1);
    points.iter().map(|point| (fitting * (point.hours / most).max(0.0).sqrt()).max(RADII.0)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a text is never so wide")]
fn columns(text: &str) -> f64 {
    text.width() as f64
}

/// A figure of an axis in as few signs as possible.
fn short(figure: f64) -> String {
    match figure.abs() {
        1e9.. => format!("{figure:.1e}"),
        1e6.. => format!("{}m", figure / 1e6),
        1e3.. => format!("{}k", figure / 1e3),
        _ => format!("{figure}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(number: u32) -> Vec<Point> {
        let point = |at: u32| Point {
            name: format!("Alliance number {at}"),
            word: "restructure",
            tone: "change",
            score: f64::from(40 + at * 7 % 60),
            an_hour: (!at.is_multiple_of(5)).then(|| f64::from(at * 97 % 1000)),
            hours: f64::from(4 + at % 20),
        };
        (0..number).map(point).collect()
    }

    fn canvas(width: f64, height: f64) -> Canvas<'static> {
        Canvas { class: "wide", width, height, average: 400.0, currency: "EUR", label: "a finding" }
    }

    fn count(svg: &str, what: &str) -> usize {
        svg.matches(what).count()
    }

    #[test]
    fn a_few_have_their_names_and_a_crowd_has_numbers() {
        for (number, numbered) in [(0, false), (1, false), (3, false), (40, true)] {
            let drawn = draw(&points(number), canvas(760.0, 440.0));
            assert_eq!(drawn.numbered, numbered, "{number}");
            let marks = if numbered { "class=\"number\"" } else { "class=\"label\"" };
            let every = usize::try_from(number).expect("few");
            assert_eq!(count(&drawn.svg, marks), every, "{number}");
            assert_eq!(count(&drawn.svg, "<circle"), every, "{number}");
            roxmltree::Document::parse(&drawn.svg).expect("well-formed");
        }
    }

    #[test]
    fn every_field_is_named_by_what_to_do() {
        let drawn = draw(&points(3), canvas(760.0, 440.0));
        for name in ["Put it on firm terms", "Keep and build on", "Mend it or end it", "Prove it"] {
            assert_eq!(count(&drawn.svg, name), 1, "{name}");
        }
    }

    #[test]
    fn figures_of_any_size_stay_on_the_drawing() {
        let mut points = points(3);
        points[1].an_hour = Some(-1e20);
        points[2].an_hour = Some(1e25);
        points[2].hours = 1e12;
        let drawn = draw(&points, canvas(360.0, 440.0));
        assert!(!drawn.svg.contains("NaN") && !drawn.svg.contains("inf"), "{}", drawn.svg);
    }

    #[test]
    fn a_name_stays_text() {
        let mut points = points(1);
        points[0].name = "<script>\" onload=".to_owned();
        let drawn = draw(&points, canvas(760.0, 440.0));
        assert!(!drawn.svg.contains("<script") && !drawn.svg.contains("\" onload"), "{}", drawn.svg);
    }
}
