//! A waiver for a rule that does not exist excuses nothing.

use crate::model::{Edit, Yaml};
use crate::rules::rule::{Applies, Area, Check, Judged, Rule, Severity, rule};
use crate::rules::{Exceptions, Findings};
use crate::text::{nearest, only_near, shorten};

/// The rule.
pub static RULE: Rule = rule! {
    id: "unknown-rule",
    area: Area::Record,
    severities: &[Severity::Error],
    applies: Applies::ANY.until_ended(),
    summary: "a waiver names a rule that does not exist",
    why: "whoever approved it believes that something is excused, and nothing is",
    check: Check::Waivers(check),
};

fn check(held: &Exceptions, out: &mut Findings) -> Judged {
    if held.waivers.is_absent() {
        return Judged::NotApplicable;
    }
    let known = (held.known)();
    for (index, waiver) in held.waivers.iter() {
        let Some(id) = waiver.rule.text() else { continue };
        if let Some((_, area)) = known.iter().find(|(known, _)| *known == id) {
            if *area == Area::Record {
                out.error(
                    format!("waivers[{index}].rule"),
                    format!("{id} cannot be waived: it is about the file itself"),
                )
                .fix("fix what is wrong with the file, and remove the waiver");
            }
            continue;
        }
        let fix = match nearest(id, known.iter().map(|(known, _)| *known)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`alliance rules` lists them all".to_owned(),
        };
        out.error(
            format!("waivers[{index}].rule"),
            format!("there is no rule `{}` to waive", shorten(id, 60)),
        )
        .fix(fix)
        .edit(
            only_near(id, known.iter().map(|(known, _)| *known))
                .map(|near| Edit::Set { path: format!("waivers[{index}].rule"), value: Yaml::word(near) }),
        );
    }
    Judged::Judged
}
