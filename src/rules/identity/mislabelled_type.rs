//! What an arrangement is called decides what is expected of it, so the name has to fit what was agreed.

use crate::facts::inferred_type::{Conclusion, Inferred};
use crate::facts::type_evidence::additions;
use crate::model::Kind;
use crate::rules::rule::{Absorbs, Applies, Area, Check, Judged, Remedy, Rule, Severity, rule};
use crate::rules::{Context, Findings};
use crate::text::{either, listed};

use crate::facts::contributions::called;

/// The rule.
pub static RULE: Rule = rule! {
    id: "mislabelled-type",
    area: Area::Identity,
    severities: &[Severity::Error, Severity::Warning],
    applies: Applies::ANY.or_proposed(),
    remedy: Remedy::Decide,
    summary: "the record describes a different type of arrangement from the one it is called",
    why: "what is called strategic is given strategic hours, and is expected to earn what a lighter arrangement cannot",
    absorbs: Absorbs::all(&[&crate::rules::identity::campaign_bound_value::RULE, &crate::rules::identity::ambition_downgraded::RULE, &crate::rules::identity::missing_operating_change::RULE]),
    check: Check::Record(check),
};

fn check(cx: &Context, out: &mut Findings) -> Judged {
    let Some(declared) = cx.record.kind.copied() else { return Judged::Unknown };
    let mut given = cx.record.contributions.iter().flat_map(|(_, items)| items.items());
    if given.any(|item| item.kind.is_invalid()) {
        return Judged::Unknown;
    }
    let inferred = cx.facts.inferred();
    let candidates = inferred.candidates();
    match &inferred.conclusion {
        Conclusion::TooLittle => return Judged::Unknown,
        // The declared type leads by a point; an exact tie, or a point less, says neither yes nor no.
        Conclusion::Tie(_) if candidates.contains(&declared) => {
            let best = candidates.iter().filter(|kind| **kind != declared).map(|kind| inferred.points(*kind));
            let leads = best.max().is_some_and(|best| inferred.points(declared) > best);
            return if leads { Judged::Judged } else { Judged::Unknown };
        }
        _ if candidates.contains(&declared) => return Judged::Judged,
        _ => {}
    }
    let tier = match inferred.conclusion {
        Conclusion::Confident(_) => Severity::Error,
        _ => Severity::Warning,
    };
    let words: Vec<&str> = candidates.iter().map(|kind| kind.word()).collect();
    let alike: Vec<&str> = candidates.iter().map(|kind| called(*kind)).collect();
    let most = candidates.first().map_or(0, |kind| inferred.points(*kind));
    let message = format!(
        "called {declared}, but the record describes {}: {most} points to {}",
        either(&alike),
        inferred.points(declared)
    );
    let evidence: String =
        candidates.iter().chain([&declared]).map(|kind| evidence(inferred, *kind)).collect();
    let labels: Vec<String> = words.iter().map(|word| format!("`type: {word}`")).collect();
    let fix = match additions(cx.facts, declared) {
        Some(missing) => format!(
            "write {}; or, to make it {}, agree on and record {}",
            either(&labels),
            called(declared),
            listed(&missing)
        ),
        None => format!("write {}", either(&labels)),
    };
    let strongest = candidates.first().and_then(|kind| inferred.signals(*kind).next());
    let finding = out.report(tier, "type", message).evidence(&evidence).fix(fix);
    if let Some(signal) = strongest {
        finding.label(&signal.path, &signal.sentence);
    }
    Judged::Judged
}

/// What speaks for a type, as a part of the message.
fn evidence(inferred: &Inferred, kind: Kind) -> String {
    let signals: Vec<String> =
        inferred.signals(kind).map(|signal| format!("{} ({})", signal.sentence, signal.points)).collect();
    if signals.is_empty() {
        return format!(". For {kind}: nothing");
    }
    format!(". For {kind}: {}", signals.join("; "))
}
