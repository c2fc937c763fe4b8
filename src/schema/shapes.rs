//! What the model's own types look like in a schema: fields that may be empty, lists of one, dates, exact amounts.
//!
//! A union is written as several values of `type` wherever it can be, not as `anyOf`: editors then say what is wrong with
//! the branch that was meant.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::model::{
    BySide, Count, Date, Delivered, Duration, Field, FiscalYear, Handover, List, Money, Number, OptionText,
    PastDate, Period, Rating, RuleSetting, Side, Stated, TerminationRight, Trust,
};
use crate::text::either;

/// Text left open: `to be agreed`, `TBD`.
const WORDS: &str = "[^0-9-].*\\s.*|[^0-9a-z-][^a-z]*";
/// A whole number.
const WHOLE: &str = "0|[1-9][0-9]*";

/// What an empty key means, for the list of a vocabulary.
const NOTHING: &str = "Nothing yet: the same as leaving the key out.";

/// What to do where a sentence has become something else.
const SENTENCE: &str = "Write one sentence; in quotes if it has `: ` or ` #` in it.";

macro_rules! shapes {
    ($($name:ty: $make:expr;)+) => {
        $(impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let make: fn(&mut SchemaGenerator) -> Schema = $make;
                make(generator)
            }
        })+
    };
}

shapes! {
    Side: String::json_schema;
    Date: |_| json_schema!({
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-(02-(0[1-9]|[12][0-9])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01]))$",
        "errorMessage": "Write a date as year, month, day: 2026-03-31."
    });
    PastDate: |_| json_schema!({
        "type": ["string", "integer"],
        "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$|^FY([0-9]{2}){1,2}(-(Q[1-4]|H[12]))?$|^[0-9]{4}-(02-(0[1-9]|[12][0-9])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01]))$",
        "minimum": 1000,
        "maximum": 9999,
        "errorMessage": "Write a date as year, month, day: 2026-03-31; or as much as is known: 2026-03, 2026-Q1, 2026."
    });
    Period: |_| json_schema!({
        "type": ["string", "integer"],
        "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$|^FY([0-9]{2}){1,2}(-(Q[1-4]|H[12]))?$",
        "minimum": 1000,
        "maximum": 9999,
        "errorMessage": "Write a month 2026-09, a quarter 2026-Q3, a half-year 2026-H2 or a year 2026; or FY26-Q3, where portfolio.yaml says when your year begins."
    });
    FiscalYear: |_| json_schema!({
        "type": ["string", "integer"],
        "pattern": "^(0?[1-9]|1[0-2]|[Jj]an(uary)?|[Ff]eb(ruary)?|[Mm]ar(ch)?|[Aa]pr(il)?|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ug(ust)?|[Ss]ept?(ember)?|[Oo]ct(ober)?|[Nn]ov(ember)?|[Dd]ec(ember)?)$",
        "minimum": 1,
        "maximum": 12,
        "errorMessage": "Write the month in which your year begins: 04 for April."
    });
    Number: |_| json_schema!({
        "type": ["number", "string"],
        "pattern": "^-?[0-9]+(\\.[0-9]+)?$",
        "errorMessage": "Write digits only, with a point before any decimals: 1250.50."
    });
    Money: |_| json_schema!({
        "type": ["number", "string"],
        "pattern": "^([A-Z]{3} )?-?[0-9]+(\\.[0-9]+)?$|^-?[0-9]+(\\.[0-9]+)? [A-Z]{3}$",
        "errorMessage": "Write digits only, with a point before any decimals: 1250.50."
    });
    Delivered: |_| json_schema!({
        "type": ["number", "boolean", "string"],
        "pattern": "^-?[0-9]+(\\.[0-9]+)?$",
        "errorMessage": "Write an amount to date in digits, or true."
    });
    Count: |_| json_schema!({
        "type": ["integer", "array", "string"],
        "minimum": 0,
        "pattern": "^[0-9]+$",
        "errorMessage": "Write how many, or a list of them."
    });
    Duration: |_| json_schema!({
        "type": "string",
        "pattern": "^[1-9][0-9]{0,3} +(day|week|month|quarter|half-year|year)s?$",
        "errorMessage": "Write a number and days, weeks, months, quarters or years: 2 quarters."
    });
    Rating: |_| json_schema!({
        "type": ["integer", "string"],
        "minimum": 1,
        "maximum": 5,
        "pattern": "^[1-5]$",
        "errorMessage": "Write 1 for none to 5 for full trust."
    });
    Stated<u32>: |_| json_schema!({
        "type": ["integer", "string"],
        "minimum": 0,
        "maximum": u32::MAX,
        "pattern": format!("^({WHOLE}|{WORDS})$"),
        "errorMessage": "Write digits only, such as 90; or in words that it is open: to be agreed."
    });
    Stated<TerminationRight>: stated::<TerminationRight>;
    Stated<Handover>: |generator| {
        // Words joined by hyphens may be a thing of their own.
        let stated = stated::<Handover>(generator);
        json_schema!({ "anyOf": [stated, { "type": "string", "pattern": "^[^0-9-].*-.*$", "description": "In words." }] })
    };
    Trust: |generator| {
        let rating = generator.subschema_for::<Field<Rating>>();
        let mut sides = sides(rating, "rating");
        let mut assessed = generator.subschema_for::<Field<Date>>();
        assessed.insert("description".to_owned(), "The day both sides were asked.".into());
        sides["properties"]["assessed"] = assessed.into();
        object(sides)
    };
    // What a rule may be set to depends on the rule; see `settings`.
    RuleSetting: |_| json_schema!({});
    OptionText: |_| json_schema!({});
}

