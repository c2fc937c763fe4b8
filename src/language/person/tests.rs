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
        ("Priya Nair", Named::Person),
        ("MARIA DEL CARMEN", Named::Person),
        ("Priya Nair (VP Alliances)", Named::Person),
        ("Max Head", Named::Person),
        ("Head, Thomas", Named::Person),
        ("Head, Partnerships", Named::Role),
        ("Partner Desk CEE", Named::Team),
        ("Customer Service Berlin", Named::Team),
        ("Position currently unfilled", Named::Nobody),
        ("The new hire", Named::Nobody),
        ("someone from sales", Named::Nobody),
        ("Energy Services", Named::Team),
        ("Lee Service", Named::Person),
        ("Anna Channel-Smith", Named::Person),
        ("jonas.weber@northstar.example", Named::Person),
        ("VP Alliances", Named::Role),
        ("Head of Ecosystem", Named::Role),
        ("CRO", Named::Role),
        ("Managing Director DACH", Named::Role),
        ("Partner Manager EMEA", Named::Role),
        ("Partnerships team", Named::Team),
        ("partners@northstar.example", Named::Team),
        ("Vacant (Jonas left)", Named::Nobody),
        ("not yet assigned", Named::Nobody),
        ("TBC (Hugo left)", Named::Nobody),
        ("open position", Named::Nobody),
        ("-", Named::Nobody),
        ("Northstar Cloud GmbH", Named::Company),
        ("bergmann & söhne", Named::Company),
        ("Skau Legal ApS", Named::Company),
        ("Team Alliances", Named::Team),
        ("Jonas's successor", Named::Nobody),
        ("open req #4411", Named::Nobody),
    ] {
        assert_eq!(named(name, parties), stands_for, "{name}");
    }
}
