//! How rules are set for a portfolio: defaults, `rules:`, then `overrides:` in their order.

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::model::{BySide, Field, LONGEST_TRAILING_MONTHS, OptionText, Portfolio, RuleSetting};
use crate::text::nearest;

use super::effective::{Effective, OptionValue};
use super::laxer::stricter;
use super::rule::{Check, Default, OptionSpec, Rule, Severity};

/// A setting that `portfolio.yaml` makes for one rule.
#[derive(Debug)]
pub struct SettingChange {
    /// The rule.
    pub rule: &'static str,
    /// The field of `portfolio.yaml`.
    pub path: String,
    /// The alliances it is for, as globs; empty for all.
    pub alliances: Vec<String>,
    /// What is set.
    pub to: Effective,
    /// Whether the rule is set back to what is documented.
    pub reset: bool,
}

/// All settings of a portfolio.
#[derive(Debug, std::default::Default)]
pub struct Settings {
    everywhere: Vec<SettingChange>,
    /// With their places in the file.
    overrides: Vec<(usize, GlobSet, Vec<SettingChange>)>,
    /// Earlier settings that hold wherever they are stricter.
    before: Option<Box<Settings>>,
}

/// A setting that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingMistake {
    /// The field of `portfolio.yaml`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub fix: String,
}

impl Settings {
    /// Reads the settings; what is wrong with them comes back beside.
    pub fn read(portfolio: &Portfolio, rules: &[&'static Rule]) -> (Self, Vec<SettingMistake>) {
        let mut wrong = Vec::new();
        let everywhere = changes(&portfolio.rules, "rules", &[], rules, &mut wrong);
        if let Some(months) = portfolio
            .trailing_months
            .copied()
            .filter(|months| !(1..=LONGEST_TRAILING_MONTHS).contains(months))
        {
            wrong.push(mistake(
                "trailing_months",
                &format!("value cannot be counted over {months} months"),
                &format!("write a number from 1 to {LONGEST_TRAILING_MONTHS}, such as `12`"),
            ));
        }
        if let Some(attention) = portfolio.attention.get() {
            let hours =
                attention.capacity_hours_per_month.get().is_some_and(|hours| hours.0.is_sign_negative());
            let cost = attention.cost_per_hour.get().is_some_and(|cost| cost.amount.is_sign_negative());
            for (key, wrong_here) in [("capacity_hours_per_month", hours), ("cost_per_hour", cost)] {
                if wrong_here {
                    wrong.push(mistake(
                        &format!("attention.{key}"),
                        "this cannot be less than zero",
                        "write zero or a positive number",
                    ));
                }
            }
        }
        let mut overrides = Vec::new();
        for (index, entry) in portfolio.overrides.iter() {
            let path = format!("overrides[{index}]");
            let globs: Vec<&str> = entry.alliances.items().map(String::as_str).collect();
            let changes = changes(&entry.rules, &format!("{path}.rules"), &globs, rules, &mut wrong);
            if globs.is_empty() {
                wrong.push(mistake(
                    &path,
                    "an override without `alliances:` applies to nothing",
                    "name the alliances it applies to: `alliances: [legacy-*]`",
                ));
            }
            match compile(&globs) {
                Ok(globs) => overrides.push((index, globs, changes)),
                Err(error) => wrong.push(mistake(
                    &format!("{path}.alliances"),
                    &error.to_string(),
                    "write a glob such as `legacy-*`",
                )),
            }
        }
        (Self { everywhere, overrides, before: None }, wrong)
    }

    /// The same, but wherever earlier settings were stricter, those hold.
    #[must_use]
    pub fn held_to(self, before: Self) -> Self {
        Self { before: Some(Box::new(before)), ..self }
    }

    /// Everything that is set, in the order in which it takes effect.
    pub fn changes(&self) -> impl Iterator<Item = &SettingChange> {
        self.everywhere.iter().chain(self.overrides.iter().flat_map(|(_, _, changes)| changes))
    }

    /// The overrides, by their place in the file, that are for none of these names and file stems.
    pub fn unmatched<'a>(&self, alliances: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Vec<usize> {
        let unmatched = self.overrides.iter().filter(|(_, globs, _)| {
            !alliances.clone().any(|(name, stem)| globs.is_match(stem) || globs.is_match(name))
        });
        unmatched.map(|(place, ..)| *place).collect()
    }

