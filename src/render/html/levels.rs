//! A metric over time against its target and its floor: pale what was reported, dark what would not have come anyway.

use rust_decimal::Decimal;

use super::scale::share;
use super::svg::Svg;
use crate::model::grouped;
use crate::render::document::Levels;
use crate::render::escape::html;
use crate::text::capital;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 150.0;
/// Room for labels: to the left, to the right, below.
const LEFT: f64 = 8.0;
const RIGHT: f64 = 118.0;
const BELOW: f64 = 18.0;
const ABOVE: f64 = 8.0;

/// The chart with its title, as markup.
pub(super) fn figure(levels: &Levels) -> String {
    let label = format!("{}. {}", levels.title, levels.in_words());
    let note = levels
        .note
        .as_deref()
        .map_or(String::new(), |note| format!(" <span class=\"broke\">{}</span>", html(&capital(note))));
    format!(
        "<figure class=\"levels\"><figcaption><b dir=\"auto\">{}</b>{note} <span class=\"quiet\">{}</span></figcaption>{}</figure>",
        html(&levels.title),
        html(&levels.lead),
        drawn(levels).picture("metric", WIDTH, HEIGHT, &label)
    )
}

fn drawn(levels: &Levels) -> Svg {
    let mut svg = Svg::default();
    let most = levels.most();
    let floor = HEIGHT - BELOW;
    let up = |amount: Decimal| share(amount, most) / 100.0 * (floor - ABOVE);
    let number = f64::from(u32::try_from(levels.points.len().max(1)).unwrap_or(1));
    let room = (WIDTH - LEFT - RIGHT) / number;
    let width = (room * 0.72).min(44.0);
    let at = |index: usize| LEFT + room * f64::from(u32::try_from(index).unwrap_or(0));
    if let Some(broke) = levels.broke {
        svg.rect("broken", (at(broke), ABOVE / 2.0), (WIDTH - RIGHT - at(broke), floor - ABOVE / 2.0));
    }
    // Every label of a period that has room, the last always.
    let step = levels.points.len().div_ceil(7).max(1);
    for (index, point) in levels.points.iter().enumerate() {
        let x = at(index) + (room - width) / 2.0;
        if let Some(total) = point.total {
            let height = up(total);
            svg.rect("bar reported", (x, floor - height), (width, height));
        }
        if let Some(incremental) = point.incremental {
            let height = up(incremental).max(if incremental > Decimal::ZERO { 0.8 } else { 0.0 });
            svg.rect("bar", (x, floor - height), (width, height));
        }
        if (levels.points.len() - 1 - index).is_multiple_of(step) {
            svg.text("tick", (x + width / 2.0, HEIGHT - 5.0), "middle", &point.period);
        }
    }
    svg.line("axis", (LEFT, floor), (WIDTH - RIGHT, floor));
    let mut taken: Option<f64> = None;
    for (class, name, level) in [("target", "target", levels.target), ("floor", "minimum", levels.floor)] {
        let Some(level) = level.filter(|level| *level > Decimal::ZERO) else { continue };
        let y = floor - up(level);
        svg.line(class, (LEFT, y), (WIDTH - RIGHT, y));
        // Levels that nearly coincide have their labels one below the other.
        let place = taken.map_or(y + 4.0, |above| (y + 4.0).max(above + 13.0));
        taken = Some(place);
        svg.text(
            "tick",
            (WIDTH - RIGHT + 6.0, place),
            "start",
            &format!("{name} {}", grouped(level.normalize())),
        );
    }
    svg
}
