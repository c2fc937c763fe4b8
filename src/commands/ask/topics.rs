//! The questions: what each asks, of whom, which findings call for it, and how it is answered.

/// What an answer changes; the first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Matter {
    /// Without it no verdict is possible, or none that is worth much.
    Verdict,
    /// What the alliance earns and costs.
    Money,
    /// What holds it together.
    Structure,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answer {
    /// A sentence or a name.
    Text,
    /// A sentence that becomes an item of a list.
    Item,
    /// A name that becomes an item of a list, under `name`.
    Named,
    /// The person who answers for the commercial outcome.
    Owner,
    /// A day that has been, or the month, quarter or year of it.
    Past,
    /// A day.
    Day,
    /// A number or an amount.
    Number,
    /// One of these words, each with what it means.
    Choice(&'static [(&'static str, &'static str)]),
    /// Some of these words.
    Choices(&'static [(&'static str, &'static str)]),
    /// One of these words, which becomes an item of a list, under `test`.
    Test(&'static [(&'static str, &'static str)]),
    /// The total of the period that the finding names, which becomes a result.
    Result,
    /// One of these words, which becomes today's decision.
    Decision(&'static [(&'static str, &'static str)]),
}

/// A question about a field.
pub(super) struct Topic {
    /// The rules whose findings call for it.
    pub(super) rules: &'static [&'static str],
    /// The field: `[*]` is the item that the finding is about, `{side}` each side that has not answered, `@` the finding's own.
    pub(super) field: &'static str,
    pub(super) matter: Matter,
    /// Whether the partner has to be asked.
    pub(super) partner: bool,
    pub(super) ask: &'static str,
    /// An answer for a strategic alliance, for a campaign, and for an affiliate or a sponsorship.
    pub(super) examples: [&'static str; 3],
    pub(super) answer: Answer,
}

impl Topic {
    /// Whether it is about a field, whatever stands there: one of its own, or one that its own lies in.
    pub(super) fn is_about(&self, path: &str) -> bool {
        let mut own = self.field.split('.');
        path.split('.').all(|part| match (own.next(), part.split_once('[')) {
            (Some("{side}"), None) => true,
            (Some(name), None) => name == part,
            (Some(name), Some((list, _))) => name.strip_suffix("[*]") == Some(list),
            (None, _) => false,
        })
    }
}

const METRIC: &[&str] = &["undefined-metric", "missing-counterfactual", "one-sided-tracking"];
const EXIT: &[&str] = &[
    "missing-exit-terms",
    "missing-notice-period",
    "missing-exit-trigger",
    "missing-handover",
    "uncovered-handover",
];

const INDICATORS: &[(&str, &str)] = &[
    ("shared-revenue", "revenue won together"),
    ("joint-pipeline", "deals worked on together"),
    ("referral-volume", "referrals"),
    ("new-customers", "customers won"),
    ("market-penetration", "share of a market"),
    ("cost-saving", "costs avoided"),
    ("reach", "people reached"),
    ("other", "something else"),
];
const PERIODS: &[(&str, &str)] =
    &[("month", "monthly"), ("quarter", "quarterly"), ("half-year", "twice a year"), ("year", "yearly")];
const METHODS: &[(&str, &str)] = &[
    ("holdout", "customers or regions left out on purpose"),
    ("matched-market", "a similar market without the partner"),
    ("difference-in-differences", "the change here against the change elsewhere"),
    ("pre-post", "the time before"),
    ("expert-estimate", "an estimate by somebody who knows"),
];
const CADENCES: &[(&str, &str)] = &[
    ("weekly", "every week"),
    ("fortnightly", "every two weeks"),
    ("monthly", "every month"),
    ("quarterly", "every quarter"),
    ("half-yearly", "twice a year"),
    ("annual", "once a year"),
    ("ad-hoc", "when there is a reason"),
];
const LEAVERS: &[(&str, &str)] = &[
    ("either", "either side"),
    ("us", "only our side"),
    ("partner", "only the partner"),
    ("nobody", "neither side before the end of the term"),
];
const HANDOVERS: &[(&str, &str)] = &[
    ("customers", "who keeps which customers"),
    ("data-return", "data given back or deleted"),
    ("open-pipeline", "deals in progress"),
    ("staff", "people lent or shared"),
    ("brand-use", "names and logos"),
    ("integrations", "technical connections"),
    ("support", "open support cases"),
    ("payments", "what is still owed"),
];
const DECISIONS: &[(&str, &str)] = &[
    ("wind-down", "it ends"),
    ("continue", "it is taken up again"),
    ("restructure", "it goes on, on other terms"),
];
const TESTS: &[(&str, &str)] = &[
    ("market-access", "opens a market that is closed to us"),
    ("capability", "adds something that we cannot build in good time"),
    ("combined-offering", "makes an offer that neither side has alone"),
    ("acquisition-economics", "wins customers for much less"),
    ("credibility", "makes customers believe us"),
];
const OUTCOMES: &[(&str, &str)] = &[
    ("achieved", "it reached what it was for"),
    ("partly", "it reached some of it"),
    ("failed", "it did not"),
    ("overtaken", "the purpose went away"),
    ("refused", "it was turned down before it began"),
];

/// Every question, in the order in which they are asked within a matter.
pub(super) const TOPICS: &[Topic] = &[
    Topic {
        rules: &["missing-objective"],
        field: "objective",
        matter: Matter::Structure,
        partner: true,
        ask: "What do you and {partner} want to win together, and with which customers?",
        examples: [
            "Win the mid-market migrations that neither of us is shortlisted for alone",
            "Fill the spring workshop with 60 finance directors",
            "Sell 200 starter plans a year to their readers",
        ],
        answer: Answer::Text,
    },
    Topic {
        rules: &["missing-launch-date"],
        field: "started",
        matter: Matter::Verdict,
        partner: false,
        ask: "Since when has {alliance} been running?",
        examples: ["2025-03-01, or 2025-03 if you know the month only", "1 Sep 2026", "2024-Q2"],
        answer: Answer::Past,
    },
    Topic {
        rules: &["missing-owner"],
        field: "owners.us",
        matter: Matter::Structure,
        partner: false,
        ask: "Who on our side answers for the commercial outcome of {alliance}?",
        examples: ["Priya Nair", "Tom Ashby", "Marta Ruiz"],
        answer: Answer::Owner,
    },
    Topic {
        rules: &["missing-metrics"],
        field: "metrics",
        matter: Matter::Verdict,
        partner: true,
        ask: "Which figure tells both of you that {alliance} works?",
        examples: [
            "Joint migration revenue",
            "Qualified leads from the webinar",
            "New customers by referral",
        ],
        answer: Answer::Named,
    },
    Topic {
        rules: METRIC,
        field: "metrics[*].indicator",
        matter: Matter::Money,
        partner: false,
        ask: "What kind of figure is \"{metric}\"?",
        examples: ["shared-revenue", "reach", "referral-volume"],
        answer: Answer::Choice(INDICATORS),
    },
    Topic {
        rules: METRIC,
        field: "metrics[*].unit",
        matter: Matter::Money,
        partner: false,
        ask: "What does \"{metric}\" count: a currency, or which things?",
        examples: ["EUR", "lead", "customer"],
        answer: Answer::Text,
    },
    Topic {
        rules: METRIC,
        field: "metrics[*].every",
        matter: Matter::Verdict,
        partner: true,
        ask: "How often is \"{metric}\" read?",
        examples: ["quarter", "month", "month"],
        answer: Answer::Choice(PERIODS),
    },
    Topic {
        rules: METRIC,
        field: "metrics[*].target",
        matter: Matter::Verdict,
        partner: true,
        ask: "What should \"{metric}\" reach each {every}?",
        examples: ["400000", "60", "25"],
        answer: Answer::Number,
    },
    Topic {
        rules: METRIC,
        field: "metrics[*].floor",
        matter: Matter::Verdict,
        partner: true,
        ask: "Below which level of \"{metric}\" would you say that {alliance} does not work?",
        examples: ["200000", "25", "10"],
        answer: Answer::Number,
    },
    Topic {
        rules: METRIC,
        field: "metrics[*].agreed",
        matter: Matter::Money,
        partner: false,
        ask: "When did you and {partner} agree on \"{metric}\" as a measure?",
        examples: ["2025-01-20", "2026-02", "2024-Q1"],
        answer: Answer::Past,
    },
    Topic {
        rules: &["overdue-decision"],
        field: "decisions",
        matter: Matter::Verdict,
        partner: false,
        ask: "{alliance} is paused, and the day to decide on it has passed. What becomes of it?",
        examples: ["wind-down", "continue", "wind-down"],
        answer: Answer::Decision(DECISIONS),
    },
    Topic {
        rules: &["silent-metric"],
        field: "metrics[*].results",
        matter: Matter::Verdict,
        partner: false,
        ask: "What was \"{metric}\" in {due}, everything counted?",
        examples: ["540000", "38", "12"],
        answer: Answer::Result,
    },
    Topic {
        rules: &["gross-headline"],
        field: "@",
        matter: Matter::Money,
        partner: false,
        ask: "How much of \"{metric}\" in {period} would you have won without the alliance?",
        examples: ["110000", "12", "4"],
        answer: Answer::Number,
    },
    Topic {
        rules: &["missing-counterfactual"],
        field: "metrics[*].counterfactual.method",
        matter: Matter::Money,
        partner: true,
        ask: "With what do you compare \"{metric}\", to know what you would have won anyway?",
        examples: ["matched-market", "pre-post", "holdout"],
        answer: Answer::Choice(METHODS),
    },
    Topic {
        rules: &["unrecorded-attention", "unrecallable-alliance"],
        field: "attention.hours_per_month",
        matter: Matter::Money,
        partner: false,
        ask: "How many hours a month does {alliance} take on our side, everybody counted?",
        examples: ["22", "8", "3"],
        answer: Answer::Number,
    },
    Topic {
        rules: &["missing-expectations"],
        field: "expects.{side}",
        matter: Matter::Money,
        partner: true,
        ask: "What does {side} expect to get out of {alliance}: how much, and by when?",
        examples: [
            "EUR 1.6m of new migration revenue a year",
            "150 qualified leads by the end of June",
            "EUR 40,000 of commission a year",
        ],
        answer: Answer::Item,
    },
    Topic {
        rules: &["missing-contributions"],
        field: "contributions.{side}",
        matter: Matter::Money,
        partner: true,
        ask: "What does {side} contribute to {alliance}: how much, by when, and at least how much?",
        examples: [
            "Six certified engineers on joint deals, at least four projects a quarter",
            "Two newsletters to 80,000 subscribers by 30 June, at least one in May",
            "A banner on every product page until 31 December, at least 20,000 views a month",
        ],
        answer: Answer::Item,
    },
    Topic {
        rules: &["one-sided-tracking"],
        field: "metrics[*].tracked_by.{side}",
        matter: Matter::Money,
        partner: true,
        ask: "In which report of its own does {side} read \"{metric}\"?",
        examples: ["CRM report 88", "Webinar registrations export", "Affiliate dashboard"],
        answer: Answer::Text,
    },
    Topic {
        rules: EXIT,
        field: "exit.notice_days",
        matter: Matter::Structure,
        partner: true,
        ask: "How many days' notice does it take to end {alliance}?",
        examples: ["90", "30", "30"],
        answer: Answer::Number,
    },
    Topic {
        rules: EXIT,
        field: "exit.who",
        matter: Matter::Structure,
        partner: true,
        ask: "Who may end {alliance}?",
        examples: ["either", "either", "either"],
        answer: Answer::Choice(LEAVERS),
    },
    Topic {
        rules: &["informal-arrangement"],
        field: "agreement.signed",
        matter: Matter::Structure,
        partner: false,
        ask: "When was the agreement with {partner} signed?",
        examples: ["14 Feb 2025", "2026-08", "2024"],
        answer: Answer::Past,
    },
    Topic {
        rules: &["informal-arrangement"],
        field: "agreement.reference",
        matter: Matter::Structure,
        partner: false,
        ask: "Where is the agreement with {partner} kept?",
        examples: [
            "contracts/northstar-2025.pdf",
            "contracts/spring-campaign.pdf",
            "contracts/affiliate.pdf",
        ],
        answer: Answer::Text,
    },
    Topic {
        rules: &["missing-cadence"],
        field: "governance.cadence",
        matter: Matter::Structure,
        partner: true,
        ask: "How often do you and {partner} review {alliance} together?",
        examples: ["monthly", "fortnightly", "quarterly"],
        answer: Answer::Choice(CADENCES),
    },
    Topic {
        rules: &["missing-owner"],
        field: "owners.{side}.name",
        matter: Matter::Structure,
        partner: true,
        ask: "Who at {side} is responsible for {alliance}?",
        examples: ["Jonas Weber", "Gwen Park", "Luis Ortega"],
        answer: Answer::Text,
    },
    Topic {
        rules: &["powerless-owner"],
        field: "@",
        matter: Matter::Structure,
        partner: false,
        ask: "What may the owner at {side} decide without asking anybody?",
        examples: [
            "Signs to EUR 250k and staffs joint deals",
            "Spends the campaign budget of EUR 20k",
            "Sets commissions up to 15 %",
        ],
        answer: Answer::Text,
    },
    Topic {
        rules: &["missing-sponsor"],
        field: "sponsors.{side}.name",
        matter: Matter::Structure,
        partner: true,
        ask: "Which executive at {side} backs {alliance}?",
        examples: ["Ines Duarte", "Ines Duarte", "Ines Duarte"],
        answer: Answer::Text,
    },
    Topic {
        rules: &["incomplete-campaign-terms"],
        field: "campaign.starts",
        matter: Matter::Structure,
        partner: true,
        ask: "On which day does the campaign start?",
        examples: ["2026-03-01", "2026-03-01", "2026-03-01"],
        answer: Answer::Day,
    },
    Topic {
        rules: &["incomplete-campaign-terms"],
        field: "campaign.ends",
        matter: Matter::Structure,
        partner: true,
        ask: "On which day does the campaign end?",
        examples: ["2026-06-30", "2026-06-30", "2026-06-30"],
        answer: Answer::Day,
    },
    Topic {
        rules: &["incomplete-campaign-terms"],
        field: "campaign.shared_asset",
        matter: Matter::Structure,
        partner: true,
        ask: "What is the one thing that both of you promote?",
        examples: ["Migration guide", "Webinar on closing the books in three days", "Gift guide"],
        answer: Answer::Text,
    },
    Topic {
        rules: &["incomplete-campaign-terms"],
        field: "campaign.cost_split",
        matter: Matter::Structure,
        partner: true,
        ask: "How are the costs of the campaign split?",
        examples: ["50 / 50", "60 / 40", "50 / 50"],
        answer: Answer::Text,
    },
    Topic {
        rules: &["incomplete-affiliate-terms"],
        field: "affiliate.commission",
        matter: Matter::Money,
        partner: true,
        ask: "What commission does {partner} get, and for what?",
        examples: ["10 % of the first year", "10 % of the first year", "10 % of the first order"],
        answer: Answer::Text,
    },
    Topic {
        rules: &["incomplete-affiliate-terms"],
        field: "affiliate.tracking",
        matter: Matter::Money,
        partner: true,
        ask: "How is a referral recognised, and for how long?",
        examples: [
            "A link with their code, for 30 days",
            "A code at the checkout",
            "A link with their code, for 30 days",
        ],
        answer: Answer::Text,
    },
    Topic {
        rules: &["incomplete-affiliate-terms"],
        field: "affiliate.creative_assets",
        matter: Matter::Structure,
        partner: false,
        ask: "Which texts and pictures may {partner} use?",
        examples: ["Logo and product pictures", "Logo and product pictures", "Banner set of spring 2026"],
        answer: Answer::Item,
    },
    Topic {
        rules: &["missing-handover"],
        field: "exit.handover",
        matter: Matter::Structure,
        partner: true,
        ask: "What has to be handed over or settled when {alliance} ends?",
        examples: ["customers, open-pipeline, staff", "data-return, brand-use", "payments, brand-use"],
        answer: Answer::Choices(HANDOVERS),
    },
    Topic {
        rules: &["missing-strategic-test"],
        field: "strategic_case",
        matter: Matter::Structure,
        partner: false,
        ask: "What does {partner} let you do that you could not do alone in good time?",
        examples: ["combined-offering", "market-access", "acquisition-economics"],
        answer: Answer::Test(TESTS),
    },
    Topic {
        rules: &["unproven-strategic-claim"],
        field: "strategic_case[*].evidence",
        matter: Matter::Structure,
        partner: false,
        ask: "What shows that {partner} lets you do that?",
        examples: [
            "Nine of eleven bids lost alone last year named the missing half",
            "Two trade fairs that we were not admitted to alone",
            "A customer costs EUR 90 through them and EUR 410 through search",
        ],
        answer: Answer::Text,
    },
    Topic {
        rules: &["unweighed-alternatives"],
        field: "selection.alternatives",
        matter: Matter::Structure,
        partner: false,
        ask: "Who or what else did you consider before you chose {partner}?",
        examples: ["Meridian Hosting", "A campaign on our own", "Paid search"],
        answer: Answer::Item,
    },
    Topic {
        rules: &["missing-joint-plan"],
        field: "governance.joint_plan.reference",
        matter: Matter::Structure,
        partner: false,
        ask: "Where is the joint business plan with {partner} kept?",
        examples: ["plans/2026.md", "plans/spring.md", "plans/affiliates.md"],
        answer: Answer::Text,
    },
    Topic {
        rules: &["missing-shared-document"],
        field: "governance.shared_document.reference",
        matter: Matter::Structure,
        partner: false,
        ask: "In which document do both sides track {alliance}?",
        examples: [
            "https://docs.example/northstar",
            "https://docs.example/spring",
            "https://docs.example/affiliates",
        ],
        answer: Answer::Text,
    },
    Topic {
        rules: &["unclear-renewal"],
        field: "term.renewal_months",
        matter: Matter::Structure,
        partner: false,
        ask: "By how many months does the agreement with {partner} renew itself?",
        examples: ["12", "3", "12"],
        answer: Answer::Number,
    },
    Topic {
        rules: &["missing-outcome"],
        field: "outcome",
        matter: Matter::Structure,
        partner: false,
        ask: "How did {alliance} turn out?",
        examples: ["achieved", "partly", "failed"],
        answer: Answer::Choice(OUTCOMES),
    },
];
