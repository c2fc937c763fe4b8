//! What can be typed about spreadsheets.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::import::dates::Order;

/// `alliance import`.
#[derive(Debug, Args)]
pub struct Import {
    /// What to read.
    #[command(subcommand)]
    pub command: ImportCommand,
}

/// What to read from a sheet.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Write a record for each row of a partner sheet; records that exist are left as they are
    #[command(after_help = "Examples:\n  alliance import records partners.xlsx\n  alliance import records \
                            partners.csv --dry-run        what would be written\n  alliance import records \
                            partners.csv --map 'PAM=owners.us' --map 'Score=x-score'\n  alliance import records \
                            us-partners.csv --dates mdy   03/04/2025 is 4 March\n  alliance import records partners.xlsx --update        the same sheet, changed since\n\nColumns are recognised by \
                            their names. Each is shown with the field it is read as and three of its values;\n--map \
                            corrects one, and import.yaml, beside portfolio.yaml, keeps the mapping for the next \
                            sheet.\nWhatever fits no field is kept in the record under a key of your own (x-…) or under notes.\nIf any row cannot be written, nothing is.")]
    Records {
        /// A CSV, TSV, XLSX or ODS file with one row for each partner
        file: PathBuf,
        /// The sheet of the workbook; by default the one that looks most like a list of partners
        #[arg(long, value_name = "NAME")]
        sheet: Option<String>,
        /// Read a column as a field: 'Renewal date=term.ends', 'Score=x-score' or 'Internal=skip'. Can be given
        /// several times
        #[arg(long, value_name = "COLUMN=FIELD")]
        map: Vec<String>,
        /// Whether the day or the month comes first in dates such as 03/04/2025, if the column itself does not show it
        #[arg(long, value_enum, value_name = "ORDER")]
        dates: Option<DateOrder>,
        /// Bring what has changed in the sheet into the records that exist: each change is shown and asked about, and what
        /// a person has changed since stays
        #[arg(long)]
        update: bool,
        /// With --update: write without asking
        #[arg(short, long, requires = "update", conflicts_with = "dry_run")]
        yes: bool,
        /// Show what would be written without writing it
        #[arg(long)]
        dry_run: bool,
    },
    /// Add figures to the metrics of existing records: what a CRM exports by month or quarter
    #[command(after_help = "Examples:\n  alliance import results crm.csv\n  \
alliance import results crm.csv --map 'Closed Won=Joint revenue'\n  \
alliance import results crm.csv --dry-run             what would be added\n\n\
The sheet has a row for each period and partner, with a column for each metric, or with the columns metric and\n\
total; or a row for each partner and metric, with a column for each month. Partners are found by name, alias or\n\
file name, metrics by their names in the records. Monthly figures for a quarterly metric are fine: the audit adds them up.\n\
If the sheet differs from a recorded result, both are shown; --replace takes the sheet's.\n\
On a terminal it asks which column holds a metric if no column has its name.")]
    Results {
        /// A CSV, TSV, XLSX or ODS file
        file: PathBuf,
        /// The sheet of the workbook; by default the one that looks most like figures by period
        #[arg(long, value_name = "NAME")]
        sheet: Option<String>,
        /// Read a column as the figures of a metric, or as period, partner, metric, total, without, partner_total
        /// or skip. Can be given several times, also for one column
        #[arg(long, value_name = "COLUMN=METRIC")]
        map: Vec<String>,
        /// Whether the day or the month comes first in dates such as 03/04/2025, if the column itself does not show it
        #[arg(long, value_enum, value_name = "ORDER")]
        dates: Option<DateOrder>,
        /// Replace a recorded result that differs from the sheet; what it was is kept beside it
        #[arg(long)]
        replace: bool,
        /// Show what would be added without writing it
        #[arg(long)]
        dry_run: bool,
    },
}

/// `alliance export`.
#[derive(Debug, Args)]
pub struct Export {
    /// What to write.
    #[command(subcommand)]
    pub command: ExportCommand,
}

/// What to write into a sheet.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// One row for each alliance, in the columns that `import records` reads
    #[command(
        after_help = "Examples:\n  alliance export records -o partners.xlsx\n  alliance export records | head -1     the columns"
    )]
    Records {
        /// The file to write, .csv or .xlsx; by default CSV to standard output. An existing file is not replaced
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// One row for each result: period, alliance, metric and figures, as `import results` reads them
    #[command(
        after_help = "Examples:\n  alliance export results -o results.xlsx\n  alliance export results -o results.csv"
    )]
    Results {
        /// The file to write, .csv or .xlsx; by default CSV to standard output. An existing file is not replaced
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// Which comes first in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

impl From<DateOrder> for Order {
    fn from(order: DateOrder) -> Self {
        match order {
            DateOrder::Dmy => Self::DayFirst,
            DateOrder::Mdy => Self::MonthFirst,
        }
    }
}
