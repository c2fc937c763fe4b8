//! `alliance config`: the settings in force, and where each comes from.

use anyhow::Result;

use super::{ExitStatus, Session};
use crate::audit;
use crate::cli::Config;
use crate::load::Source;
use crate::model::Portfolio;
use crate::render::escape::terminal;
use crate::render::text::page::in_columns_of;
use crate::render::{style, text};
use crate::report::FindingScope;
use crate::rules::{self, OptionValue, Rule, SettingChange, Settings};

/// A line of the list: what is set, to what, and where.
type Line = [String; 3];

pub(super) fn run(args: &Config, setting: &Session) -> Result<ExitStatus> {
    let inputs = setting.read()?;
    let Some(source) = &inputs.portfolio else {
        setting.print(
            "no portfolio.yaml here or above: every rule is at its default (`alliance init` writes one)\n",
        )?;
        return Ok(ExitStatus::Done);
    };
    let Some(portfolio) = &source.value else {
        setting.tell(&text::unreadable_portfolio(&audit::mistakes(source, &FindingScope::Portfolio)));
        return Ok(ExitStatus::Usage);
    };
    let rules = rules::all();
    let (settings, wrong) = Settings::read(portfolio, &rules);
    let of_rules: Vec<Line> = settings.changes().flat_map(|change| lines(source, change)).collect();
    let mut text = section("portfolio", &of_portfolio(source, portfolio, setting), setting.width);
    text += &section("rules that are set", &of_rules, setting.width);
    if args.all {
        text += &section("defaults", &defaults(&rules), setting.width);
    } else {
        let rest = "Everything else is at its default: `alliance config --all` lists it, `alliance explain RULE` explains it.";
        text += &textwrap::fill(rest, setting.width);
        text.push('\n');
    }
    setting.show(&text)?;
    let broken = !source.mistakes.is_empty() || !wrong.is_empty();
    if broken {
        setting.tell(
            "portfolio.yaml has errors, so some settings are missing above; `alliance audit` lists them",
        );
    }
    Ok(if broken { ExitStatus::Usage } else { ExitStatus::Done })
}

fn section(title: &str, lines: &[Line], width: usize) -> String {
    let mut text = format!("{}{title}{}\n", style::TITLE, anstyle::Reset);
    let cells = |line: &Line| line.each_ref().map(|cell| terminal(cell).into_owned());
    text += &in_columns_of(lines.iter().map(cells), width);
    if lines.is_empty() {
        text.push_str(" none\n");
    }
    text + "\n"
}

/// Where a field of `portfolio.yaml` stands.
fn at(source: &Source<Portfolio>, path: &str) -> String {
    format!("{}:{}", source.path, source.place(path).line)
}

fn of_portfolio(source: &Source<Portfolio>, portfolio: &Portfolio, setting: &Session) -> Vec<Line> {
    let given = |key: &str, value: Option<String>, default: &str| -> Line {
        match value {
            Some(value) => [key.to_owned(), value, at(source, key)],
            None => [key.to_owned(), default.to_owned(), "default".to_owned()],
        }
    };
    let globs: Vec<&str> = portfolio.alliances.items().map(String::as_str).collect();
    let attention = portfolio.attention.get();
    let capacity =
        attention.and_then(|attention| attention.capacity_hours_per_month.get()).map(ToString::to_string);
    let cost =
        attention.and_then(|attention| attention.cost_per_hour.get()).map(|cost| cost.amount.to_string());
    let as_of = match setting.as_of {
        Some(date) => ["as_of".to_owned(), date.to_string(), "--as-of".to_owned()],
        None => given(
            "as_of",
            portfolio.as_of.get().map(ToString::to_string),
            &format!("{}, today", setting.today),
        ),
    };
    vec![
        given("us", portfolio.us.text().map(str::to_owned), "not named"),
        given("currency", portfolio.currency.text().map(str::to_owned), "EUR"),
        given(
            "alliances",
            (!globs.is_empty()).then(|| globs.join(", ")),
            "alliances/**/*.yaml, alliances/**/*.yml",
        ),
        given("attention.capacity_hours_per_month", capacity, "not recorded"),
        given("attention.cost_per_hour", cost, "not recorded"),
        as_of,
        given(
            "gate.fail_on",
            portfolio.gate.get().and_then(|gate| gate.fail_on.get()).map(ToString::to_string),
            "error",
        ),
        given(
            "gate.min_score",
            portfolio.gate.get().and_then(|gate| gate.min_score.get()).map(ToString::to_string),
            "none",
        ),
    ]
}

/// What one entry of `rules:` or `overrides:` sets, a line each.
pub(super) fn lines(source: &Source<Portfolio>, change: &SettingChange) -> Vec<Line> {
    let line = |what: &str, value: String| -> Line {
        let name = if what.is_empty() { change.rule.to_owned() } else { format!("{} {what}", change.rule) };
        let place = at(source, &format!("{}.{what}", change.path));
        match change.alliances.as_slice() {
            [] => [name, value, place],
            globs => [name, value, format!("{place}, for {}", globs.join(", "))],
        }
    };
    let mut lines = Vec::new();
    if change.reset {
        lines.push(line("", "default".to_owned()));
    }
    if change.to.off {
        lines.push(line("", "off".to_owned()));
    }
    if let Some(severity) = change.to.severity {
        lines.push(line("severity", severity.word().to_owned()));
    }
    lines.extend(change.to.options.iter().map(|(name, value)| line(name, shown(value))));
    lines
}

fn defaults(rules: &[&'static Rule]) -> Vec<Line> {
    let mut lines = Vec::new();
    for rule in rules {
        let tiers: Vec<&str> = rule.severities.iter().map(|tier| tier.word()).collect();
        lines.push([rule.id.to_owned(), tiers.join(" or "), String::new()]);
        for option in rule.options {
            lines.push([format!("  {}", option.name), shown(&option.default.into()), option.help.to_owned()]);
        }
    }
    lines
}

/// An option's value as `portfolio.yaml` would have it.
fn shown(value: &OptionValue) -> String {
    match value {
        OptionValue::Number(number) => number.to_string(),
        OptionValue::Range(low, high) => format!("[{low}, {high}]"),
        OptionValue::Words(words) => format!("[{}]", words.join(", ")),
    }
}
