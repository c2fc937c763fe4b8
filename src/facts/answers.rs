//! Which decisions answer for bad results, and for how long: the first for a while, the next one no longer.

use std::collections::HashSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Headline, Reading, Taken};
use crate::language::{self, ENTHUSIASM, Lexicon, begins_undecided};
use crate::model::calendar::{add_days, add_months};
use crate::model::{Cadence, DecisionKind, Field, RecordedDecision, is_placeholder};

/// How long a decision may answer, as the rules that say so are set; where one is off there is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerLimits {
    /// Longest that `continue` or `hold` may put bad results off, in days.
    pub pause_days: Option<u32>,
    /// Longest from a decision to the next one, in months; what is set further ahead is set for never.
    pub next_months: Option<u32>,
    /// How often the record is reviewed: a decision that sets no nearer day answers until the next review.
    pub review: Option<Cadence>,
}

/// Hopes that stand where a reason should.
const HOPES: &[&str] = &[
    "potential",
    "hopeful",
    "optimistic",
    "believe in",
    "strong relationship",
    "relationship is strong",
    "great relationship",
    "looking forward",
    "bright future",
    "fingers crossed",
    "team spirit",
    "good vibes",
    "good feeling",
    "gut feeling",
    "feels right",
    "is happy",
    "are happy",
    "everybody likes",
    "everyone likes",
    "likes the",
    "loves",
    "love this",
    "love it",
    "wants it",
    "trust in the",
    "we trust",
    "morale",
    "mood",
    "personally committed",
    "keep going",
    "carry on",
    "deserves a chance",
    "needs a chance",
    "invested to stop",
    "much invested",
    "invested too much",
    "owe it",
];

/// Why a decision gives no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoReason {
    /// It says nothing.
    Missing,
    /// It says what only holds the place of a reason: `tbd`, `-`, `n/a`.
    Placeholder,
    /// It is keen, and says nothing that has happened or will.
    Enthusiasm,
}

/// Whether a decision gives no reason; one that cannot be read has the benefit of the doubt.
pub fn no_reason(decision: &RecordedDecision) -> Option<NoReason> {
    let why = match &decision.why {
        Field::Invalid => return None,
        Field::Absent => return Some(NoReason::Missing),
        Field::Set(why) => why.trim(),
    };
    if why.is_empty() {
        Some(NoReason::Missing)
    } else if decision.why.text().is_none() || holds_a_place(why) {
        Some(NoReason::Placeholder)
    } else {
        is_only_keen(why).then_some(NoReason::Enthusiasm)
    }
}

/// Whether a text only stands where an answer should: `tbd`, `n/a`, `-`, `to be agreed`.
pub fn holds_a_place(text: &str) -> bool {
    is_placeholder(text)
        || matches!(
            text.trim().trim_end_matches(['.', '!']).to_lowercase().as_str(),
            "none"
                | "nil"
                | "as above"
                | "because"
                | "just because"
                | "ok"
                | "okay"
                | "yes"
                | "fine"
                | "why not"
                | "no reason"
                | "no particular reason"
                | "no comment"
        )
        || points_elsewhere(text)
        || (text.split_whitespace().count() <= 6 && begins_undecided(text))
}

/// Whether a text only says where the answer might be: `see minutes of 3 March`, `cf. mail`.
fn points_elsewhere(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().trim_end_matches([':', '.']).to_ascii_lowercase();
    matches!(first.as_str(), "see" | "cf" | "refer" | "siehe" | "s" | "vgl" | "voir") && words.count() <= 5
}

/// Most words of a sentence that hope alone fills; a longer one usually says what it hopes for.
const MOST_WORDS_OF_HOPE: usize = 8;

