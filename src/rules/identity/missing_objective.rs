//! Two companies without a shared commercial objective have a relationship, and nothing to judge it by.

use crate::language::begins_undecided;
use crate::model::Kind;
use crate::rules::rule::{
    Applies, Area, Basis, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule,
};
use crate::rules::{Context, Findings};
use crate::text::{count, shorten};

use crate::facts::contributions::is_blank;

/// The rule.
pub static RULE: Rule = rule! {
    id: "missing-objective",
    area: Area::Identity,
    severities: &[Severity::Error],
    applies: Applies::to(&[Kind::Strategic, Kind::CoMarketing]).or_proposed(),
    basis: Basis::Gap,
    remedy: Remedy::Agree,
    summary: "no shared commercial objective is recorded",
    why: "without one each side pursues its own, and nobody can say what the alliance was for",
    options: &[OptionSpec {
        name: "least_words",
        default: Default::Number(4),
        help: "fewest words in an objective that says something",
    }],
    check: Check::Record(check),
};

const FIX: &str = "objective: …   # what the two of you want to win together, of whom, in one sentence";

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let objective = &cx.record.objective;
    if is_blank(objective) {
        out.error("objective", "no shared commercial objective is recorded").fix(FIX);
        return Judged::Judged;
    }
    let Some(text) = objective.text() else { return Judged::Unknown };
    if begins_undecided(text) {
        let message = format!("the objective is still open: \"{}\"", shorten(text, 60));
        out.error("objective", message).fix(FIX);
        return Judged::Judged;
    }
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    if u32::try_from(words).is_ok_and(|words| words < cx.options.number("least_words")) {
        let words = count(i64::try_from(words).unwrap_or(0), "word");
        let message = format!(
            "the objective \"{}\" is too short ({words}) to say what you want to win",
            shorten(text, 60)
        );
        out.error("objective", message).fix(FIX);
    }
    Judged::Judged
}
