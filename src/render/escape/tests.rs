use super::{
    cell, command_message, command_property, html, ics, in_place, json, markdown, terminal, uri, xml,
};

#[test]
fn no_sink_takes_a_text_for_more_than_text() {
    assert_eq!(markdown("a|b <i> `c` @team\n[x](y)"), "a\\|b &lt;i&gt; \\`c\\` @<!-- -->team<br>\\[x\\](y)");
    assert_eq!(markdown("https://a.b www.a.b"), "https:<!-- -->//a.b www<!-- -->.a.b");
    for formula in ["=1+1", "+1", "-1", "@SUM(A1)"] {
        assert_eq!(cell(formula), format!("'{formula}"));
    }
    assert_eq!(cell("\t=1\u{1b}"), "'\\u{9}=1\\u{1b}");
    assert_eq!(cell("1-1=0\n-1"), "1-1=0\n-1");
    assert_eq!(xml("<a b=\"c\">&\n\u{1b}\u{fffe}"), "&lt;a b=&quot;c&quot;&gt;&amp;&#10;\\u{1b}\\u{fffe}");
    assert_eq!(html("<b a='\"'>&amp;\n\u{202e}"), "&lt;b a=&#39;&quot;&#39;&gt;&amp;amp;\\u{a}\\u{202e}");
    assert_eq!(command_message("50 %\n::error::x\u{7}"), "50 %25%0A::error::x\\u{7}");
    assert_eq!(command_property("a:b,c%d\n"), "a%3Ab%2Cc%25d\\u{a}");
    assert_eq!(uri("alliances/kestrel & co é.yaml"), "alliances/kestrel%20%26%20co%20%C3%A9.yaml");
    assert_eq!(uri("/srv/a:b.yaml"), "file:///srv/a%3Ab.yaml");
}

#[test]
fn columns_hold_where_a_line_is_made_harmless() {
    let line = "a\u{9b}b\tname: \u{202e}x";
    let start = line.find("name").expect("there");
    let (shown, span) = in_place(line, start..start + 4);
    assert_eq!(shown, "a\u{fffd}b\tname: \u{fffd}x");
    assert_eq!(&shown[span], "name");
    assert_eq!(shown.chars().count(), line.chars().count());
    assert_eq!(in_place("ab", 2..2), ("ab".to_owned(), 2..2));
}

#[test]
fn control_characters_are_shown_and_letters_left() {
    assert_eq!(terminal("Tern \u{1b}[31mred\u{7}\n"), "Tern \\u{1b}[31mred\\u{7}\\u{a}");
    assert_eq!(terminal("evil \u{202e}txt"), "evil \\u{202e}txt");
    assert_eq!(terminal("Çağrı 日本 العربية 👩 ❤️"), "Çağrı 日本 العربية 👩 ❤️");
    // Nobody can tell these from the same name without them.
    for hidden in [
        '\u{200c}',
        '\u{200d}',
        '\u{34f}',
        '\u{115f}',
        '\u{180e}',
        '\u{2061}',
        '\u{2064}',
        '\u{3164}',
        '\u{e0041}',
    ] {
        let shown = format!("Ter\\u{{{:x}}}n", u32::from(hidden));
        let text = format!("Ter{hidden}n");
        assert_eq!(terminal(&text), shown);
        assert_eq!(html(&text), shown);
        assert_eq!(xml(&text), shown);
        assert_eq!(cell(&text), shown);
        assert!(json(format!("\"{text}\"")).is_ascii());
    }
}

#[test]
fn no_text_is_a_command_to_a_build() {
    assert_eq!(
        terminal("::error::x and ::warning file=y::"),
        ":\\u{3a}error::x and :\\u{3a}warning file=y::"
    );
    assert_eq!(terminal("##[add-mask]x ###[group]"), "##\\u{5b}add-mask]x ###\\u{5b}group]");
    for plain in ["std::error_kind", "a::errors", "a::b", "#[1]", "# :: ##", "::", "Q1::é"] {
        assert_eq!(terminal(plain), plain);
    }
    for (command, shown) in [
        ("::Stop-Commands::x", ":\\u{3a}Stop-Commands::x"),
        ("  ::ADD-MASK::x", "  :\\u{3a}ADD-MASK::x"),
        ("##[Add-Mask]x", "##\\u{5b}Add-Mask]x"),
        ("##vso[task.setvariable variable=a]b", "##vso\\u{5b}task.setvariable variable=a]b"),
        ("##teamcity[buildStatus]", "##teamcity\\u{5b}buildStatus]"),
        ("section_start:1:a", "section_start\\u{3a}1:a"),
    ] {
        assert_eq!(terminal(command), shown);
        assert!(!html(command).contains("##vso[") && !xml(command).contains("##vso["));
        assert!(!json(format!("\"{command}\"")).contains("##vso["));
    }
    assert_eq!(cell("a\n::stop-commands::x"), "a\n:\\u{3a}stop-commands::x");
    assert_eq!(markdown("::error::x ##[error]"), ":<!-- -->:error::x \\#\\#\\[error\\]");
    assert_eq!(xml("::error::##[error]"), ":&#58;error::##&#91;error]");
    assert_eq!(html("::error::##[error]"), ":&#58;error:&#58;##&#91;error]");
    assert_eq!(in_place("a: '##[error]'", 3..14).0, "a: '##\u{fffd}error]'");
}

#[test]
fn json_means_the_same_and_holds_nothing_raw() {
    let value =
        serde_json::json!({ "a": "\u{9b}31m \u{202e}\u{feff} \u{7f}", "b": "##[error]", "é": ["·", "#"] });
    let text = json(serde_json::to_string_pretty(&value).expect("JSON"));
    assert!(text.contains("\\u009b31m \\u202e\\ufeff \\u007f") && text.contains("##\\u005berror]"), "{text}");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), value);
}

#[test]
fn a_calendar_gets_values_and_no_properties() {
    assert_eq!(ics("Kestrel, Co; \\o/"), "Kestrel\\, Co\\; \\\\o/");
    assert_eq!(ics("x\r\nEND:VEVENT"), "x\\\\u{d}\\\\u{a}END:VEVENT");
}