fn is_only_keen(sentence: &str) -> bool {
    static KEEN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(ENTHUSIASM));
    static HOPE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(HOPES));
    let figures = sentence.contains(|letter: char| letter.is_ascii_digit());
    let short = sentence.split_whitespace().count() <= MOST_WORDS_OF_HOPE;
    !figures
        && (KEEN.find(sentence).is_some()
            || (short && HOPE.find(sentence).is_some())
            || says_nothing_definite(sentence))
        && language::read(sentence).quantities.is_empty()
}

/// Words of which no reason is made, alone or together: who, that they get on, that they wish it, that it was always so, and
/// that time will tell. What has happened or will needs a word of its own: a depot, a price, a harvest.
const INDEFINITE: &str = "\
    a an the and or but of to in on at by for from with as is are was were be been being has have had do does did it its this \
    that these those there here we us our ours they them their he she his her i you so too very much more most less still \
    just only also yet not no nothing none never always ever all any every each both some such own other another than then \
    what which who will would shall should can could may might must if because since due up off out into about over \
    everybody everyone everything nobody anybody somebody people person colleague team side party partner company boss ceo \
    cfo coo chairman chairwoman board management manager director leadership executive founder owner head stakeholder \
    relationship relation partnership alliance collaboration cooperation operation co friendship chemistry spirit rapport tie \
    together working longstanding standing loyal loyalty tradition history fit bond contact contacts dialogue climate \
    atmosphere good great excellent nice well fine valuable valued important importance strategic strategically strategy key \
    useful right best better special big huge high strong wrong bad sad shame pity believe belief convinced conviction \
    confident confidence optimistic optimism hope hopeful hopefully trust faith like liked love enjoy happy pleased satisfied \
    content enthusiastic excited keen proud positive promising fond attached passionate committed commitment dedicated willing \
    potential future prospect promise vision idea concept momentum synergy synergies upside direction journey path philosophy \
    time long term mid short day today tomorrow year now again last next patience patient wait waiting while far soon later \
    end chance benefit doubt moment decide decided decision continue continued continues continuation continuing carry carried \
    keep kept keeping go goes going gone come comes coming came stay remain remains stop stopped stopping leave walk away \
    give given giving want wanted wish wished need needed ask asked agree agreed agreement consensus unanimous unanimously \
    discuss discussed discussion minute minutes meeting review reviewed usual business same before above way course matter \
    process request approve approved objection objections raise raised reason status quo default see seen look looks looking \
    feel feels feeling felt think thinks thought seem seems appear sense senses thing things lot work worked hard effort \
    energy put made make sunk image reputation signal message send sends sake honour harmony comfort comfortable habit \
    complete completed known general generally overall pleasure support supported supportive backing interest interested \
    mutual mutually shared sharing common value values pay try tried trying push worth everywhere believe believing remain \
    persuaded sure certain certainly surely absolutely fully truly really highly extremely deeply clearly simply naturally \
    gut instinct intuition feelings mood morale behind onboard board solid healthy stable smooth smoothly fruitful \
    deserve deserves second rather prestigious prestige name golf play plays heart hearts turn turns around feedback wonderful \
    lovely exciting pity spirit sympathetic sympathy courage bold ambition ambitions ambitious dream cultural culture \
    constructive pleasant friendly warm close open honest respectful \
    gute guter gutes zusammenarbeit partnerschaft weiter weiterhin wie bisher vertrauen beziehung alles wir sind \
    bonne bon relation entente confiance toujours nous sommes continuer";

/// Whether a sentence has none but such words.
fn says_nothing_definite(sentence: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| INDEFINITE.split_ascii_whitespace().collect());
    let lower = sentence.to_lowercase();
    let mut words =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() > 1).peekable();
    let indefinite = |word: &str| {
        WORDS.contains(word)
            || ["s", "ly", "ed", "d", "ing"].iter().any(|ending| {
                word.strip_suffix(ending).is_some_and(|stem| stem.len() > 2 && WORDS.contains(stem))
            })
    };
    words.peek().is_some() && words.all(indefinite)
}

