//! Overrides and waivers of the portfolio that are for nothing.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::{Portfolio, same_name};
use crate::report::AllianceReport;
use crate::rules::{self, Check, Finding, Judgement, Outcome, RuleEnv, WaiverPlace, waivers};
use crate::text::nearest;

/// An override of the portfolio, by its place, that is for no alliance.
pub(super) fn unmatched_override(place: usize) -> Finding {
    let rule = &rules::record::unmatched_override::RULE;
    let mut out = rule.findings(None);
    let reported = out
        .warning(
            format!("overrides[{place}].alliances"),
            "no alliance has a name or file name that matches this override",
        )
        .fix("fix the name, or remove the override; `*` stands for any letters")
        .clone();
    Finding { rule, reported }
}

/// Waivers of the portfolio that were needed nowhere.
pub(super) fn unmatched_waivers(
    portfolio: &Portfolio,
    alliances: &[AllianceReport],
    whole: &Judgement,
    bench: &RuleEnv,
) -> Vec<Finding> {
    let places = alliances.iter().flat_map(|alliance| alliance.waived.iter().map(|waived| waived.place));
    let used: BTreeSet<WaiverPlace> = places.chain(whole.waived.iter().map(|waived| waived.place)).collect();
    let could_tell = |id: &str| match rules::find(id).map(|rule| rule.check) {
        Some(Check::Portfolio(_)) => whole.could_tell(id),
        // It is only judged where somebody asks for the history.
        Some(Check::Past(_)) => alliances.iter().flat_map(|it| &it.outcomes).any(|said| said.rule.id == id),
        Some(_) => {
            let mut said =
                alliances.iter().flat_map(|alliance| &alliance.outcomes).filter(|said| said.rule.id == id);
            !said.any(|said| said.outcome == Outcome::Unknown)
        }
        None => false,
    };
    let used = |index| used.contains(&WaiverPlace::Portfolio(index));
    let nobody = of_nobody(portfolio, alliances, bench.as_of);
    let known: Vec<usize> = nobody.iter().map(|(index, _)| *index).collect();
    let others = portfolio.waivers.iter().filter(|(index, _)| !known.contains(index));
    let mut found = waivers::unmatched(others, used, could_tell, bench.as_of);
    found.extend(nobody.into_iter().map(|(_, finding)| finding));
    found
}

/// Waivers, by their places, for an alliance that is not in the portfolio, and what to say about each. One that has run out
/// is another rule's business, and a record that cannot be read may have any name.
fn of_nobody(portfolio: &Portfolio, alliances: &[AllianceReport], as_of: NaiveDate) -> Vec<(usize, Finding)> {
    if alliances.iter().any(|alliance| !alliance.readable) {
        return Vec::new();
    }
    let lasting =
        portfolio.waivers.iter().filter(|(_, waiver)| waiver.last_day().is_none_or(|until| until >= as_of));
    let named = lasting.filter_map(|(index, waiver)| Some((index, waiver.alliance.text()?)));
    let missing = named.filter(|(_, name)| !alliances.iter().any(|alliance| same_name(&alliance.name, name)));
    missing
        .map(|(index, name)| {
            let renamed = alliances.iter().find(|it| it.aliases.iter().any(|alias| same_name(alias, name)));
            let near = renamed.map(|alliance| alliance.name.as_str());
            let near = near.or_else(|| nearest(name, alliances.iter().map(|it| it.name.as_str())));
            let fix = match near {
                Some(near) => format!("did you mean `{near}`? Otherwise remove the waiver"),
                None => "name an alliance as its record does, or remove the waiver".to_owned(),
            };
            let rule = &rules::record::unmatched_waiver::RULE;
            let mut out = rule.findings(None);
            let path = format!("waivers[{index}].alliance");
            let headline = format!("there is no alliance `{name}`, so this waiver applies to nothing");
            let reported = out.warning(path, headline).fix(fix).clone();
            (index, Finding { rule, reported })
        })
        .collect()
}
