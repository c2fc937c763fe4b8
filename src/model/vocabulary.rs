//! The fixed vocabularies of a record, each word as it is written in YAML.

use std::fmt;

use chrono::NaiveDate;
use serde::Deserialize;

use super::calendar::{add_days, add_months};

/// An enum of words, each with its spelling in YAML.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal),+ $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
            #[cfg_attr(test, derive(schemars::JsonSchema), schemars(inline))]
            pub enum $name {
                $($(#[$word_doc])* #[serde(rename = $word)] $variant),+
            }

            impl $name {
                /// Every word, in the order of the documentation.
                pub const ALL: &[Self] = &[$(Self::$variant),+];

                /// The word as it is written in YAML.
                pub fn word(self) -> &'static str {
                    match self { $(Self::$variant => $word),+ }
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                    formatter.pad(self.word())
                }
            }
        )+
    };
}

words! {
    /// From which severity on a finding fails a `check`.
    FailOn {
        /// Errors only.
        Error = "error",
        /// Errors and warnings.
        Warning = "warning",
        /// Any finding.
        Note = "note",
        /// None.
        Never = "never",
    }
    /// What an arrangement is called.
    Kind {
        /// A structural arrangement: it changes how at least one side works.
        Strategic = "strategic",
        /// A campaign promoted together, with a start and an end.
        CoMarketing = "co-marketing",
        /// Commission on referred traffic or sales.
        Affiliate = "affiliate",
        /// Money against visibility.
        Sponsorship = "sponsorship",
    }
    /// The legal or technical form.
    Structure {
        /// A contract and nothing more.
        Contract = "contract",
        /// Products that work as one.
        ProductIntegration = "product-integration",
        /// Data held or used together.
        SharedData = "shared-data",
        /// One sells the other's product.
        Reseller = "reseller",
        /// Rights to use what the other owns.
        Licence = "licence",
        /// Customers are passed on.
        Referral = "referral",
        /// Stakes in each other.
        Equity = "equity",
        /// The other's business under its name.
        Franchise = "franchise",
        /// A company of their own.
        JointVenture = "joint-venture",
    }
    /// Where an alliance is in its life.
    Stage {
        /// Under negotiation, not yet signed.
        Proposed = "proposed",
        /// Running.
        Active = "active",
        /// Stopped for a while: reviews and results are not due, its terms run on.
        Paused = "paused",
        /// Its exit has begun.
        WindingDown = "winding-down",
        /// Over.
        Ended = "ended",
    }
    /// How much attention an alliance is meant to have.
    Tier {
        /// The most.
        Core = "core",
        /// Meant to grow.
        Growth = "growth",
        /// Kept going.
        Maintain = "maintain",
    }
    /// What organic growth cannot replicate in time: one makes an alliance strategic.
    StrategicTest {
        /// Opens a market that would take years to enter.
        MarketAccess = "market-access",
        /// Adds a capability that costs more to build than to access.
        Capability = "capability",
        /// An offer neither could credibly sell alone.
        CombinedOffering = "combined-offering",
        /// Data or distribution that changes what a customer costs to win.
        AcquisitionEconomics = "acquisition-economics",
        /// Standing in a category where one side has none.
        Credibility = "credibility",
    }
    /// Why a partner was chosen.
    Reason {
        /// It can do what we cannot.
        ComplementaryCapability = "complementary-capability",
        /// It sells where we do not.
        ComplementaryMarket = "complementary-market",
        /// It knows what we do not.
        ComplementaryData = "complementary-data",
        /// Customers asked for the two together.
        CustomerDemand = "customer-demand",
        /// It was there and had time.
        Availability = "availability",
        /// It was keen to.
        Enthusiasm = "enthusiasm",
        /// We knew each other.
        ExistingRelationship = "existing-relationship",
    }
    /// How a way of operating has changed.
    ChangeKind {
        /// Sold as one.
        CombinedOffering = "combined-offering",
        /// A market opened.
        MarketAccess = "market-access",
        /// Systems connected.
        TechnologyIntegration = "technology-integration",
        /// A channel neither had.
        DistributionChannel = "distribution-channel",
        /// Data held or used together.
        SharedData = "shared-data",
        /// Clients served by a joint team.
        SharedDelivery = "shared-delivery",
        /// People hired together.
        SharedHiring = "shared-hiring",
        /// Money spent from one budget.
        SharedBudget = "shared-budget",
    }
    /// What a contribution is made of.
    ContributionKind {
        /// People who know how.
        Expertise = "expertise",
        /// Technology to build on.
        Technology = "technology",
        /// A product to sell or bundle.
        Product = "product",
        /// Data the other side does not have.
        Data = "data",
        /// A way to the market.
        Distribution = "distribution",
        /// Customers, introduced or shared.
        Customers = "customers",
        /// Money contributed.
        Capital = "capital",
        /// Standing with buyers.
        Credibility = "credibility",
        /// Readers, followers, subscribers.
        Audience = "audience",
        /// A name that buyers know.
        Brand = "brand",
        /// Articles, events, material.
        Content = "content",
        /// Good intentions.
        Goodwill = "goodwill",
    }
    /// What a metric indicates.
    Indicator {
        /// Customers referred.
        ReferralVolume = "referral-volume",
        /// Deals in progress together.
        JointPipeline = "joint-pipeline",
        /// Share of a new market reached.
        MarketPenetration = "market-penetration",
        /// Revenue won together.
        SharedRevenue = "shared-revenue",
        /// Customers won.
        NewCustomers = "new-customers",
        /// Money saved.
        CostSaving = "cost-saving",
        /// People reached.
        Reach = "reach",
        /// Something else.
        Other = "other",
    }
    /// In which direction a metric improves.
    Better {
        /// More is better.
        Higher = "higher",
        /// Less is better: churn, cost, response time.
        Lower = "lower",
    }
    /// What a result of a metric counts.
    Measure {
        /// What came in its period.
        Period = "period",
        /// All there has been by the end of its period; what came in between is the difference.
        ToDate = "to-date",
        /// How far it is by the end of its period, on the way to a target that is reached once.
        Milestone = "milestone",
    }
    /// How often a metric is read.
    Every {
        /// Twelve times a year.
        Month = "month",
        /// Four times a year.
        Quarter = "quarter",
        /// Twice a year.
        HalfYear = "half-year",
        /// Once a year.
        Year = "year",
    }
    /// What a metric counts.
    Scope {
        /// Only what the alliance brought.
        Attributable = "attributable",
        /// All revenue of the accounts both serve.
        AllSharedAccounts = "all-shared-accounts",
        /// Everyone who is a customer of both.
        AllCommonCustomers = "all-common-customers",
        /// Sales in a market that was served before.
        ExistingMarket = "existing-market",
    }
    /// How it is known what would have happened without the alliance.
    Method {
        /// Some customers were kept out at random.
        Holdout = "holdout",
        /// A like market without the alliance.
        MatchedMarket = "matched-market",
        /// The change here less the change there.
        DifferenceInDifferences = "difference-in-differences",
        /// Before against after.
        PrePost = "pre-post",
        /// Somebody's judgement.
        ExpertEstimate = "expert-estimate",
        /// Not at all.
        None = "none",
    }
    /// Who may end the alliance without cause.
    TerminationRight {
        /// Any side.
        Either = "either",
        /// Only we.
        Us = "us",
        /// Only the partner.
        Partner = "partner",
        /// No side.
        Nobody = "nobody",
    }
    /// What has to be handed over at the end.
    Handover {
        /// Who serves which customer from then on.
        Customers = "customers",
        /// Data given back or destroyed.
        DataReturn = "data-return",
        /// Deals in progress.
        OpenPipeline = "open-pipeline",
        /// People who work for both.
        Staff = "staff",
        /// The use of names and logos.
        BrandUse = "brand-use",
        /// Connected systems.
        Integrations = "integrations",
        /// Licences to what was made or lent.
        IpLicences = "ip-licences",
        /// What was told in confidence.
        ConfidentialInformation = "confidential-information",
        /// Money still owed.
        Payments = "payments",
        /// Who supports what was sold.
        Support = "support",
        /// What is said to whom.
        Announcements = "announcements",
        /// Accounts and keys.
        Access = "access",
        /// Goods in stock or on consignment.
        Inventory = "inventory",
        /// Internet domains and the sites behind them.
        Domains = "domains",
        /// Tools, moulds and machines that were lent.
        Tooling = "tooling",
    }
    /// What happens that opens the exit conversation.
    ExitEvent {
        /// A side cannot pay its debts.
        Insolvency = "insolvency",
        /// A side is bought.
        ChangeOfControl = "change-of-control",
        /// A side breaks the agreement.
        Breach = "breach",
        /// A side does something that harms the other's name.
        Conduct = "conduct",
        /// A side competes with the other.
        Competes = "competes",
        /// A person leaves without whom it does not work.
        KeyPerson = "key-person",
        /// The law, or an authority, forbids it.
        Regulation = "regulation",
    }
    /// Whom exclusivity binds.
    ExclusiveFor {
        /// Us: we may do it with nobody else.
        Us = "us",
        /// The partner: it may do it with nobody else.
        Partner = "partner",
        /// Both sides.
        Both = "both",
    }
    /// What happens when the term ends.
    Renewal {
        /// It runs on unless somebody gives notice.
        Automatically = "automatically",
        /// It runs on if both agree.
        ByAgreement = "by-agreement",
        /// It ends.
        Never = "never",
    }
    /// What an owner answers for.
    Accountability {
        /// What the alliance earns.
        CommercialOutcome = "commercial-outcome",
        /// That the two sides get on.
        Relationship = "relationship",
        /// That the work is done.
        Delivery = "delivery",
    }
    /// Who approves an exchange on a side.
    Approval {
        /// Those who answer for the contract.
        Legal = "legal",
        /// Those who answer for the money.
        Finance = "finance",
        /// Those who answer for the business.
        Leadership = "leadership",
    }
    /// How often an alliance is reviewed.
    Cadence {
        /// Every week.
        Weekly = "weekly",
        /// Every two weeks.
        Fortnightly = "fortnightly",
        /// Every month.
        Monthly = "monthly",
        /// Every three months.
        Quarterly = "quarterly",
        /// Every six months.
        HalfYearly = "half-yearly",
        /// Every year.
        Annual = "annual",
        /// When somebody thinks of it.
        AdHoc = "ad-hoc",
    }
    /// What a shared document tracks.
    Covers {
        /// Who promised what.
        Commitments = "commitments",
        /// How far it is.
        Progress = "progress",
        /// What is in the way.
        Issues = "issues",
    }
    /// How serious an issue is.
    IssueSeverity {
        /// A nuisance.
        Low = "low",
        /// It slows the work.
        Medium = "medium",
        /// It endangers the alliance.
        High = "high",
    }
    /// What came of an alliance in the end.
    Ending {
        /// It did what it was made for.
        Achieved = "achieved",
        /// It did some of it.
        Partly = "partly",
        /// It did not.
        Failed = "failed",
        /// Something else made it superfluous: a takeover, a law, another plan.
        Overtaken = "overtaken",
        /// It was turned down before it began.
        Refused = "refused",
    }
    /// What was decided about an alliance.
    DecisionKind {
        /// Go on as it is.
        Continue = "continue",
        /// Commit more.
        Deepen = "deepen",
        /// Change the terms to fit what it has become.
        Restructure = "restructure",
        /// End it.
        WindDown = "wind-down",
        /// Wait for something named.
        Hold = "hold",
    }
}

