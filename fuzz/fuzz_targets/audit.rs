//! Text that is nearly a record, or a record drawn from its whole shape: judged, and printed in every form there is.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/cli/office.rs"]
#[expect(dead_code, reason = "what only the tests of the command line need")]
mod office;
#[path = "../../tests/properties/places.rs"]
#[expect(dead_code, reason = "mistakes are for the other target")]
mod places;
#[path = "../../tests/properties/shape.rs"]
mod shape;
mod shared;
#[path = "../../tests/properties/sinks.rs"]
#[expect(dead_code, reason = "differences are for the other target")]
mod sinks;

use shape::{Draw, Odd};

// A record is read as text after `t`; after anything else, the bytes are choices.
fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let (records, portfolio, day) = match first {
        b't' => {
            let mut parts = rest.split(|byte| *byte == 0).map(<[u8]>::to_vec);
            (vec![parts.next().unwrap_or_default()], parts.next(), 0)
        }
        choice => {
            let odd = if choice & 1 == 0 { Odd::Sound } else { Odd::Wrong };
            let mut draw = Draw::new(rest, odd);
            let portfolio = (choice & 2 != 0).then(|| shape::written(&draw.portfolio()).into_bytes());
            let many = 1 + usize::from(choice >> 2 & 1);
            let records = (0..many).map(|_| shape::written(&draw.record()).into_bytes()).collect();
            (records, portfolio, choice >> 3)
        }
    };
    let report = shared::judged(shared::inputs(&records, portfolio), shared::day(day));
    shared::printed(sinks::of_report(&report));
});
