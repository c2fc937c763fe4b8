//! What is coming up as a calendar file (RFC 5545) that any calendar takes over, again and again without doubles.

use chrono::NaiveDate;

use crate::model::calendar::{add_days, days_between};
use crate::render::escape::ics as escaped;
use crate::report::deadlines::{Agenda, Deadline};
use crate::report::{Occasion, Report};

/// Longest line in octets, without its end.
const LONGEST_LINE: usize = 75;
/// How many days ahead the calendar speaks up.
const ALARM_DAYS: &[u32] = &[14];
/// The same for the last day to stop a renewal: with a month left to decide, and again with time to write.
const NOTICE_ALARM_DAYS: &[u32] = &[30, 14, 3];
/// The day from which revisions are counted.
const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The calendar: an all-day event for each entry that is shown.
pub fn calendar(report: &Report, agenda: &Agenda) -> String {
    let mut file = File(String::new());
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line(concat!("PRODID:-//alliance//alliance ", env!("CARGO_PKG_VERSION"), "//EN"));
    file.line("CALSCALE:GREGORIAN");
    let us = report.us.as_deref().map(|us| format!("{us}: ")).unwrap_or_default();
    file.line(&format!("X-WR-CALNAME:{}", escaped(&format!("{us}alliances"))));
    for entry in agenda.shown() {
        event(&mut file, report, entry);
    }
    file.line("END:VCALENDAR");
    file.0
}

fn event(file: &mut File, report: &Report, entry: &Deadline) {
    let whose = entry.alliance.map_or("portfolio", |place| report.alliances[place].name.as_str());
    // What is overdue stands on today, where it is seen, and says since when.
    let (starts, ends, late) = match entry.overdue {
        true => (report.as_of, report.as_of, format!("Overdue since {}: ", entry.date)),
        false => (entry.date, entry.until.unwrap_or(entry.date), String::new()),
    };
    let decided = report.decided_on(entry);
    let decides = decided.map(|decision| format!("decide: {decision}; ")).unwrap_or_default();
    let summary = format!("{late}{whose}: {decides}{}", entry.text);
    file.line("BEGIN:VEVENT");
    file.line(&format!("UID:{}", uid(report, entry)));
    // The day that is judged, not the moment of the run: the same run gives the same bytes.
    file.line(&format!("DTSTAMP:{}T000000Z", day(report.as_of)));
    file.line(&format!("DTSTART;VALUE=DATE:{}", day(starts)));
    // The end is the first day that is no longer part of it.
    file.line(&format!("DTEND;VALUE=DATE:{}", day(add_days(ends, 1))));
    file.line(&format!("LAST-MODIFIED:{}T000000Z", day(report.as_of)));
    // A later export revises an earlier one, whatever was changed in between.
    file.line(&format!("SEQUENCE:{}", days_between(FIRST_DAY, report.as_of).max(0)));
    file.line(&format!("SUMMARY:{}", escaped(&summary)));
    let place = format!("{}:{}", entry.at.file, entry.at.line);
    file.line(&format!("DESCRIPTION:{}\\n{}", escaped(&summary), escaped(&place)));
    let category = if decided.is_some() { ",decide" } else { "" };
    file.line(&format!("CATEGORIES:{}{category}", entry.occasion));
    if decided.is_some() {
        file.line("PRIORITY:1");
    }
    // A deadline takes nobody's time of day.
    file.line("TRANSP:TRANSPARENT");
    let alarms = match (entry.overdue, entry.occasion) {
        (true, _) => &[],
        (false, Occasion::NoticeDeadline) => NOTICE_ALARM_DAYS,
        (false, _) => ALARM_DAYS,
    };
    for days in alarms {
        file.line("BEGIN:VALARM");
        file.line("ACTION:DISPLAY");
        file.line(&format!("TRIGGER:-P{days}D"));
        file.line(&format!("DESCRIPTION:{}", escaped(&summary)));
        file.line("END:VALARM");
    }
    file.line("END:VEVENT");
}

fn day(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

/// The event's name among all calendars: the same in every run, whatever its date and its line. Where the alliance's
/// agreement is its alone, its name may change too.
fn uid(report: &Report, entry: &Deadline) -> String {
    let us = report.us.as_deref().unwrap_or_default();
    let reference = entry.alliance.and_then(|place| report.alliances[place].reference.as_deref());
    let alone = |reference: &&str| {
        report.alliances.iter().filter(|other| other.reference.as_deref() == Some(reference)).count() == 1
    };
    let subject = match reference.filter(alone) {
        Some(reference) => format!("{}:agreement {reference}:{}", entry.occasion, entry.series),
        None => entry.fingerprint.clone(),
    };
    format!("{}-{:016x}@alliance", entry.occasion, hash(&format!("{us}:{subject}")))
}

/// FNV-1a: the standard library's own hashes may change with the compiler.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

struct File(String);

impl File {
    /// A line, folded before it gets too long and never within a character.
    fn line(&mut self, text: &str) {
        let mut used = 0;
        for letter in text.chars() {
            if used + letter.len_utf8() > LONGEST_LINE {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(letter);
            used += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut file = File(String::new());
        file.line(text);
        file.0
    }

    #[test]
    fn lines_are_folded_at_75_octets_and_between_characters() {
        assert_eq!(folded(&"a".repeat(75)), format!("{}\r\n", "a".repeat(75)));
        // 75, then a blank and 74, then the rest.
        assert_eq!(folded(&"a".repeat(150)), format!("{}\r\n {}\r\n a\r\n", "a".repeat(75), "a".repeat(74)));
        for text in ["é".repeat(100), "日本".repeat(40), format!("x{}", "👩".repeat(40))] {
            let lines = folded(&text);
            assert!(lines.split("\r\n").all(|line| line.len() <= 75), "{lines}");
            assert_eq!(lines.replace("\r\n ", "").trim_end(), text);
        }
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // http://www.isthe.com/chongo/tech/comp/fnv/ gives these for the empty text, "a" and "foobar".
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8);
    }
}
