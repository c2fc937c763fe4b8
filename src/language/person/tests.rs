use super::*;

#[test]
fn who_has_left_is_said_in_brackets() {
    for name in ["H.B. (left in May)", "Jonas Weber (left)", "Ida Holm [retired 2025]"] {
        assert!(has_left(name), "{name}");
    }
    for name in ["Ida Holm (VP)", "Ida Left", "Ida Holm", "Ida Holm (leftmost desk)"] {
        assert!(!has_left(name), "{name}");
    }
}

#[test]
fn a_company_is_known_without_its_legal_form() {
    for (company, short) in [
        ("Northstar Cloud GmbH", "Northstar Cloud"),
        ("Weiss GmbH & Co. KG", "Weiss"),
        ("Acme, Inc.", "Acme"),
        ("Harbour & Lane", "Harbour & Lane"),
        ("GmbH", "GmbH"),
    ] {
        assert_eq!(without_legal_form(company), short, "{company}");
    }
}

#[test]
fn an_owner_is_a_person() {
    let parties = ["Northstar Cloud GmbH", "Bergmann & Söhne"];
    for (name, stands_for) in [
        ("Priya Nair", NameKind::Person),
        ("MARIA DEL CARMEN", NameKind::Person),
        ("Priya Nair (VP Alliances)", NameKind::Person),
        ("Max Head", NameKind::Person),
        ("Head, Thomas", NameKind::Person),
        ("Head, Partnerships", NameKind::Role),
        ("Partner Desk CEE", NameKind::Team),
        ("Customer Service Berlin", NameKind::Team),
        ("Position currently unfilled", NameKind::Nobody),
        ("The new hire", NameKind::Nobody),
        ("someone from sales", NameKind::Nobody),
        ("Energy Services", NameKind::Team),
        ("Lee Service", NameKind::Person),
        ("Anna Channel-Smith", NameKind::Person),
        ("jonas.weber@northstar.example", NameKind::Person),
        ("VP Alliances", NameKind::Role),
        ("Head of Ecosystem", NameKind::Role),
        ("CRO", NameKind::Role),
        ("Managing Director DACH", NameKind::Role),
        ("Partner Manager EMEA", NameKind::Role),
        ("Partnerships team", NameKind::Team),
        ("partners@northstar.example", NameKind::Team),
        ("Vacant (Jonas left)", NameKind::Nobody),
        ("not yet assigned", NameKind::Nobody),
        ("TBC (Hugo left)", NameKind::Nobody),
        ("open position", NameKind::Nobody),
        ("-", NameKind::Nobody),
        ("Northstar Cloud GmbH", NameKind::Company),
        ("bergmann & söhne", NameKind::Company),
        ("Skau Legal ApS", NameKind::Company),
        ("Team Alliances", NameKind::Team),
        ("Jonas's successor", NameKind::Nobody),
        ("open req #4411", NameKind::Nobody),
    ] {
        assert_eq!(named(name, parties), stands_for, "{name}");
    }
}
