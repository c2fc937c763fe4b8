//! What editors need: the schemas, the first line of a record, settings for VS Code.

use crate::support::{Folder, at_root, run};

const LINE: &str = "# yaml-language-server: $schema=";

#[test]
fn schema_prints_what_is_committed() {
    for (args, committed) in [
        (&["schema"][..], include_str!("../../schema/alliance.schema.json")),
        (&["schema", "--for", "record"], include_str!("../../schema/alliance.schema.json")),
        (&["schema", "--for", "portfolio"], include_str!("../../schema/portfolio.schema.json")),
        (&["schema", "--for", "report"], include_str!("../../schema/report.schema.json")),
    ] {
        let schema = at_root(args);
        assert_eq!((schema.code, schema.stderr.as_str()), (0, ""));
        assert!(schema.stdout == committed, "{args:?}");
    }
    assert_eq!(at_root(&["schema", "--for", "waiver"]).code, 2);
}

#[test]
fn init_writes_what_an_editor_needs() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["init"]).code, 0);
    assert_eq!(folder.read(".alliance/alliance.schema.json"), at_root(&["schema"]).stdout);
    assert_eq!(
        folder.read(".alliance/portfolio.schema.json"),
        at_root(&["schema", "--for", "portfolio"]).stdout
    );
    let first = |file: &str| folder.read(file).lines().next().unwrap_or_default().to_owned();
    assert_eq!(first("portfolio.yaml"), format!("{LINE}.alliance/portfolio.schema.json"));
    for file in [".vscode/settings.json", ".vscode/extensions.json"] {
        serde_json::from_str::<serde_json::Value>(&folder.read(file)).expect(file);
    }
    assert!(folder.read(".vscode/extensions.json").contains("redhat.vscode-yaml"));
    assert!(folder.read(".vscode/settings.json").contains("./.alliance/alliance.schema.json"));
}

#[test]
fn init_leaves_the_settings_of_an_editor_alone() {
    let folder = Folder::new().with(".vscode/settings.json", "{ \"mine\": true }");
    let init = folder.run(&["init"]);
    assert_eq!(init.code, 0, "{}", init.stderr);
    assert_eq!(folder.read(".vscode/settings.json"), "{ \"mine\": true }");
    assert!(init.stdout.contains(".vscode/settings.json already existed"), "{}", init.stdout);
    assert!(!init.stdout.contains(".vscode/extensions.json already existed"), "{}", init.stdout);
    assert!(folder.file(".vscode/extensions.json").exists());
}

#[test]
fn init_that_cannot_start_writes_nothing() {
    let folder = Folder::new().with("portfolio.yaml", "us: Mine\n");
    assert_eq!(folder.run(&["init"]).code, 2);
    assert!(!folder.file(".alliance").exists() && !folder.file(".vscode").exists());
}

#[test]
fn new_names_the_schema_where_there_is_one() {
    let folder = Folder::new()
        .with("portfolio.yaml", "us: Us\nalliances: partners/live/**/*.yaml\n")
        .with(".alliance/alliance.schema.json", "{}")
        .with("deep/x", "");
    let new = run(&folder.file("deep"), &["new", "Tern"], "");
    assert_eq!(new.code, 0, "{}", new.stderr);
    let record = folder.read("partners/live/tern.yaml");
    assert!(
        record.starts_with(&format!("{LINE}../../.alliance/alliance.schema.json\nname: Tern\n")),
        "{record}"
    );
}

#[test]
fn new_names_none_that_is_not_there() {
    let folder = Folder::new().with("portfolio.yaml", "us: Us\n");
    assert_eq!(folder.run(&["new", "Tern"]).code, 0);
    assert!(folder.read("alliances/tern.yaml").starts_with("name: Tern\n"));
    // Nobody knows where a printed record will lie.
    let folder = folder.with(".alliance/alliance.schema.json", "{}");
    assert!(folder.run(&["new", "Kestrel", "--print"]).stdout.starts_with("name: Kestrel\n"));
}
