//! Any end, length, notice and day: the earliest exit is never in the past and never later than the next one, and the rule,
//! the calendar, the brief and the verdict name the same days.

use alliance::audit;
use alliance::facts::Facts;
use alliance::facts::deadlines::Occasion;
use alliance::facts::exit::{Clause, Notice, notice};
use alliance::load::{Inputs, Source};
use alliance::model::Alliance;
use alliance::model::calendar::{add_days, add_months, sub_days};
use alliance::report::Report;
use chrono::NaiveDate;
use proptest::prelude::*;

use crate::{cases, day};

/// A record with a term and a notice period, as its file has it.
#[derive(Debug, Clone)]
struct Drawn {
    ends: NaiveDate,
    renews: &'static str,
    months: u32,
    renewal_notice: u32,
    notice: String,
}

impl Drawn {
    fn text(&self) -> String {
        format!(
            "name: Tern\npartner: Tern Ltd\ntype: affiliate\nstage: active\nstarted: 2019-01-01\n\
             exit: {{ agreed: 2019-01-01, who: either, notice: {} }}\n\
             term: {{ ends: {}, renews: {}, renewal_months: {}, renewal_notice_days: {} }}\n",
            self.notice, self.ends, self.renews, self.months, self.renewal_notice
        )
    }

    fn record(&self) -> Alliance {
        let source: Source<Alliance> = Source::new("alliances/tern.yaml".to_owned(), Ok(self.text()));
        assert!(source.mistakes.is_empty(), "{:?}\n{}", source.mistakes, self.text());
        source.value.expect("a record")
    }

    /// The end of the term after so many renewals, reckoned from the first day of the next.
    fn end(&self, times: u32) -> NaiveDate {
        sub_days(add_months(add_days(self.ends, 1), self.months * times), 1)
    }
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (0_u32..4000).prop_map(|days| add_days(day("2020-01-01"), days))
}

fn period() -> impl Strategy<Value = String> {
    let end = prop::sample::select(vec![
        "",
        " to the end of a month",
        " to the end of a quarter",
        " to the end of a year",
    ]);
    prop_oneof![
        (1_u32..400).prop_map(|days| format!("{days} days")),
        (1_u32..30).prop_map(|weeks| format!("{weeks} weeks")),
        (1_u32..14, end).prop_map(|(months, end)| format!("{months} months{end}")),
    ]
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let renews = prop::sample::select(vec!["automatically", "automatically", "by-agreement", "never"]);
    (date(), renews, 1_u32..37, 0_u32..400, period()).prop_map(
        |(ends, renews, months, renewal_notice, notice)| Drawn {
            ends,
            renews,
            months,
            renewal_notice,
            notice,
        },
    )
}

