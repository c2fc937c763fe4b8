use super::*;

fn shown(text: &str) -> String {
    let Some(amount) = amount(text, decimals([text])) else { return "none".to_owned() };
    let mut parts = vec![amount.value.to_string()];
    parts.extend(amount.unit.clone());
    parts.extend(amount.every.map(str::to_owned));
    parts.extend(amount.about.then(|| "about".to_owned()));
    parts.extend((!amount.rest.is_empty()).then(|| format!("({})", amount.rest)));
    parts.join(" ")
}

#[test]
fn every_usual_amount_is_read() {
    for (text, amount) in [
        ("€40k", "40000 €"),
        ("150.000", "150000"),
        ("150,000", "150000"),
        ("1.2m", "1200000"),
        ("1.2m per year", "1200000 year"),
        ("€150k / quarter", "150000 € quarter"),
        ("€120k/yr", "120000 € year"),
        ("EUR 1,250.50", "1250.50 EUR"),
        ("1.250,50 €", "1250.50 €"),
        ("1 250 000 EUR", "1250000 EUR"),
        ("1'250'000 CHF", "1250000 CHF"),
        ("5 per quarter", "5 quarter"),
        ("40", "40"),
        ("15 %", "15 %"),
        ("~10", "10 about"),
        ("50+", "50 about"),
        ("0.125", "0.125"),
        ("1,5", "1.5"),
        ("-12", "-12"),
        ("€0", "0 €"),
        ("T€", "none"),
        ("1,2 Mio. €", "1200000 €"),
        ("20 Tsd. EUR p.a.", "20000 EUR year"),
        ("3 webinars", "3 (webinars)"),
        ("1.234.567", "1234567"),
        ("12,34,567", "none"),
        ("1.2.3", "none"),
        ("many", "none"),
        ("", "none"),
        ("99999999999999999999999999999999999", "none"),
    ] {
        assert_eq!(shown(text).replace("1250.5 ", "1250.50 "), amount, "{text}");
    }
}

#[test]
fn a_column_says_what_its_points_mean() {
    let read = |text: &str, column: &[&str]| {
        amount(text, decimals(column.iter().copied())).map(|amount| amount.value.to_string())
    };
    for (text, column, value) in [
        ("150.000", &["150.000"][..], "150000"),
        ("150.000", &["1.2m", "€1.50"], "150000"),
        ("1.250", &["12.5", "3"], "1.250"),
        ("1,250", &["12.5", "3"], "1250"),
        ("1.250", &["12,5", "3"], "1250"),
        ("€1.250", &["12.5", "3"], "1250"),
        ("1.250,50", &["7"], "1250.50"),
        ("1.250", &["12.5", "12,5"], "1250"),
    ] {
        assert_eq!(read(text, column), read(value, &["0.5"]), "{text} {column:?}");
    }
    // What a workbook stores as a number is one.
    let stored = amount_of(&Cell::Number(Decimal::new(12_125, 3)), Decimals::Open).expect("a number");
    assert_eq!(stored.value.to_string(), "12.125");
}

#[test]
fn currencies_are_those_of_the_sign_or_of_the_portfolio() {
    let currency =
        |text: &str, ours: &str| amount(text, Decimals::Open).and_then(|amount| amount.currency(ours));
    assert_eq!(currency("€5", "USD").as_deref(), Some("EUR"));
    assert_eq!(currency("$5", "USD").as_deref(), Some("USD"));
    assert_eq!(currency("$5", "EUR"), None);
    assert_eq!(currency("5", "EUR"), None);
}
