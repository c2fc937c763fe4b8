//! Whether an answer names a person, however it is written.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::TITLES;

/// What stands between names and does not tell people apart.
const PARTICLES: [&str; 14] =
    ["al", "bin", "da", "de", "del", "den", "der", "di", "dos", "el", "la", "le", "van", "von"];
/// From this length on one wrong letter is a slip of the pen.
const LONG: usize = 5;

/// A text without accents and case.
pub fn folded(text: &str) -> String {
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
    letters.fold(String::new(), |mut folded, letter| {
        // Letters that Unicode does not take apart.
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            letter => folded.push(letter),
        }
        folded
    })
}

/// Whether the answer is the name: a part of it that tells, in any order, others as initials or left out.
pub fn is_named(answer: &str, name: &str) -> bool {
    // In German, `Mueller` is `Müller`.
    let spelled_out: String = name.nfc().map(spelled_out).collect();
    is_name(answer, name) || (spelled_out != name && is_name(answer, &spelled_out))
}

fn spelled_out(letter: char) -> String {
    match letter {
        'ä' => "ae".to_owned(),
        'ö' => "oe".to_owned(),
        'ü' => "ue".to_owned(),
        'Ä' => "Ae".to_owned(),
        'Ö' => "Oe".to_owned(),
        'Ü' => "Ue".to_owned(),
        letter => letter.to_string(),
    }
}

fn is_name(answer: &str, name: &str) -> bool {
    let (answered, name) = (words(answer), words(name));
    if answered.is_empty() || name.is_empty() {
        return false;
    }
    let initials: String = name.iter().filter_map(|word| word.chars().next()).collect();
    if name.len() > 1 && answered.concat() == initials {
        return true;
    }
    // Each word of the answer is some other word of the name, and one of them is more than an initial.
    let mut left: Vec<&String> = name.iter().collect();
    let mut telling = name.len() == 1 && answered == name;
    for word in &answered {
        let same = left.iter().position(|part| is_same(word, part));
        let Some(found) = same.or_else(|| left.iter().position(|part| is_initial(word, part))) else {
            return false;
        };
        left.remove(found);
        telling |= same.is_some() && word.chars().count() > 1 && !PARTICLES.contains(&word.as_str());
    }
    telling
}

fn words(text: &str) -> Vec<String> {
    // An apostrophe is a part of a name: O'Neill, ONeill.
    let text: String = folded(text).chars().filter(|letter| !matches!(letter, '\'' | '’')).collect();
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty() && !TITLES.contains(word))
        .map(str::to_owned)
        .collect()
}

fn is_same(word: &str, part: &str) -> bool {
    let long = word.chars().count().min(part.chars().count()) >= LONG && word.len().max(part.len()) <= 64;
    word == part || (long && strsim::damerau_levenshtein(word, part) <= 1)
}

/// Whether one of the two is the other's first letter.
fn is_initial(word: &str, part: &str) -> bool {
    let (short, long) = if word.len() < part.len() { (word, part) } else { (part, word) };
    short.chars().count() == 1 && long.starts_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_counts_however_it_is_written() {
        for (answer, name) in [
            ("Priya Nair", "Priya Nair"),
            ("P. Nair", "Priya Nair"),
            ("nair", "Priya Nair"),
            ("Priya", "Priya Nair"),
            ("Nair, Priya", "Priya Nair"),
            ("NAIR P", "Priya Nair"),
            ("PN", "Priya Nair"),
            ("p.n.", "Priya Nair"),
            ("Dr. Nair", "Priya Nair"),
            ("Tomas Reyes", "Tomás Reyes"),
            ("tomás", "Tomas Reyes"),
            ("Tomas Reyes", "Toma\u{301}s Reyes"),
            ("Müller", "Jörg Müller"),
            ("Muller", "Jörg Müller"),
            ("Mueller", "Jörg Müller"),
            ("Soren Lokke", "Søren Løkke"),
            ("Lodz", "Anna Łódź"),
            ("de Wit", "Femke de Wit"),
            ("Wit", "Femke de Wit"),
            ("O'Neill", "Sean ONeill"),
            ("مريم", "مريم الفاسي"),
            ("王偉", "王偉"),
            ("Nair", "P. Nair"),
            ("Priya Nair", "P. Nair"),
            ("Priya R. Nair", "Priya Rani Nair"),
        ] {
            assert!(is_named(answer, name), "{answer} for {name}");
        }
    }

    #[test]
    fn another_name_does_not() {
        for (answer, name) in [
            ("Priya Sharma", "Priya Nair"),
            ("Tomás Reyes", "Priya Nair"),
            ("P", "Priya Nair"),
            ("P.", "Priya Nair"),
            ("NP", "Priya Nair"),
            ("de", "Femke de Wit"),
            ("van", "Jan van den Berg"),
            ("Dr.", "Priya Nair"),
            ("", "Priya Nair"),
            ("?!", "Priya Nair"),
            ("Nair Nair", "Priya Nair"),
            ("Priya", ""),
            ("", ""),
        ] {
            assert!(!is_named(answer, name), "{answer} for {name}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_no_other_person() {
        assert!(is_named("Reyez", "Tomás Reyes"));
        assert!(is_named("Duatre", "Ines Duarte"));
        assert!(!is_named("Weber", "Jonas Huber"));
        assert!(!is_named("Priya Nayr", "Priya Nair"));
        assert!(!is_named("Lee", "Ann Lea"));
    }
}
