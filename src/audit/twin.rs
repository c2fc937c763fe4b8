//! Two states of a portfolio judged alike: a record that is word for word the same in both is read and judged once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::auditor::{AlliancePart, Auditor, Remains};
use super::memory::JudgedBy;
use crate::load::Record;
use crate::report::{AllianceReport, Report, SourceText};

/// What the first state's records are to its whole, beside its report: kept while it is judged.
#[derive(Debug, Default)]
pub struct Parts(Mutex<KeptParts>);

#[derive(Debug, Default)]
struct KeptParts {
    /// What the records were held to; nothing where something else had a say that the second state knows nothing of.
    held: Option<JudgedBy>,
    /// By file: its stem, and its part.
    records: HashMap<Arc<str>, (String, Option<AlliancePart>)>,
}

impl Parts {
    /// Keeps what records are held to.
    pub(super) fn hold_to(&self, court: &Auditor) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).held = Some(JudgedBy::of(court));
    }

    /// Keeps what is left of a record.
    pub(super) fn keep(&self, alliance: &AllianceReport, remains: &Remains) {
        let kept = (remains.stem.clone(), remains.part.clone());
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .records
            .insert(Arc::clone(&alliance.file), kept);
    }
}

/// A state that has been judged, for another of the same portfolio.
#[derive(Debug)]
pub struct Twin<'a> {
    report: &'a Report,
    parts: &'a Parts,
    /// By file, the place of the alliance and that of its text.
    places: HashMap<&'a str, (usize, usize)>,
}

impl<'a> Twin<'a> {
    /// A state with what was kept of it while it was judged.
    pub fn of(report: &'a Report, parts: &'a Parts) -> Self {
        let texts = report.sources.iter().enumerate().map(|(place, source)| (&*source.file, place));
        let texts: HashMap<&str, usize> = texts.collect();
        let places = report.alliances.iter().enumerate().filter_map(|(place, alliance)| {
            let text = *texts.get(&*alliance.file)?;
            Some((&*alliance.file, (place, text)))
        });
        Self { report, parts, places: places.collect() }
    }

    /// Whether the records of the other state are held to the same.
    pub(super) fn fits(&self, court: &Auditor) -> bool {
        let parts = self.parts.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What is dated names its alliance by its place, which may be another.
        !court.detail.agenda && parts.held.as_ref() == Some(&JudgedBy::of(court))
    }

    /// What was said of a record of this file and text.
    fn known(&self, place: usize, path: &str, text: &str) -> Option<(AllianceReport, Remains)> {
        let (alliance, source) = *self.places.get(path)?;
        let source =
            self.report.sources.get(source).filter(|source| !text.is_empty() && source.text == text)?;
        let (stem, part) =
            self.parts.0.lock().unwrap_or_else(PoisonError::into_inner).records.get(path)?.clone();
        let alliance =
            AllianceReport { place, anchor: String::new(), ..self.report.alliances.get(alliance)?.clone() };
        let text = SourceText { file: Arc::clone(&alliance.file), text: source.text.clone() };
        Some((alliance, Remains { stem, part, agenda: Vec::new(), text: Some(text) }))
    }