    /// What is set for the alliance of this name and file.
    pub fn of(&self, name: &str, stem: &str) -> AllianceSettings<'_> {
        let mut changes: Vec<&SettingChange> = self.everywhere.iter().collect();
        // The portfolio as a whole has no name, and no override is for it.
        let overrides = if stem.is_empty() { &[][..] } else { &self.overrides };
        for (_, globs, set) in overrides {
            if globs.is_match(stem) || globs.is_match(name) {
                changes.extend(set);
            }
        }
        AllianceSettings {
            changes,
            before: self.before.as_ref().map(|before| Box::new(before.of(name, stem))),
        }
    }

    /// How `rule` is set for the alliance of this name and file.
    pub fn effective(&self, rule: &Rule, name: &str, stem: &str) -> Effective {
        self.of(name, stem).effective(rule)
    }
}

/// What is set for one alliance, in the order in which it takes effect.
#[derive(Debug)]
pub struct AllianceSettings<'s> {
    changes: Vec<&'s SettingChange>,
    before: Option<Box<AllianceSettings<'s>>>,
}

impl<'s> AllianceSettings<'s> {
    fn to(&self, rule: &Rule) -> impl Iterator<Item = &'s SettingChange> {
        self.changes.iter().copied().filter(|change| change.rule == rule.id)
    }

    /// The last setting of a rule: the one that decides, if any does.
    pub fn deciding(&self, rule: &Rule) -> Option<&'s SettingChange> {
        self.to(rule).last().filter(|change| !change.reset)
    }

    /// A number of a rule as it is set; none where the rule is off, so that its number holds for nobody else either.
    pub fn number(&self, rule: &Rule, option: &str) -> Option<u32> {
        let effective = self.effective(rule);
        (!effective.off).then(|| rule.options(&effective).number(option))
    }

    /// How a rule is set.
    pub fn effective(&self, rule: &Rule) -> Effective {
        let written = self.written(rule);
        match &self.before {
            Some(before) => stricter(rule, before.effective(rule), written),
            None => written,
        }
    }

    /// How a rule is set by what the file says.
    fn written(&self, rule: &Rule) -> Effective {
        let mut effective = Effective::default();
        for change in self.to(rule) {
            if change.reset {
                effective = Effective::default();
                continue;
            }
            effective.off = change.to.off;
            effective.severity = change.to.severity.or(effective.severity);
            for (name, value) in &change.to.options {
                effective.options.retain(|(other, _)| other != name);
                effective.options.push((name, value.clone()));
            }
        }
        effective
    }
}

fn compile(globs: &[&str]) -> Result<GlobSet, globset::Error> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        set.add(Glob::new(glob)?);
    }
    set.build()
}

fn mistake(path: &str, message: &str, fix: &str) -> SettingMistake {
    SettingMistake { path: path.to_owned(), message: message.to_owned(), fix: fix.to_owned() }
}