fn report(record: &Drawn, as_of: NaiveDate) -> Report {
    let source = Source::new("alliances/tern.yaml".to_owned(), Ok(record.text()));
    let inputs = Inputs { records: vec![source.into()], whole: true, ..Inputs::default() };
    audit::run(inputs, audit::Clock { today: as_of, as_of: Some(as_of) })
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_earliest_exit_is_ahead_and_the_earliest(drawn in drawn(), as_of in date()) {
        let record = drawn.record();
        let ending = Facts::new(&record, as_of).ending;
        let earliest = ending.earliest.expect("notice always ends it").date;
        prop_assert!(earliest >= as_of, "{earliest}");

        let exit = record.exit.get().expect("exit terms");
        let Clause::Value(period) = notice(exit) else { panic!("no notice in {:?}", drawn.notice) };
        prop_assert!(earliest <= period.last_day(as_of));
        // A day later nothing comes sooner.
        let later = Facts::new(&record, add_days(as_of, 1)).ending.earliest.expect("an exit").date;
        prop_assert!(later >= earliest, "{earliest}, then {later}");

        if drawn.renews == "automatically" {
            // By counting: the first end of a term against which notice can still be given.
            let stops = Notice::of_days(drawn.renewal_notice);
            let next = (0..2000).map(|times| drawn.end(times))
                .find(|end| *end >= as_of && stops.latest_for(*end) >= as_of).expect("an end");
            let found = ending.next_deadline.expect("a deadline");
            prop_assert_eq!((found.ends, found.date), (next, sub_days(next, drawn.renewal_notice)));
            prop_assert_eq!(earliest, next.min(period.last_day(as_of)));
            let running = (0..2000).map(|times| drawn.end(times)).find(|end| *end >= as_of).expect("an end");
            prop_assert_eq!(ending.term_ends, Some(running));
            prop_assert_eq!(ending.expired, None);
        } else {
            prop_assert_eq!(ending.term_ends, Some(drawn.ends));
            prop_assert_eq!(ending.expired.is_some(), drawn.ends < as_of);
            prop_assert_eq!(ending.next_deadline, None);
        }
    }

    #[test]
    fn the_last_day_of_notice_and_the_latest_day_to_give_it_agree(words in period(), end in date(), given in date()) {
        let drawn = Drawn { ends: end, renews: "never", months: 12, renewal_notice: 0, notice: words };
        let record = drawn.record();
        let Clause::Value(period) = notice(record.exit.get().expect("exit terms")) else { panic!("no notice") };
        let latest = period.latest_for(end);
        prop_assert!(period.last_day(latest) <= end);
        prop_assert!(period.last_day(add_days(latest, 1)) > end);
        prop_assert!(period.last_day(given) > given);
        prop_assert!(period.latest_for(period.last_day(given)) >= given);
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn rule_calendar_brief_and_verdict_name_the_same_days(drawn in drawn(), as_of in date()) {
        let record = drawn.record();
        let ending = Facts::new(&record, as_of).ending;
        let report = report(&drawn, as_of);
        let alliance = &report.alliances[0];
        let health = alliance.health.as_ref().expect("judged");
        prop_assert_eq!(health.exit.map(|exit| exit.date), ending.earliest.map(|exit| exit.date));
        prop_assert_eq!(alliance.notice_by, ending.next_deadline.map(|next| next.date));
        prop_assert_eq!(alliance.review_pack.term_ends, ending.term_ends);
        prop_assert_eq!(alliance.review_pack.notice.is_some(), true);

        let dated = |occasion, overdue| {
            let of = report.agenda.iter().filter(move |entry| entry.occasion == occasion && entry.overdue == overdue);
            of.map(|entry| entry.date).collect::<Vec<_>>()
        };
        let ahead: Vec<_> = ending.next_deadline.map(|next| next.date).into_iter().collect();
        prop_assert_eq!(dated(Occasion::NoticeDeadline, false), ahead);
        let missed = ending.missed(&record, as_of);
        prop_assert_eq!(dated(Occasion::NoticeDeadline, true), missed.map(|missed| missed.date).into_iter().collect::<Vec<_>>());

        let told = |rule: &str| alliance.findings.iter().find(|finding| finding.rule.id == rule);
        let finding = told("missed-notice-deadline");
        prop_assert_eq!(finding.is_some(), missed.is_some());
        if let (Some(finding), Some(missed)) = (finding, missed) {
            prop_assert!(finding.message().contains(&missed.date.to_string()), "{}", finding.message());
            let brief = alliance.review_pack.missed_notice.as_deref().unwrap_or_default();
            prop_assert!(brief.contains(&missed.date.to_string()), "{brief}");
        }
        prop_assert_eq!(told("expired-term").is_some_and(|finding| finding.message().contains("without a renewal")), ending.expired.is_some());
        if let (Some(finding), Some(deadline)) = (told("notice-deadline-ahead"), ending.deadline) {
            prop_assert!(
                finding.message().contains("today") && deadline.date == as_of
                    || finding.message().contains(&deadline.date.to_string()),
                "{}", finding.message()
            );
        }
    }
}
