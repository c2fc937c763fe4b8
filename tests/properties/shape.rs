//! Records and portfolios over their whole shape, drawn from bytes: a test and a fuzzer make the same from the same.
//!
//! The shape is the schema, so a key that the model gains is drawn from then on.

use std::sync::LazyLock;

use serde_json::{Map, Value};

static RECORD: LazyLock<Value> = LazyLock::new(|| parsed(include_str!("../../schema/alliance.schema.json")));
static PORTFOLIO: LazyLock<Value> =
    LazyLock::new(|| parsed(include_str!("../../schema/portfolio.schema.json")));

fn parsed(schema: &str) -> Value {
    serde_json::from_str(schema).expect("a schema")
}

/// How odd what is drawn may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Odd {
    /// Of the right form everywhere, at the ends of what has an end.
    Sound,
    /// Now and then of a wrong form, under a wrong key, or of a wrong kind.
    Wrong,
}

/// Choices, one byte each; when the bytes have run out, always the first.
pub struct Draw<'b> {
    bytes: &'b [u8],
    odd: Odd,
}

/// What means something to a terminal, a page, a table, a spreadsheet, a build or a template.
pub const EVIL: [&str; 19] = [
    "\u{1b}[38;5;99mTern",
    "\u{1b}]0;title\u{7}Tern",
    "<evil>Tern</evil>",
    "\"><script>evil()</script>",
    "=cmd()",
    "@SUM(A1)",
    "+1 and -1",
    "turned \u{202e}round\u{200b}",
    "::error::evil",
    "::Stop-Commands::evil",
    "##vso[task.setvariable variable=evil]x",
    "##teamcity[evil]",
    "section_start:1:evil",
    "a\u{200d}b\u{3164}c\u{e0041}",
    "%0A::warning::evil",
    "first\nsecond\r\n::add-mask::evil",
    "##[add-mask]evil",
    "`code` | *bold* [link](https://evil.example) www.evil.example",
    "C1 \u{9b}31m, del \u{7f}, line \u{2028} and \u{feff} mark",
];

/// Sentences that rules read: quantities, windows, floors, promises that say nothing.
const SENTENCES: [&str; 22] = [
    "Tern",
    "",
    " ",
    "EUR",
    "Six certified engineers on joint deals, at least four projects a quarter",
    "Platform credits of EUR 60,000 a year, at least EUR 12,000 a quarter",
    "Access to our audience",
    "At least 79228162514264337593543950335 leads a month until 9999-12-31",
    "99999999999999999999999999999999 to 1 per cent from 0001-01-01 for 4294967295 years",
    "up to ten or twelve webinars in Q4 2026, by the end of 9999",
    "TBD",
    "to be agreed",
    "WHERE IT IS KEPT",
    "https://docs.example/northstar",
    "👩‍👩‍👧 Çağrı 日本 العربية",
    "a: b, c # d",
    "- x",
    "'single' and \"double\" \\ back",
    "revenue",
    "Priya Nair",
    "us",
    "both",
];

const DAYS: [&str; 14] = [
    "2026-11-22",
    "2025-01-20",
    "2025-03-01",
    "2026-02-28",
    "2026-08-10",
    "2026-11-21",
    "2026-11-23",
    "2027-06-30",
    "2024-02-29",
    "1970-01-01",
    "0001-01-01",
    "0000-02-29",
    "9999-12-31",
    "9999-01-01",
];

const PERIODS: [&str; 10] =
    ["2026-Q3", "2026-Q2", "2026-09", "2026-10", "2026-H1", "2026", "2025", "0000", "9999-Q4", "9999"];

const NUMBERS: [&str; 14] = [
    "1",
    "0",
    "22",
    "1600000",
    "0.5",
    "-1",
    "25",
    "120",
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "7.9228162514264337593543950335",
    "39614081257132168796771975168",
    "99999999999999.99",
];

const WHOLE: [&str; 9] = ["90", "0", "1", "12", "60", "365", "4294967295", "2147483648", "100000"];

const WRONG: [&str; 10] = [
    "soon",
    "2026-02-30",
    "2026-1-5",
    "1.6m",
    "1,000",
    "yes",
    "-",
    "9O",
    "4294967296",
    "79228162514264337593543950336",
];

impl<'b> Draw<'b> {
    /// Choices by these bytes.
    pub fn new(bytes: &'b [u8], odd: Odd) -> Self {
        Self { bytes, odd }
    }

    /// A number below `below`.
    pub fn below(&mut self, below: usize) -> usize {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        usize::from(*first) % below.max(1)
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }

    fn text(&mut self) -> String {
        match self.below(3) {
            0 | 1 => self.one(&SENTENCES).to_owned(),
            _ => format!("{}{}", self.one(&EVIL), if self.below(2) == 0 { "" } else { " and more" }),
        }
    }

    /// One of a few ids, so that they agree now and then.
    fn side(&mut self) -> String {
        match self.below(8) {
            0..=2 => "us".to_owned(),
            3..=5 => "partner".to_owned(),
            6 => "north".to_owned(),
            _ => {
                if self.below(2) == 0 {
                    "both".to_owned()
                } else {
                    self.one(&EVIL).to_owned()
                }
            }
        }
    }

    /// A record.
    pub fn record(&mut self) -> Value {
        let schema = &RECORD;
        let mut record = self.object(schema, schema, 0);
        if let Some(fields) = record.as_object_mut() {
            // Most have what every record needs; a part of their readers looks no further without it.
            for (key, value) in [("name", "Tern"), ("partner", "Tern Ltd"), ("type", "strategic")] {
                if self.odd == Odd::Sound || self.below(16) != 1 {
                    fields.entry(key).or_insert_with(|| value.into());
                }
            }
        }
        record
    }

