//! What can fill a file: hostile shapes of any length.

const HEAD: &str = "name: Tern\npartner: Tern Ltd\ntype: strategic\nstage: active\nstarted: 2024-01-01\n";

/// A hostile way to fill a file, with about so many bytes.
pub type Fill = fn(usize) -> String;

fn repeated(bytes: usize, unit: &str) -> String {
    unit.repeat(bytes / unit.len() + 1)
}

pub fn numbered(bytes: usize, line: fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 200);
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&line(number));
    }
    text
}

/// A record with something behind its head.
pub fn with(rest: String) -> String {
    HEAD.to_owned() + &rest
}

pub const FILLS: [(&str, Fill); 38] = [
    ("zeros before a number", |n| with(format!("attention: {{ hours_per_month: {}1 }}\n", "0".repeat(n)))),
    ("zeros before an amount", |n| {
        with(format!("attention: {{ cost_per_month: EUR {}1 }}\n", "0".repeat(n)))
    }),
    ("zeros in a level that was revised", |n| {
        with(format!(
            "metrics:\n  - name: m\n    target: 1\n    revisions: [{{ field: target, from: {}1, to: 1 }}]\n",
            "0".repeat(n)
        ))
    }),
    ("zeros in a sentence", |n| {
        with(format!("contributions:\n  us: Deliver {}1 leads a month\n", "0".repeat(n)))
    }),
    ("digits", |n| with(format!("attention: {{ hours_per_month: {} }}\n", "7".repeat(n)))),
    ("items that begin with zeros", |n| with(format!("x-a: [{}1]\n", repeated(n, "00000001, ")))),
    ("keys that begin with zeros, in brackets", |n| {
        with(format!("x-a: {{ {}z: 1 }}\n", numbered(n, |at| format!("0{at}: 1, "))))
    }),
    ("keys that begin with zeros, in lines", |n| {
        with(format!("x-a:\n{}", numbered(n, |at| format!("  0{at}: 1\n"))))
    }),
    ("a long name", |n| HEAD.replace("Tern\n", &format!("{}\n", "a".repeat(n)))),
    ("a name of many words", |n| HEAD.replacen("Tern", &repeated(n, "Tern & Co "), 1)),
    ("a name of accents", |n| HEAD.replacen("Tern", &repeated(n, "a\u{301}\u{323}"), 1)),
    ("many partners", |n| {
        HEAD.replace(
            "partner: Tern Ltd",
            &format!("partners: {{ {}z: Z }}", numbered(n, |at| format!("p{at}: Partner {at}, "))),
        )
    }),
    ("many aliases", |n| with(format!("aliases: [{}z]\n", numbered(n, |at| format!("a{at}, "))))),
    ("waivers of unknown rules", |n| {
        with(format!(
            "waivers:\n{}",
            numbered(n, |at| format!("  - {{ rule: none-{at}, reason: r, until: 2027-01-01 }}\n"))
        ))
    }),
    ("waivers of one rule", |n| {
        with(format!(
            "waivers:\n{}",
            numbered(n, |at| format!("  - {{ rule: late-metrics, reason: r{at}, until: 2027-01-01 }}\n"))
        ))
    }),
    ("anchors", |n| with(format!("x-a:\n{}", numbered(n, |at| format!("  - &a{at} b\n"))))),
    ("tags", |n| with(format!("x-a:\n{}", numbered(n, |at| format!("  - !t{at} b\n"))))),
    ("tags in lists of lists", |n| {
        with(format!("x-a:\n{}", numbered(n, |at| format!("  - [[!t{at} b]]\n"))))
    }),
    ("open brackets", |n| with(format!("x-a: {}", "[".repeat(n)))),
    ("deep lists, one after the other", |n| {
        with(format!("x-a:\n{}", numbered(n, |_| format!("  - {}1{}\n", "[".repeat(50), "]".repeat(50)))))
    }),
    ("unknown keys", |n| with(numbered(n, |at| format!("kez{at}: 1\n")))),
    ("one key again and again", |n| with(repeated(n, "stage: active\n"))),
    ("metrics", |n| {
        with(format!(
            "metrics:\n{}",
            numbered(n, |at| format!(
                "  - {{ name: m{at}, unit: EUR, every: month, target: 5, floor: 2 }}\n"
            ))
        ))
    }),
    ("metrics of an old alliance", |n| {
        HEAD.replace("2024", "0001")
            + &format!(
                "metrics:\n{}",
                numbered(n, |at| format!(
                    "  - {{ name: m{at}, unit: EUR, every: month, target: 5, results: [{{ period: 2026-09, total: 7 }}] }}\n"
                ))
            )
    }),
    ("results", |n| {
        with(format!(
            "metrics:\n  - name: m\n    unit: EUR\n    every: month\n    target: 5\n    results:\n{}",
            numbered(n, |at| format!(
                "      - {{ period: {:04}-{:02}, total: {at} }}\n",
                1000 + at / 12,
                at % 12 + 1
            ))
        ))
    }),
    ("results of one period", |n| {
        with(format!(
            "metrics:\n  - name: m\n    every: month\n    results:\n{}",
            repeated(n, "      - { period: 2024-03, total: 1 }\n")
        ))
    }),
    ("revisions", |n| {
        with(format!(
            "metrics:\n  - name: m\n    target: 5\n    revisions:\n{}",
            numbered(n, |at| format!(
                "      - {{ date: 2024-03-01, field: target, from: {at}, to: {} }}\n",
                at + 1
            ))
        ))
    }),
    ("contributions", |n| {
        with(format!(
            "contributions:\n  us:\n{}",
            numbered(n, |at| format!(
                "    - {{ what: Deliver {at} leads a month by March, agreed: 2024-01-01 }}\n"
            ))
        ))
    }),
    ("a contribution without end", |n| {
        with(format!(
            "contributions:\n  us: {}x\n",
            repeated(n, "Deliver 50 leads a month within 30 days, unless ")
        ))
    }),
    ("reviews", |n| {
        with(format!(
            "governance:\n  reviews:\n{}",
            numbered(n, |at| format!(
                "    - {{ date: 2025-{:02}-{:02}, attended: [us, partner], decisions: [Move {at} people] }}\n",
                at % 12 + 1,
                at % 28 + 1
            ))
        ))
    }),
    ("decisions", |n| {
        with(format!(
            "decisions:\n{}",
            numbered(n, |at| format!("  - {{ date: 2025-02-10, verdict: continue, why: Quarter {at} }}\n"))
        ))
    }),
    ("commitments", |n| {
        with(format!(
            "commitments:\n{}",
            numbered(n, |at| format!("  - {{ by: partner, what: Send list {at}, due: 2025-03-01 }}\n"))
        ))
    }),
    ("issues", |n| {
        with(format!(
            "issues:\n{}",
            numbered(n, |at| format!(
                "  - {{ what: Double lead {at}, opened: 2025-03-01, severity: high }}\n"
            ))
        ))
    }),
    ("changes of type", |n| {
        with(format!(
            "type_history:\n{}",
            numbered(n, |at| format!(
                "  - {{ from: co-marketing, to: strategic, date: 2025-03-{:02} }}\n",
                at % 28 + 1
            ))
        ))
    }),
    ("terms of exit without end", |n| {
        with(format!(
            "exit:\n  terms: {}x\n",
            repeated(n, "either side may leave with 90 days notice at the end of a quarter, ")
        ))
    }),
    ("a slip amid many words", |n| {
        with(format!(
            "x-a:\n{}  bad: [\ntier: core\nobjective: x\n",
            numbered(n, |at| format!("  w{at}: 1\n"))
        ))
    }),
    ("slips in many blocks", |n| with(numbered(n, |at| format!("x-{at}: [\n")))),
    ("line ends of CR alone", |n| with(numbered(n, |at| format!("x-{at}: 1\n"))).replace('\n', "\r")),
];
