//! A change to a record, before it is text: what is to stand where.

/// A value to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Yaml {
    /// A number, date, keyword or `true`: written without quotes.
    Word(String),
    /// A sentence or a name: quoted where it would otherwise be read as something else.
    Text(String),
    /// A list.
    List(Vec<Yaml>),
    /// Keys and values, in this order.
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    /// A number, date or keyword.
    pub fn word(word: impl ToString) -> Self {
        Self::Word(word.to_string())
    }

    /// A sentence or a name.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// One change, at a field path such as `metrics[0].results`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Gives a field this value, with the keys above it that are not there yet.
    Set {
        /// The field.
        path: String,
        /// What it is to say.
        value: Yaml,
    },
    /// Adds an item at the end of a list, which is begun where there is none.
    Add {
        /// The list.
        path: String,
        /// The new item.
        item: Yaml,
    },
    /// Takes a field out.
    Remove {
        /// The field.
        path: String,
    },
    /// Gives a key another name and leaves its value as it is.
    Rename {
        /// The field.
        path: String,
        /// The key's new name.
        to: String,
    },
    /// Writes comment lines where the field would stand.
    Comment {
        /// The field that they are about.
        path: String,
        /// The lines, without `#`.
        lines: Vec<String>,
    },
}

impl Edit {
    /// The field that it changes.
    pub fn path(&self) -> &str {
        match self {
            Self::Set { path, .. }
            | Self::Add { path, .. }
            | Self::Remove { path }
            | Self::Rename { path, .. }
            | Self::Comment { path, .. } => path,
        }
    }
}
