//! Two people who answer for the same figure answer for half of it each.

use crate::model::US;
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use super::common::{is_unclear, name, seated};

/// The rule.
pub static RULE: Rule = rule! {
    id: "split-accountability",
    area: Area::Governance,
    severities: &[Severity::Error],
    applies: Applies::STRATEGIC.or_proposed(),
    remedy: Remedy::Decide,
    summary: "several people on our side answer for the commercial outcome",
    why: "when the figure is bad, each of several owners can point to the others",
    options: &[OptionSpec {
        name: "most_people",
        default: Default::Number(1),
        help: "how many people may answer for the commercial outcome",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    if is_unclear(&cx.record.owners, US) {
        return Judged::Unknown;
    }
    let people = seated(cx, &cx.record.owners, US);
    if people.is_empty() {
        return Judged::CoveredBy(&crate::rules::governance::missing_owner::RULE);
    }
    let answering: Vec<(usize, &str)> = people
        .iter()
        .filter(|(_, owner)| owner.is_commercial())
        .flat_map(|(index, owner)| names(name(owner)).map(|name| (*index, name)))
        .collect();
    let most = usize::try_from(cx.options.number("most_people")).unwrap_or(usize::MAX);
    let (Some((first, _)), Some((last, _))) = (answering.first(), answering.last()) else {
        return if people.iter().any(|(_, owner)| owner.accountable_for.is_invalid()) {
            Judged::Unknown
        } else {
            Judged::Judged
        };
    };
    if answering.len() > most {
        let names: Vec<&str> = answering.iter().map(|(_, name)| *name).collect();
        let message = format!(
            "{} people on our side answer for the commercial outcome: {}",
            names.len(),
            listed(&names)
        );
        let shared_line = first == last;
        let field = if shared_line { "name" } else { "accountable_for" };
        let finding = out.error(format!("owners.us[{last}].{field}"), message);
        finding.side(US).fix(
            "choose one; the others keep what they do: `accountable_for: delivery` or `accountable_for: \
             relationship`",
        );
        if !shared_line {
            finding.label(format!("owners.us[{first}].accountable_for"), "recorded here first");
        }
    }
    Judged::Judged
}

/// The people that one `name` holds: two names in a line are two people.
fn names(name: &str) -> impl Iterator<Item = &str> {
    name.split(" and ")
        .flat_map(|part| part.split(['&', '/', '+', ';']))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}