/// Whether the next decision is set so far ahead that it is set for never.
fn is_next_too_far(taken: &Taken, most_months: Option<u32>) -> bool {
    let last = most_months.map(|months| add_months(taken.date, months));
    last.is_some_and(|last| taken.decision.next.get().is_some_and(|next| next.0 > last))
}

/// Whether a decision puts bad results off, with a reason that answers for them and a next day.
fn puts_off(taken: &Taken, limits: AnswerLimits) -> bool {
    matches!(taken.verdict, DecisionKind::Continue | DecisionKind::Hold) && failing(taken, limits).is_none()
}

/// What keeps a decision from answering for bad results, as the end of a sentence about it.
fn failing(taken: &Taken, limits: AnswerLimits) -> Option<&'static str> {
    if no_reason(taken.decision).is_some() {
        Some("gives no reason")
    } else if taken.decision.why.text().is_some_and(says_it_is_well) {
        Some("cites good figures")
    } else {
        is_next_too_far(taken, limits.next_months).then_some("puts the next decision off for too long")
    }
}

/// Whether the results that have been bad `since` a day are answered on `as_of`: for a while by the first decision on
/// them that has a reason and a next day, for good by the decision to end it.
pub fn answered(decisions: &[Taken], since: NaiveDate, limits: AnswerLimits, as_of: NaiveDate) -> bool {
    let on_them = || decisions.iter().filter(|taken| taken.date > since);
    // Of several the latest holds: a wind-down that was taken back ends nothing.
    if on_them().next_back().is_some_and(|last| last.verdict == DecisionKind::WindDown) {
        return true;
    }
    on_them().find(|taken| puts_off(taken, limits)).is_some_and(|first| {
        let longest = limits.pause_days.map(|days| add_days(first.date, days));
        let next = first.decision.next.get().map(|next| next.0);
        // A day of its own within that time is a trial; the usual day, further ahead, leaves it to the next review.
        let usual = |longest: &NaiveDate| next.is_none_or(|next| next > *longest);
        let review = longest.filter(usual).and(limits.review).map(|cadence| cadence.after(first.date, 1));
        longest.into_iter().chain(next).chain(review).min().is_none_or(|last| as_of <= last)
    })
}

/// The last decision on results that have been bad `since` a day and that it does not answer, and what is the matter with
/// it; `None` where there is none.
pub fn unanswering<'d, 'a>(
    decisions: &'d [Taken<'a>],
    since: NaiveDate,
    limits: AnswerLimits,
) -> Option<(&'d Taken<'a>, &'static str)> {
    let mut on_them = decisions.iter().filter(|taken| taken.date > since);
    let last = on_them.clone().next_back()?;
    let matter = if !matches!(last.verdict, DecisionKind::Continue | DecisionKind::Hold) {
        "has changed nothing"
    } else if let Some(failing) = failing(last, limits) {
        failing
    } else if on_them.find(|taken| puts_off(taken, limits)).is_some_and(|first| first.index != last.index) {
        "only puts it off again"
    } else {
        "has run out"
    };
    Some((last, matter))
}

/// What is said of figures that are good.
const WELL: &[&str] = &[
    "above target",
    "above its target",
    "above the target",
    "above floor",
    "above its floor",
    "above the floor",
    "above plan",
    "above budget",
    "ahead of plan",
    "ahead of target",
    "on target",
    "on plan",
    "at target",
    "at plan",
    "at its target",
    "over target",
    "beats target",
    "beat target",
    "exceeds target",
    "exceeded target",
    "target reached",
    "target met",
    "targets met",
];

/// Whether a reason says that the figures are good: it answers for none that are bad, and may mean others.
fn says_it_is_well(why: &str) -> bool {
    const NOT: &[&str] = &["not", "no", "never", "nearly", "almost", "until", "if", "back"];
    let plain = why.to_lowercase();
    let words: Vec<&str> =
        plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    WELL.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).enumerate().any(|(at, window)| {
            let before = &words[at.saturating_sub(2)..at];
            window == phrase && !before.iter().any(|word| NOT.contains(word))
        })
    })
}

