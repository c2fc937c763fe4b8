//! The part of the portfolio's schema that comes from the rules: what each may be set to.

use serde_json::{Map, Value, json};

use crate::rules::{self, Check, Default, OptionSpec, Rule, Severity};

/// The words for a severity, with what each does.
const SEVERITIES: [(&str, &str); 3] =
    [("error", "A criterion is not met."), ("warning", "A weakness."), ("note", "Worth knowing.")];

/// `rules:`, with every rule.
pub fn of_rules() -> Value {
    let rules: Map<String, Value> =
        rules::all().into_iter().map(|rule| (rule.id.to_owned(), of_rule(rule))).collect();
    json!({ "properties": rules, "additionalProperties": false })
}

/// Every rule's name with its summary, for a waiver.
pub fn names() -> Value {
    let rules = rules::all();
    let mut names: Vec<Value> = rules.iter().map(|rule| rule.id.into()).collect();
    let mut summaries: Vec<Value> = rules.iter().map(|rule| rule.summary.into()).collect();
    names.push(Value::Null);
    summaries.push("No rule yet.".into());
    json!({
        "enum": names,
        "enumDescriptions": summaries,
        "errorMessage": "There is no such rule: `alliance rules` lists them all.",
    })
}

/// What more than one rule's settings are made of.
pub fn definitions() -> [(&'static str, Value); 4] {
    let vocabulary = |words: &[(Value, &str)]| {
        let (words, descriptions): (Vec<Value>, Vec<&str>) = words.iter().cloned().unzip();
        json!({ "enum": words, "enumDescriptions": descriptions })
    };
    let severities: Vec<(Value, &str)> = SEVERITIES.map(|(word, means)| (word.into(), means)).into();
    let off = |means| ("off".into(), means);
    let on = [
        ("on".into(), "The default, whatever was set before."),
        (true.into(), "The same as `on`."),
        (Value::Null, "Not set."),
    ];
    let mut severity = vocabulary(&[severities.as_slice(), &[off("The rule is not checked.")]].concat());
    severity["errorMessage"] = "Write error, warning, note or off.".into();
    let off = [off("The rule is not checked."), (false.into(), "The same as `off`.")];
    let whole = json!({
        "type": ["integer", "string"],
        "minimum": 0,
        "maximum": u32::MAX,
        "pattern": "^[0-9]+$",
        "errorMessage": "Write a whole number in digits.",
    });
    [
        ("Severity", severity),
        ("Setting", vocabulary(&[severities.as_slice(), &off, &on].concat())),
        ("SettingButOff", vocabulary(&[severities.as_slice(), &on].concat())),
        ("WholeNumber", whole),
    ]
}

fn of_rule(rule: &Rule) -> Value {
    // The reader's own errors cannot be switched off.
    let stays = matches!(rule.check, Check::Engine) && rule.severity() == Severity::Error;
    let words = if stays { "#/definitions/SettingButOff" } else { "#/definitions/Setting" };
    let mut options: Map<String, Value> =
        rule.options.iter().map(|option| (option.name.to_owned(), of_option(option))).collect();
    let tiers: Vec<&str> = rule.severities.iter().map(|tier| tier.word()).collect();
    let severity = json!({
        "description": format!("How much its findings matter; default: {}.", tiers.join(" or ")),
        "examples": [rule.severity().word()],
        "allOf": [{ "$ref": "#/definitions/Severity" }],
    });
    options.insert("severity".to_owned(), severity);
    let example: String =
        rule.options.iter().take(2).map(|option| format!(", {}: {}", option.name, default(option))).collect();
    let example = format!("{}: {{ severity: {}{example} }}", rule.id, rule.severity());
    let description = format!("{}. Why it matters: {}.", capital(rule.summary), rule.why);
    json!({
        "markdownDescription": format!("{description}\n\n```yaml\n{example}\n```"),
        "description": description,
        "examples": [rule.severity().word()],
        "anyOf": [
            { "$ref": words },
            { "type": "object", "properties": options, "additionalProperties": false },
        ],
    })
}

fn of_option(option: &OptionSpec) -> Value {
    let mut schema = match option.default {
        Default::Number(_) => json!({ "allOf": [{ "$ref": "#/definitions/WholeNumber" }] }),
        Default::Range(..) => json!({
            "type": ["array", "integer", "string"],
            "items": { "$ref": "#/definitions/WholeNumber" },
            "minItems": 2,
            "maxItems": 2,
            "minimum": 0,
            "maximum": u32::MAX,
            "pattern": "^[0-9]+$",
            "errorMessage": "Write two whole numbers, the lower first: [3, 5].",
        }),
        Default::Words(_) => json!({
            "type": ["array", "string", "number"],
            "items": { "type": ["string", "number"] },
            "errorMessage": "Write a list of words: [one, another].",
        }),
    };
    schema["description"] = format!("{}.", capital(option.help.trim_end_matches('.'))).into();
    schema["default"] = default(option);
    schema["examples"] = json!([default(option)]);
    schema
}

fn default(option: &OptionSpec) -> Value {
    match option.default {
        Default::Number(number) => number.into(),
        Default::Range(low, high) => json!([low, high]),
        Default::Words(words) => json!(words),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
