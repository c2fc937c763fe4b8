//! Slips of the pen, made in a record that is already written.

use super::gap::Gap;
use super::seed::Seed;

/// Makes the slips among the gaps.
pub fn make(mut text: String, gaps: &[Gap], seed: &mut Seed) -> String {
    for gap in gaps {
        let (right, wrong) = match gap {
            Gap::MisspeltKey => seed.pick(&[
                ("\nobjective: ", "\nobjectve: "),
                ("\ntier: ", "\nteir: "),
                ("notice_days:", "notice_day:"),
            ]),
            Gap::MisspeltSection => seed.pick(&[
                ("\ncommitments:", "\ncomitments:"),
                ("\nsponsors:", "\nsponsor:"),
                ("\nselection:", "\nselecton:"),
                ("\nattention:", "\natention:"),
            ]),
            Gap::MisspeltWord => seed.pick(&[
                ("every: quarter", "every: quater"),
                ("who: either", "who: any"),
                ("cadence: monthly", "cadence: montly"),
                ("stage: active", "stage: activ"),
                ("kind: expertise", "kind: expertize"),
            ]),
            Gap::LooseDate => seed.pick(&[
                ("agreed: 2025-0", "agreed: 2025-"),
                ("signed: 202", "signed: 0202"),
                ("from: 202", "from: 1/202"),
            ]),
            Gap::LooseNumber => seed.pick(&[("target: ", "target: about "), ("floor: ", "floor: min. ")]),
            Gap::TwiceTheKey => ("\nobjective: ", "\nstructure: contract\nobjective: "),
            Gap::UnknownSide => ("\n  partner: { name: ", "\n  parter: { name: "),
            _ => continue,
        };
        text = text.replacen(right, wrong, 1);
    }
    text
}

/// Makes a record that is no YAML.
pub fn break_up(text: &str, which: usize) -> String {
    match which % 3 {
        0 => text.replacen("objective: ", "objective: \"", 1),
        1 => text.replacen("\n  us: ", "\n\tus: ", 1),
        _ => text.replacen("\nexit:", "\n   exit:", 1),
    }
}
