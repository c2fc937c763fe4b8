//! Exclusivity is the price of an alliance; a campaign, a commission or a logo is seldom worth it.

use crate::facts::contributions::{called, claimed};
use crate::model::Kind;
use crate::rules::rule::{Applies, Area, Check, Default, Judged, OptionSpec, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};

/// The rule.
pub static RULE: Rule = rule! {
    id: "exclusivity-without-alliance",
    area: Area::Identity,
    severities: &[Severity::Note],
    applies: Applies::to(&[Kind::Affiliate, Kind::Sponsorship, Kind::CoMarketing]).or_proposed(),
    remedy: Remedy::Decide,
    summary: "an affiliate, sponsorship or campaign is exclusive",
    why: "exclusivity costs every other partner you could have, and a light arrangement seldom pays for that",
    options: &[OptionSpec {
        name: "types",
        default: Default::Words(&["affiliate", "sponsorship", "co-marketing"]),
        help: "types of arrangement in which exclusivity is out of place",
    }],
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(kind) = cx.facts.kind else { return Judged::Unknown };
    if cx.record.exclusivity.is_invalid() {
        return Judged::Unknown;
    }
    let Some(exclusivity) = cx.record.exclusivity.get() else { return Judged::NotApplicable };
    if !cx.options.words("types").contains(&kind.word()) {
        return Judged::NotApplicable;
    }
    if claimed(&exclusivity.scope).is_none() && exclusivity.who.get().is_none() {
        let unread = exclusivity.scope.is_invalid() || exclusivity.who.is_invalid();
        return Judged::nothing(unread);
    }
    out.note("exclusivity", format!("exclusivity is promised in {}", called(kind)))
        .fix(
            "give it up at the next renewal, or agree what it is worth; if both sides want it, decide \
              whether this has become an alliance",
        )
        .label("type", "what it is called");
    Judged::Judged
}