    /// A portfolio's settings.
    pub fn portfolio(&mut self) -> Value {
        let schema = &PORTFOLIO;
        let mut portfolio = self.object(schema, schema, 0);
        if let Some(fields) = portfolio.as_object_mut() {
            // Everything is read whatever it says; here it would only be refused.
            fields.remove("alliances");
            if self.odd == Odd::Sound {
                fields.remove("rules");
                fields.remove("overrides");
                fields.remove("currency");
            }
        }
        portfolio
    }

    fn object(&mut self, schema: &Value, root: &Value, depth: usize) -> Value {
        let mut fields = Map::new();
        let known = schema["properties"].as_object();
        let known: Vec<(&String, &Value)> = known.into_iter().flatten().collect();
        let by_side = known.iter().any(|(key, _)| *key == "us") && schema["additionalProperties"].is_object();
        // Each key is there or not by a bit; with no bytes left there are none.
        for keys in known.chunks(4) {
            let mask = self.below(256);
            for (at, (key, of)) in keys.iter().enumerate() {
                if mask >> (2 * at) & 3 != 0 {
                    fields.insert((*key).clone(), self.value(of, root, depth + 1));
                }
            }
        }
        if by_side || known.is_empty() {
            for _ in 0..self.below(3) {
                let side = self.side();
                let of = &schema["additionalProperties"];
                if of.is_object() {
                    fields.insert(side, self.value(of, root, depth + 1));
                }
            }
        }
        if self.odd == Odd::Wrong && self.below(24) == 1 {
            let key = self.text();
            fields.insert(key, self.text().into());
        }
        Value::Object(fields)
    }

    /// A value of a schema. References and alternatives are followed; a list may stand as its one item.
    fn value(&mut self, schema: &Value, root: &Value, depth: usize) -> Value {
        if depth > 12 {
            return Value::Null;
        }
        match self.below(48) {
            1 => return Value::Null,
            2 | 3 if self.odd == Odd::Wrong => return self.one(&WRONG).into(),
            4 if self.odd == Odd::Wrong => return Value::Array(vec![self.text().into()]),
            5 if self.odd == Odd::Wrong => return self.object(root, root, depth + 8),
            _ => {}
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let of = reference.rsplit('/').next().unwrap_or_default();
            return self.value(&root["definitions"][of], root, depth);
        }
        if let Some(items) = schema.get("items") {
            return if self.below(8) == 1 {
                // One item may stand for its list, but not where it is null.
                match self.value(items, root, depth + 1) {
                    Value::Array(items) => Value::Array(items),
                    item => item,
                }
            } else {
                let many = self.below(4);
                Value::Array((0..many).map(|_| self.value(items, root, depth + 1)).collect())
            };
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        if let Some([of]) = schema["allOf"].as_array().map(Vec::as_slice) {
            // A sentence may stand for fields.
            if types.contains(&"string") && self.below(3) == 0 {
                return self.text().into();
            }
            return self.value(of, root, depth);
        }
        for several in ["anyOf", "oneOf"] {
            let alternatives = schema[several].as_array();
            if let Some(alternatives) = alternatives.filter(|_| schema.get("properties").is_none()) {
                let at = self.below(alternatives.len());
                return self.value(&alternatives[at], root, depth);
            }
        }
        if let Some(words) = schema["enum"].as_array() {
            return words[self.below(words.len())].clone();
        }
        if let Some(only) = schema.get("const") {
            return only.clone();
        }
        if schema.get("properties").is_some() || schema["additionalProperties"].is_object() {
            return self.object(schema, root, depth);
        }
        if types.contains(&"boolean") && self.below(2) == 0 {
            return (self.below(2) == 0).into();
        }
        if schema["format"] == "date" {
            return self.one(&DAYS).into();
        }
        let Some(pattern) = schema["pattern"].as_str() else {
            return match self.below(6) {
                0 if types.contains(&"string") => self.side().into(),
                _ if types.contains(&"string") => self.text().into(),
                _ => Value::Null,
            };
        };
        let pattern = pattern.to_owned();
        match pattern.as_str() {
            _ if pattern.contains("[A-Z]{3} )?") => match self.below(6) {
                0 => format!("USD {}", self.one(&NUMBERS)).into(),
                1 => format!("{} GBP", self.one(&NUMBERS)).into(),
                _ => self.one(&NUMBERS).into(),
            },
            _ if pattern.contains("Q[1-4]") => self.one(&PERIODS).into(),
            _ if pattern.contains("quarter") => {
                self.one(&["2 quarters", "1 day", "1000 years", "1000 weeks", "3 months"]).into()
            }
            _ if pattern.contains("[Jj]an") => self.one(&["04", "7", "October"]).into(),
            "^[1-5]$" => self.one(&["4", "1", "5"]).into(),
            "^[A-Z]{3}$" => self.one(&["EUR", "USD"]).into(),
            _ if pattern.contains("-?[0-9]+") => self.one(&NUMBERS).into(),
            _ if pattern.contains("[^0-9-]") && !pattern.contains("[1-9]") => {
                self.one(&["to be agreed", "TBD", "?"]).into()
            }
            _ if pattern.contains("[0-9]") => self.one(&WHOLE).into(),
            _ => self.text().into(),
        }
    }
}

/// A value as JSON, which is YAML too, with nothing raw in it that a reader of YAML refuses.
pub fn written(value: &Value) -> String {
    let mut text = String::new();
    for letter in value.to_string().chars() {
        if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}') {
            text += &format!("\\u{:04x}", u32::from(letter));
        } else {
            text.push(letter);
        }
    }
    text
}