    /// Judges a record, unless it is word for word what it is in the other state.
    pub(super) fn judge(&self, court: &Auditor, place: usize, record: Record) -> (AllianceReport, Remains) {
        match record.read_or(|path, text| self.known(place, path, text)) {
            Ok(source) => court.judge(place, source),
            Err(known) => known,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::audit::{Beside, Clock, Detail, judge_beside};
    use crate::load::Inputs;
    use crate::model::Portfolio;

    fn clock() -> Clock {
        let day = "2026-11-22".parse().expect("a date");
        Clock { today: day, as_of: Some(day) }
    }

    fn read(folder: &Path) -> Inputs<'static> {
        Inputs::read(&[], None, folder, std::io::empty()).expect("a portfolio")
    }

    fn before(folder: &Path) -> Portfolio {
        read(folder).portfolio.and_then(|source| source.value).unwrap_or_default()
    }

    /// The sample portfolio in two states: in the second one a record is another, one is gone, one is new and stands before
    /// all others, and one is called what another was called before.
    fn states() -> [tempfile::TempDir; 2] {
        let top = Path::new(env!("CARGO_MANIFEST_DIR"));
        [false, true].map(|later| {
            let folder = tempfile::tempdir().expect("a folder");
            fs::create_dir(folder.path().join("alliances")).expect("made");
            let settings = fs::read_to_string(top.join("portfolio.yaml")).expect("settings");
            let settings = settings + "overrides:\n  - alliances: [borealis]\n    rules: { missing-sponsor: warning }\n";
            fs::write(folder.path().join("portfolio.yaml"), settings).expect("written");
            for file in fs::read_dir(top.join("alliances")).expect("samples") {
                let file = file.expect("a sample").path();
                let name = file.file_name().expect("a name").to_owned();
                let mut text = fs::read_to_string(&file).expect("a record");
                match name.to_str() {
                    Some("oakline-crm.yaml") if later => continue,
                    Some("quillon-data.yaml") if later => text = text.replace("name: ", "aliases: [Borealis]\nname: Not "),
                    Some("tariff-owl.yaml") if later => text.push_str("notes: [Changed]\nnoise: 1\n"),
                    _ => {}
                }
                fs::write(folder.path().join("alliances").join(name), text).expect("written");
            }
            if later {
                let new = "name: Aardvark\npartner: Aardvark Ltd\ntype: strategic\nstarted: 2026-01-01\nowners: { us: Jonas Weber }\n";
                fs::write(folder.path().join("alliances/aardvark.yaml"), new).expect("written");
            }
            folder
        })
    }

    #[test]
    fn what_is_shared_comes_out_as_if_it_were_not() {
        let [earlier, later] = states();
        for held_to in [None, Some(before(earlier.path()))] {
            let parts = Parts::default();
            let beside = Beside { before: held_to.as_ref(), parts: Some(&parts), ..Beside::default() };
            let head = judge_beside(read(later.path()), clock(), Detail::COMPARED, beside, &|| {});
            let twin = Twin::of(&head, &parts);
            let borealis =
                fs::read_to_string(earlier.path().join("alliances/borealis.yaml")).expect("a text");
            assert!(twin.known(0, "alliances/borealis.yaml", &borealis).is_some());
            assert!(twin.known(0, "alliances/borealis.yaml", &(borealis + "#")).is_none());
            let beside = Beside { twin: Some(&twin), ..Beside::default() };
            let shared = judge_beside(read(earlier.path()), clock(), Detail::COMPARED, beside, &|| {});
            let alone =
                judge_beside(read(earlier.path()), clock(), Detail::COMPARED, Beside::default(), &|| {});
            assert_eq!(format!("{shared:#?}"), format!("{alone:#?}"));
            assert!(alone.all_findings().count() > 10 && head.alliances.len() == alone.alliances.len());
        }
    }

    #[test]
    fn what_is_held_to_something_else_shares_nothing() {
        let [earlier, later] = states();
        let settings = earlier.path().join("portfolio.yaml");
        let text = fs::read_to_string(&settings).expect("settings");
        fs::write(&settings, text.replace("missing-sponsor: warning", "missing-sponsor: error"))
            .expect("written");
        for stricter in [false, true] {
            let parts = Parts::default();
            let held_to = stricter.then(|| before(earlier.path()));
            let beside = Beside { before: held_to.as_ref(), parts: Some(&parts), ..Beside::default() };
            let head = judge_beside(read(later.path()), clock(), Detail::COMPARED, beside, &|| {});
            let twin = Twin::of(&head, &parts);
            let beside = Beside { twin: Some(&twin), ..Beside::default() };
            let shared = judge_beside(read(earlier.path()), clock(), Detail::COMPARED, beside, &|| {});
            let alone =
                judge_beside(read(earlier.path()), clock(), Detail::COMPARED, Beside::default(), &|| {});
            assert_eq!(format!("{shared:#?}"), format!("{alone:#?}"));
        }
    }
}
