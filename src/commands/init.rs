//! `alliance init`: a portfolio in an empty folder, never overwriting.

use std::fs;

use anyhow::{Context, Result, anyhow, bail};

use super::new::write_new;
use super::output::{stays_within, why};
use super::prompt::somebody_is_there;
use super::schema_line::portfolio_line;
use super::{ExitStatus, Session, editor};
use crate::cli::Init;
use crate::edit::written;
use crate::load::discover::PORTFOLIO;
use crate::model::is_placeholder;
use crate::render::escape::terminal;

const TEMPLATE: &str = include_str!("portfolio.yaml");

/// What amounts are in unless the portfolio says otherwise.
const CURRENCY: &str = "EUR";

pub(super) fn run(args: &Init, setting: &Session) -> Result<ExitStatus> {
    let folder =
        args.folder.as_ref().map_or_else(|| setting.here.clone(), |folder| setting.here.join(folder));
    let file = folder.join(PORTFOLIO);
    if file.symlink_metadata().is_ok() {
        bail!(
            "{} already exists and is left as it is; `alliance new NAME` adds a record to it",
            terminal(&file.display().to_string())
        );
    }
    // A wrong flag is said before anything is asked or written.
    let given = args.currency.as_deref().map(currency).transpose()?;
    let records = folder.join("alliances");
    for place in [&file, &records.join("x")] {
        stays_within(&folder, place)?;
    }
    let us = match &args.us {
        Some(us) => named(us),
        None if somebody_is_there() => named(&setting.prompt("What is your company called? ")?),
        None => None,
    };
    let currency = match given {
        Some(currency) => Some(currency),
        None if somebody_is_there() => Some(ask_currency(setting)?),
        None => None,
    };
    // The portfolio comes last: while it is not there, another try can begin.
    fs::create_dir_all(&records)
        .map_err(|error| anyhow!("the folder alliances could not be made: {}", why(&error)))?;
    let left_alone = editor::set_up(&folder).context(
        "the files for editors, .alliance and .vscode, could not be written; check that both are folders you may \
         write to",
    )?;
    write_new(&file, &(portfolio_line() + &portfolio(us.as_deref(), currency.as_deref())))?;
    let mut text = "wrote portfolio.yaml\n".to_owned();
    if us.is_none() {
        text += "Put your company's name into it, behind `us:`.\n";
    }
    text += "Next: `alliance import records SHEET` reads your partner sheet; `alliance new NAME` begins a record by hand.\n\
         Editors complete keys and mark mistakes using the files in .alliance; VS Code will ask to install its YAML extension.\n";
    setting.print(&text)?;
    for file in left_alone {
        setting.print(&format!(
            "{file} already existed and is left as it is; the first line of each record is enough for editors\n"
        ))?;
    }
    Ok(ExitStatus::Done)
}

/// The portfolio's text. What nobody has said is an empty line to fill in.
fn portfolio(us: Option<&str>, currency: Option<&str>) -> String {
    let us = us.map(written);
    let or_open = |said: Option<&str>, hint: &str| match said {
        Some(said) => format!(" {said}"),
        None => format!("   # {hint}"),
    };
    // A name may hold a brace, and comes last.
    TEMPLATE
        .replace("{currency}", &or_open(currency, "three letters; EUR unless you say otherwise"))
        .replace("{us}", &or_open(us.as_deref(), "your company"))
}

/// A company's name, if somebody has given one.
fn named(said: &str) -> Option<String> {
    let said = said.trim();
    (!said.is_empty() && !is_placeholder(said)).then(|| said.to_owned())
}

/// The three letters of a currency.
fn currency(said: &str) -> Result<String> {
    let code = said.trim().to_uppercase();
    let known = match code.as_str() {
        "€" | "EURO" | "EUROS" => "EUR",
        "$" | "US$" | "DOLLAR" | "DOLLARS" => "USD",
        "£" | "POUND" | "POUNDS" => "GBP",
        other => other,
    };
    if known.len() == 3 && known.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(known.to_owned());
    }
    bail!("`{}` is not a currency; give its three letters, such as EUR, USD or CHF", terminal(said))
}

fn ask_currency(setting: &Session) -> Result<String> {
    let question = format!("In which currency are your amounts? [{CURRENCY}] ");
    let said = setting.prompt(&question)?;
    if said.is_empty() {
        return Ok(CURRENCY.to_owned());
    }
    match currency(&said) {
        Ok(code) => Ok(code),
        Err(wrong) => {
            setting.print(&format!("{wrong}\n"))?;
            let said = setting.prompt(&question)?;
            if said.is_empty() { Ok(CURRENCY.to_owned()) } else { currency(&said) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Source;
    use crate::model::Portfolio;

    #[test]
    fn nothing_is_invented() {
        for us in [None, Some("Tern: Sea & Co"), Some("no"), Some("{currency}")] {
            for currency in [None, Some("CHF")] {
                let text = portfolio(us, currency);
                let read = Source::<Portfolio>::new(PORTFOLIO.to_owned(), Ok(text.clone()));
                assert!(read.mistakes.is_empty(), "{text}{:?}", read.mistakes);
                let read = read.value.expect("a portfolio");
                assert_eq!(read.us.text(), us, "{text}");
                assert_eq!(read.currency.text(), currency, "{text}");
                assert!(read.attention.is_absent());
            }
        }
        assert_eq!(named(" TBC "), None);
    }

    #[test]
    fn a_currency_has_three_letters() {
        for (said, code) in [("eur", "EUR"), (" € ", "EUR"), ("chf", "CHF"), ("$", "USD")] {
            assert_eq!(currency(said).ok().as_deref(), Some(code));
        }
        for said in ["", "E", "euro cent", "12a", "ÄÖÜ"] {
            assert!(currency(said).is_err(), "{said}");
        }
    }
}