/// How many times bad results were put off: each `continue` and `hold` since, with or without a reason.
pub fn times_put_off(decisions: &[Taken], since: NaiveDate) -> usize {
    let put_off = |taken: &&Taken| {
        taken.date > since && matches!(taken.verdict, DecisionKind::Continue | DecisionKind::Hold)
    };
    decisions.iter().filter(put_off).count()
}

/// The values that can be held to a level of the metric: of whole periods, begun on or after `from`, with a number.
pub fn held_to_levels<'h, 'a>(headline: &'h Headline<'a>, from: Option<NaiveDate>) -> Vec<&'h Reading<'a>> {
    let whole = headline.series.values.iter();
    let whole = whole.filter(|reading| from.is_none_or(|from| reading.period.start() >= from));
    whole.filter(|reading| reading.incremental.is_some() || reading.total.is_some()).collect()
}

/// The unbroken run of readings that miss a level up to now, oldest first; empty where the latest does not, and `None`
/// where nobody can tell whether the latest does.
pub fn run_below<'h, 'a>(
    headline: &Headline,
    readings: &[&'h Reading<'a>],
    level: Decimal,
) -> Option<Vec<&'h Reading<'a>>> {
    headline.misses(readings.last()?, level)?;
    let below = |reading: &&&Reading| headline.misses(reading, level) == Some(true);
    let mut run: Vec<&Reading> = readings.iter().rev().take_while(below).copied().collect();
    run.reverse();
    Some(run)
}

/// How much a metric moves from one period to the next, on average; unknown with fewer than three readings.
pub fn scatter(readings: &[&Reading]) -> Option<Decimal> {
    let values: Vec<Decimal> =
        readings.iter().filter_map(|reading| reading.incremental.or(reading.total)).collect();
    let steps = values.windows(2).map(|pair| pair[1].checked_sub(pair[0]).map(|step| step.abs()));
    let steps: Vec<Decimal> = steps.collect::<Option<_>>()?;
    if steps.len() < 2 {
        return None;
    }
    let sum = steps.iter().try_fold(Decimal::ZERO, |sum, step| sum.checked_add(*step))?;
    sum.checked_div(Decimal::from(steps.len())).map(|mean| mean.round())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(why: &str) -> Option<NoReason> {
        no_reason(&RecordedDecision { why: Field::Set(why.to_owned()), ..RecordedDecision::default() })
    }

    #[test]
    fn a_reason_says_something_that_has_happened_or_will() {
        for none in ["tbd", "TBD", "-", "…", "n/a", "?", "to be agreed", "TBC.", "Pending"] {
            assert_eq!(of(none), Some(NoReason::Placeholder), "{none}");
        }
        for keen in [
            "We are excited about the potential",
            "Great synergies, and the teams are thrilled",
            "Promising",
            "The relationship is strong",
            "We believe in it",
        ] {
            assert_eq!(of(keen), Some(NoReason::Enthusiasm), "{keen}");
        }
        assert_eq!(of("  "), Some(NoReason::Missing));
        assert_eq!(no_reason(&RecordedDecision::default()), Some(NoReason::Missing));
        assert_eq!(no_reason(&RecordedDecision { why: Field::Invalid, ..RecordedDecision::default() }), None);
        for reason in [
            "Two quarters above floor, and DACH opens in May",
            "DACH at plan; bank opportunity not ripe before the audit",
            "Too early to say",
            "At target",
            "Their new depot in Lyon opens in March",
            "Excited pharmacists: 14 of 15 reordered",
            "The potential of the second region is seen once the wholesaler has its licence",
            "x",
        ] {
            assert_eq!(of(reason), None, "{reason}");
        }
    }
}
