//! Talks that begin with an alliance and end with a joint post: the ambition is what was traded away.

use crate::model::{ContributionKind, Kind};
use crate::rules::rule::{Applies, Area, Check, Judged, Remedy, Rule, rule};
use crate::rules::{Context, Findings};
use crate::text::listed;

use crate::facts::contributions::{Brings, is_visibility};

/// The rule.
pub static RULE: Rule = rule! {
    id: "ambition-downgraded",
    area: Area::Identity,
    applies: Applies::ANY.or_proposed(),
    remedy: Remedy::Agree,
    summary: "it was meant to be strategic, but only publicity was agreed",
    why: "the talk about structure is the hard one, so it is often traded for a promotion that keeps the big \
          name",
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let intended = &cx.record.intended_type;
    if intended.is_invalid() {
        return Judged::Unknown;
    }
    let declared = intended.is_absent();
    let meant = if declared { cx.record.kind.copied() } else { intended.copied() };
    match meant {
        Some(Kind::Strategic) => {}
        Some(_) => return Judged::NotApplicable,
        None => return Judged::Unknown,
    }
    let brings = Brings::of(cx.record, cx.facts);
    let recorded: Vec<ContributionKind> =
        brings.iter().flat_map(|side| &side.items).flat_map(|(_, item)| item.kinds()).collect();
    if recorded.iter().any(|kind| !is_visibility(*kind)) {
        return Judged::Judged;
    }
    if !brings.iter().all(|side| side.is_only(is_visibility)) {
        return Judged::Unknown;
    }
    let kinds: Vec<&str> = ContributionKind::ALL
        .iter()
        .filter(|kind| recorded.contains(*kind))
        .map(|kind| kind.word())
        .collect();
    let message = format!("meant to be strategic, but the only contributions are {}", listed(&kinds));
    let honest = if declared { "`type: co-marketing`" } else { "`intended_type: co-marketing`" };
    let finding = out.warning("contributions", message).fix(format!(
        "reopen the structural conversation: what can each side contribute that the other cannot build? Or \
         drop the ambition and write {honest}"
    ));
    finding.label(if declared { "type" } else { "intended_type" }, "the ambition is recorded here");
    Judged::Judged
}