impl Cadence {
    /// Months between reviews, where the interval is counted in months.
    pub fn months(self) -> Option<u32> {
        match self {
            Self::Monthly => Some(1),
            Self::Quarterly => Some(3),
            Self::HalfYearly => Some(6),
            Self::Annual => Some(12),
            Self::Weekly | Self::Fortnightly | Self::AdHoc => None,
        }
    }

    /// Days between reviews, where the interval is counted in days.
    pub fn days(self) -> Option<u32> {
        match self {
            Self::Weekly => Some(7),
            Self::Fortnightly => Some(14),
            _ => None,
        }
    }

    /// So many review intervals after a date; the end of time where there is no interval.
    pub fn after(self, date: NaiveDate, intervals: u32) -> NaiveDate {
        match (self.months(), self.days()) {
            (Some(months), _) => add_months(date, months.saturating_mul(intervals)),
            (None, Some(days)) => add_days(date, days.saturating_mul(intervals)),
            (None, None) => NaiveDate::MAX,
        }
    }
}

impl Every {
    /// Months in one period.
    pub fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }
}

impl Method {
    /// How much a counterfactual by this method proves, A to F.
    pub fn grade(self) -> char {
        match self {
            Self::Holdout => 'A',
            Self::MatchedMarket | Self::DifferenceInDifferences => 'B',
            Self::PrePost => 'C',
            Self::ExpertEstimate => 'D',
            Self::None => 'F',
        }
    }
}