/// A word, or words where one should stand.
fn stated<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    let word = nullable(generator.subschema_for::<T>(), generator);
    json_schema!({ "anyOf": [word, { "type": "string", "pattern": format!("^({WORDS})$"), "description": "Left open, in words." }] })
}

impl<T: JsonSchema> JsonSchema for Field<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let schema = generator.subschema_for::<T>();
        nullable(schema, generator)
    }
}

impl<T: JsonSchema> JsonSchema for List<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("ListOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = generator.subschema_for::<T>();
        let item = nullable(item, generator);
        let Some(types) = item.get("type").and_then(Value::as_array).cloned() else {
            return json_schema!({ "anyOf": [{ "type": "array", "items": item }, item] });
        };
        // One item may stand where the list may: what holds for the item holds for what is no list.
        let mut schema = item.clone();
        schema.insert("type".to_owned(), [vec![json!("array")], types].concat().into());
        schema.insert("items".to_owned(), item.into());
        if schema.get("allOf").is_some() {
            schema.insert(
                "errorMessage".to_owned(),
                "Write a list: a line starting with `- ` for each.".into(),
            );
        }
        schema
    }
}

impl<T: JsonSchema> JsonSchema for BySide<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("BySideOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let schema = generator.subschema_for::<T>();
        object(sides(nullable(schema, generator), "side"))
    }
}

/// A mapping whose keys are sides: the two of most alliances, and any id of several partners.
fn sides(of_each: Schema, what: &str) -> Value {
    let described = |words: &str| {
        let mut schema = of_each.clone();
        schema.insert("description".to_owned(), words.into());
        Value::from(schema)
    };
    json!({
        "type": ["object", "null"],
        "errorMessage": "Write a key for each side, `us:` and `partner:`, with its value.",
        "properties": {
            "us": described(&format!("Our {what}.")),
            "partner": described(&format!("The partner's {what}.")),
        },
        "additionalProperties": described(&format!("The {what} of a party, by its id under `partners`.")),
    })
}

fn object(value: Value) -> Schema {
    Schema::try_from(value).expect("a mapping is a schema")
}

/// The schema of a value that may also be left empty, which means absent.
fn nullable(mut schema: Schema, generator: &SchemaGenerator) -> Schema {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or_default();
        let types = generator.definitions().get(name).and_then(|definition| definition.get("type")).cloned();
        return match types {
            Some(types) => json_schema!({
                "type": or_null(&types),
                "allOf": [{ "$ref": reference }],
                "errorMessage": "Write its keys below it, indented, each with its value.",
            }),
            None => {
                json_schema!({ "anyOf": [{ "$ref": reference }, { "type": "null" }] })
            }
        };
    }
    if let Some(words) = schema.remove("oneOf") {
        return vocabulary(&words);
    }
    let Some(types) = schema.get("type").cloned() else { return schema };
    // A text may look like a number, and a number may stand in quotes.
    let types = match types.as_str() {
        Some("string") if schema.get("pattern").is_none() => {
            schema.insert("errorMessage".to_owned(), SENTENCE.into());
            json!(["string", "number"])
        }
        Some("integer") => {
            schema.remove("format");
            schema.insert("pattern".to_owned(), format!("^({WHOLE})$").into());
            schema.insert("errorMessage".to_owned(), "Write digits only, such as 90.".into());
            json!(["integer", "string"])
        }
        Some("boolean") => {
            schema.insert("errorMessage".to_owned(), "Write true or false.".into());
            types
        }
        _ => types,
    };
    schema.insert("type".to_owned(), or_null(&types));
    schema
}

fn or_null(types: &Value) -> Value {
    let mut types = types.as_array().cloned().unwrap_or_else(|| vec![types.clone()]);
    if !types.contains(&Value::Null) && !types.contains(&json!("null")) {
        types.push("null".into());
    }
    types.into()
}

/// A list of words with a description each, as editors show them.
fn vocabulary(words: &Value) -> Schema {
    let text = |word: &Value, key: &str| word[key].as_str().unwrap_or_default().to_owned();
    let words = words.as_array().cloned().unwrap_or_default();
    let known: Vec<String> = words.iter().map(|word| text(word, "const")).collect();
    let mut described: Vec<String> = words.iter().map(|word| text(word, "description")).collect();
    described.push(NOTHING.to_owned());
    let mut all: Vec<Value> = known.iter().map(|word| word.as_str().into()).collect();
    all.push(Value::Null);
    json_schema!({
        "enum": all,
        "enumDescriptions": described,
        "errorMessage": format!("Write {}.", either(&known)),
    })
}

/// A mapping or one sentence.
pub fn or_sentence(schema: &mut Schema) {
    schema.insert("type".to_owned(), json!(["string", "object", "number"]));
}

/// A mapping or the word that its `item` has.
pub fn or_word(schema: &mut Schema) {
    let word = schema.get("properties").and_then(|properties| properties.get("item")).cloned();
    let mut fields = std::mem::take(schema);
    fields.remove("description");
    *schema = json_schema!({ "anyOf": [word, fields] });
}
