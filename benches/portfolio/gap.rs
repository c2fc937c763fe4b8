//! What can be missing from a record or wrong with it: each is something that a rule looks for.

use super::seed::Seed;

/// What a record is, whatever it calls itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Strategic,
    CoMarketing,
    Affiliate,
    Sponsorship,
}

/// Kinds of record that a gap can be in.
type In = &'static [Kind];

const ANY: In = &[Kind::Strategic, Kind::CoMarketing, Kind::Affiliate, Kind::Sponsorship];
const MEASURED: In = &[Kind::Strategic, Kind::CoMarketing, Kind::Affiliate];
const GOVERNED: In = &[Kind::Strategic, Kind::CoMarketing];
const STRATEGIC: In = &[Kind::Strategic];
const CAMPAIGN: In = &[Kind::CoMarketing];
const AFFILIATE: In = &[Kind::Affiliate];

macro_rules! gaps {
    ($($gap:ident: $kinds:ident,)*) => {
        /// One gap.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Gap {
            $($gap,)*
        }

        const ALL: &[(Gap, In)] = &[$((Gap::$gap, $kinds),)*];
    };
}

gaps! {
    // What it is.
    Mislabelled: CAMPAIGN,
    MislabelledAffiliate: AFFILIATE,
    NoAgreement: ANY,
    NoLaunch: ANY,
    NoObjective: ANY,
    NoOperatingChange: STRATEGIC,
    CampaignBound: STRATEGIC,
    Downgraded: CAMPAIGN,
    Upgraded: CAMPAIGN,
    OverGoverned: AFFILIATE,
    Undecided: CAMPAIGN,
    Overrun: CAMPAIGN,
    OnlyAnnounced: STRATEGIC,
    NoCommission: AFFILIATE,
    HalfACampaign: CAMPAIGN,
    // Why this partner.
    NoTest: STRATEGIC,
    Unproven: STRATEGIC,
    Contradicted: STRATEGIC,
    Convenient: STRATEGIC,
    Unweighed: STRATEGIC,
    Enthusiasm: STRATEGIC,
    Replicable: STRATEGIC,
    Mirrored: STRATEGIC,
    OnlyGoodwill: STRATEGIC,
    // What each side brings.
    NothingFromPartner: GOVERNED,
    Vague: GOVERNED,
    NoWindow: GOVERNED,
    NoFloor: ANY,
    NoExpectations: GOVERNED,
    Lopsided: STRATEGIC,
    ShortDelivery: GOVERNED,
    // How success is measured.
    NoMetrics: MEASURED,
    OneMetric: STRATEGIC,
    LateMetric: MEASURED,
    UndatedMetric: MEASURED,
    NoMetricFloor: MEASURED,
    OneTracker: MEASURED,
    NoLeading: STRATEGIC,
    MovedTarget: STRATEGIC,
    // What the measures are worth.
    NoCounterfactual: MEASURED,
    Estimated: STRATEGIC,
    Gross: MEASURED,
    Disputed: GOVERNED,
    Silent: MEASURED,
    Reach: GOVERNED,
    Shaped: GOVERNED,
    Inflated: GOVERNED,
    Impossible: MEASURED,
    GrossOnly: MEASURED,
    OneSidedResults: GOVERNED,
    Zombie: STRATEGIC,
    // How it ends.
    NoExit: ANY,
    OpenExit: ANY,
    NoNotice: ANY,
    ShortNotice: ANY,
    NoTrigger: GOVERNED,
    Tripped: STRATEGIC,
    OneSidedExit: ANY,
    LateExit: ANY,
    NoHandover: ANY,
    ShortHandover: STRATEGIC,
    NoticeAhead: STRATEGIC,
    // Who runs it.
    NoOwner: GOVERNED,
    Mailbox: GOVERNED,
    Powerless: GOVERNED,
    OnlyRelationship: STRATEGIC,
    TwoAccountable: STRATEGIC,
    Vacant: GOVERNED,
    NoSponsor: STRATEGIC,
    NoCadence: STRATEGIC,
    SlackCadence: STRATEGIC,
    Fading: STRATEGIC,
    StaleReview: STRATEGIC,
    LongStaleReview: STRATEGIC,
    IdleReview: STRATEGIC,
    NoPlan: STRATEGIC,
    StalePlan: STRATEGIC,
    NoDocument: STRATEGIC,
    StaleDocument: STRATEGIC,
    LatePromise: GOVERNED,
    OldIssue: GOVERNED,
    InNameOnly: STRATEGIC,
    // How it changes.
    Drifting: STRATEGIC,
    NoDecision: STRATEGIC,
    WhylessDecision: STRATEGIC,
    EarlyDeepening: STRATEGIC,
    ReadyToDeepen: STRATEGIC,
    HalfRestructured: STRATEGIC,
    Outgrown: STRATEGIC,
    NotWoundDown: STRATEGIC,
    // Slips of the pen.
    MisspeltKey: ANY,
    MisspeltSection: STRATEGIC,
    MisspeltWord: MEASURED,
    LooseDate: ANY,
    LooseNumber: MEASURED,
    ForeignMoney: STRATEGIC,
    FromTheFuture: GOVERNED,
    Backwards: STRATEGIC,
    TwiceTheKey: ANY,
    UnknownSide: STRATEGIC,
    // Exceptions.
    WaiverOver: GOVERNED,
    WaiverEnding: STRATEGIC,
    WaiverTooLong: STRATEGIC,
    WaiverHalf: GOVERNED,
    WaiverOfNoRule: GOVERNED,
    WaiverOfNothing: STRATEGIC,
    // Attention.
    NoHours: STRATEGIC,
    TooManyHours: STRATEGIC,
}

/// The gaps of one record: none in about half of them, several in the rest.
pub fn choose(kind: Kind, seed: &mut Seed) -> Vec<Gap> {
    let possible: Vec<Gap> =
        ALL.iter().filter(|(_, kinds)| kinds.contains(&kind)).map(|(gap, _)| *gap).collect();
    let count = match seed.between(1, 100) {
        1..=42 => 0,
        43..=52 => 1,
        53..=68 => seed.between(2, 4),
        69..=90 => seed.between(4, 8),
        _ => seed.between(8, 12),
    };
    (0..count).map(|_| seed.pick(&possible)).collect()
}
