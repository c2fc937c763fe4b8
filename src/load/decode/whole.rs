//! What a text was meant to be that stands where a whole number should.

use crate::language;
use crate::model::{Duration, NearNumber, near_number};

/// What to do, and the answer where there is only one.
pub(super) struct Meant {
    pub(super) advice: String,
    pub(super) certain: Option<Certain>,
}

/// The one answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Certain {
    /// This number.
    Number(u32),
    /// What stands there, under another key.
    UnderKey(&'static str),
}

/// What to do about a text under a key that wants a whole number.
pub(super) fn meant(key: &str, text: &str) -> Meant {
    let unsure = |advice: String| Meant { advice, certain: None };
    if let Some(length) = Duration::parse(text)
        && let Some(meant) = in_own_unit(key, text, length)
    {
        return meant;
    }
    let lower = text.to_lowercase();
    if ["working", "business"].iter().any(|word| lower.contains(word)) {
        return unsure("count calendar days: five working days are seven calendar days".to_owned());
    }
    let whole = |number: rust_decimal::Decimal| u32::try_from(number).ok().filter(|_| number.is_integer());
    match near_number(text) {
        Some(NearNumber::Certain(number, how)) if let Some(number) = whole(number) => {
            Meant { advice: format!("{how}: `{number}`"), certain: Some(Certain::Number(number)) }
        }
        Some(NearNumber::Likely(number, how)) if let Some(number) = whole(number) => {
            unsure(format!("{how}: `{number}`"))
        }
        Some(NearNumber::Advice(advice)) => unsure(advice),
        _ => match spelled(text) {
            Some(number) => Meant {
                advice: format!("write it in digits: `{number}`"),
                certain: Some(Certain::Number(number)),
            },
            None => unsure(match text.split_once('/') {
                Some((first, _)) if first.trim().parse::<u32>().is_ok() => {
                    format!("write the first number alone: `{}`", first.trim())
                }
                _ => "write digits only".to_owned(),
            }),
        },
    }
}

/// A length of time where its number is wanted: `3 months` is not 3 days. `None` where the key counts something else.
fn in_own_unit(key: &str, text: &str, length: Duration) -> Option<Meant> {
    let unsure = |advice: String| Meant { advice, certain: None };
    let number = |unit: &str, number| Meant {
        advice: format!("write it in {unit}: `{number}`"),
        certain: Some(Certain::Number(number)),
    };
    Some(match (key.rsplit('_').next()?, length) {
        ("days", Duration::Days(days)) => number("days", days),
        ("months", Duration::Months(months)) => number("months", months),
        ("days", Duration::Months(_)) if key == "notice_days" => Meant {
            advice: format!("write `notice: {}` instead of this line, or the number of days", text.trim()),
            certain: Some(Certain::UnderKey("notice")),
        },
        ("days", Duration::Months(_)) => {
            unsure("write the number of days: months differ in length".to_owned())
        }
        ("months", Duration::Days(_)) => unsure("write the number of months".to_owned()),
        _ => return None,
    })
}

/// A number in words, and nothing beside it.
fn spelled(text: &str) -> Option<u32> {
    let text = text.trim();
    if text.contains(|letter: char| !letter.is_alphabetic() && !matches!(letter, ' ' | '-')) {
        return None;
    }
    let reading = language::read(&format!("{text} things"));
    let [quantity] = reading.quantities.as_slice() else { return None };
    let all = quantity.span.start == 0 && quantity.unit == "things";
    quantity.amount.filter(|_| all).and_then(|number| u32::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_told() {
        use Certain::{Number, UnderKey};
        for (key, text, advice, certain) in [
            ("notice_days", "ninety", "write it in digits: `90`", Some(Number(90))),
            ("notice_days", "one hundred and eighty", "write it in digits: `180`", Some(Number(180))),
            ("notice_days", "90 days", "write it in days: `90`", Some(Number(90))),
            ("notice_days", "6 weeks", "write it in days: `42`", Some(Number(42))),
            (
                "notice_days",
                "3 months",
                "write `notice: 3 months` instead of this line",
                Some(UnderKey("notice")),
            ),
            ("notice_days", "90 calendar days", "write the number alone: `90`", None),
            ("notice_days", "30 working days", "count calendar days", None),
            ("notice_days", "60-90", "write one number, such as the lower of the two: `60`", None),
            ("notice_days", "9O", "write a zero for the letter O: `90`", None),
            ("notice_days", "-90", "write digits only", None),
            ("notice_days", "90.5", "write digits only", None),
            ("renewal_months", "1 year", "write it in months: `12`", Some(Number(12))),
            ("us", "4/5", "write the first number alone: `4`", None),
            ("us", "high", "write digits only", None),
            ("min_score", "1 000", "write digits only: `1000`", Some(Number(1000))),
        ] {
            let meant = meant(key, text);
            assert!(meant.advice.starts_with(advice), "{text}: {}", meant.advice);
            assert_eq!(meant.certain, certain, "{text}");
        }
    }
}