fn changes(
    settings: &BySide<RuleSetting>,
    path: &str,
    alliances: &[&str],
    rules: &[&'static Rule],
    wrong: &mut Vec<SettingMistake>,
) -> Vec<SettingChange> {
    let mut changes = Vec::new();
    for (id, setting) in settings.fields() {
        let path = format!("{path}.{id}");
        let Some(rule) = rules.iter().find(|rule| rule.id == id) else {
            let fix = match nearest(id, rules.iter().map(|rule| rule.id)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`alliance rules` lists them all".to_owned(),
            };
            wrong.push(mistake(&path, &format!("there is no rule `{id}`"), &fix));
            continue;
        };
        let Field::Set(setting) = setting else { continue };
        let mut to = Effective::default();
        match setting {
            RuleSetting::Off => to.off = true,
            RuleSetting::On => {}
            RuleSetting::Severity(word) => to.severity = severity(word, &path, wrong),
            RuleSetting::Options(options) => {
                for (name, text) in options {
                    let path = format!("{path}.{name}");
                    if name == "severity" {
                        match text {
                            OptionText::One(word) if word == "off" => to.off = true,
                            OptionText::One(word) => to.severity = severity(word, &path, wrong),
                            _ => wrong.push(mistake(
                                &path,
                                "a severity is one word",
                                "write `error`, `warning` or `note`",
                            )),
                        }
                    } else if let Some(option) = option(rule, name, text, &path, wrong) {
                        to.options.push(option);
                    }
                }
            }
        }
        if to.off && matches!(rule.check, Check::Engine) && rule.severity() == Severity::Error {
            let message = format!("`{id}` cannot be switched off: it is about what could not be read");
            wrong.push(mistake(&path, &message, "fix the file, or move it out of the folder"));
            continue;
        }
        let alliances = alliances.iter().map(|glob| (*glob).to_owned()).collect();
        changes.push(SettingChange {
            rule: rule.id,
            path,
            alliances,
            to,
            reset: *setting == RuleSetting::On,
        });
    }
    changes
}

fn severity(word: &str, path: &str, wrong: &mut Vec<SettingMistake>) -> Option<Severity> {
    let severity = Severity::parse(word);
    if severity.is_none() {
        let message = format!("unknown severity `{word}`");
        let fix = match nearest(word, ["error", "warning", "note", "off"]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write `error`, `warning`, `note` or `off`".to_owned(),
        };
        wrong.push(mistake(path, &message, &fix));
    }
    severity
}

fn option(
    rule: &Rule,
    name: &str,
    text: &OptionText,
    path: &str,
    wrong: &mut Vec<SettingMistake>,
) -> Option<(&'static str, OptionValue)> {
    let Some(spec) = rule.options.iter().find(|spec| spec.name == name) else {
        let known: Vec<&str> = rule.options.iter().map(|spec| spec.name).chain(["severity"]).collect();
        let fix = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it has {}", known.join(", ")),
        };
        wrong.push(mistake(path, &format!("`{}` has no option `{name}`", rule.id), &fix));
        return None;
    };
    let value = value(spec, text);
    if value.is_none() {
        let fix = match spec.default {
            Default::Number(default) => format!("write a whole number such as `{default}`"),
            Default::Range(low, high) => {
                format!("write two whole numbers, the lower first: `[{low}, {high}]`")
            }
            Default::Words(_) => "write a list of words: `[one, another]`".to_owned(),
        };
        wrong.push(mistake(path, &format!("invalid value for `{name}`"), &fix));
    }
    Some((spec.name, value?))
}

fn value(spec: &OptionSpec, text: &OptionText) -> Option<OptionValue> {
    let number = |text: &str| text.parse::<u32>().ok();
    match (spec.default, text) {
        (Default::Number(_), OptionText::One(text)) => number(text).map(OptionValue::Number),
        // One number is both bounds.
        (Default::Range(..), OptionText::One(text)) => {
            number(text).map(|both| OptionValue::Range(both, both))
        }
        (Default::Range(..), OptionText::Many(bounds)) => match bounds.as_slice() {
            [low, high] => Some(OptionValue::Range(number(low)?, number(high)?))
                .filter(|range| matches!(range, OptionValue::Range(low, high) if low <= high)),
            _ => None,
        },
        (Default::Words(_), OptionText::Many(words)) => Some(OptionValue::Words(words.clone())),
        (Default::Words(_), OptionText::One(word)) => Some(OptionValue::Words(vec![word.clone()])),
        _ => None,
    }
}
