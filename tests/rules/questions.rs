//! What a finding shows to be answered can be written into the record where `alliance fix --unsafe` puts it.

use alliance::edit::splice;
use alliance::load::Source;
use alliance::model::{Alliance, Edit};
use alliance::rules;

use crate::pages::examples;

/// The comment without its `#`.
fn answered(comment: &str) -> String {
    let mut lines = comment.split('\n');
    let mut text = lines.by_ref().take(2).collect::<Vec<_>>().join("\n");
    for line in lines {
        text += &format!("\n{}", line.replacen("# ", "", 1));
    }
    text
}

#[test]
fn every_question_is_in_its_place() {
    let mut wrong = Vec::new();
    let (mut asked, mut apart) = (0, 0);
    for rule in rules::all() {
        for example in examples(rule.id, rule.page).iter().filter(|example| example.words[0] == "fires") {
            let report = example.case().report();
            for finding in report.alliances.iter().flat_map(|alliance| &alliance.findings) {
                if finding.rule.id != rule.id {
                    continue;
                }
                let place = format!("docs/rules/{}.md:{} at {}", rule.id, example.line, finding.path);
                let source =
                    report.sources.iter().find(|source| source.file == finding.at.file).expect("a text");
                let Some(edit) = finding.question(&source.text) else { continue };
                let Edit::Comment { .. } = &edit else { panic!("{place}: a question is a comment") };
                let Some(comment) = splice::<Alliance>(&source.text, &edit).expect("a comment") else {
                    continue;
                };
                asked += 1;
                let changed = comment.apply(&source.text);
                assert_eq!(finding.question(&changed), None, "{place}: once is enough");
                let heading = comment.text.lines().nth(1).unwrap_or_default();
                if heading.contains("in what is there already") || heading.contains("(inside the brackets of")
                {
                    apart += 1;
                    continue;
                }
                let mut answer = comment.clone();
                answer.text = answered(&comment.text);
                let read = Source::<Alliance>::new(String::new(), Ok(answer.apply(&source.text)));
                let mistakes = read.mistakes.iter().filter(|mistake| {
                    // A place that is held by `…` is no date yet; where it stands is right.
                    read.value.is_none()
                        || mistake.message.contains("twice")
                        || mistake.message.contains("is not a key of")
                        || mistake.message.contains("is no side")
                });
                wrong
                    .extend(mistakes.map(|mistake| format!("{place}: {}\n{}", mistake.message, answer.text)));
            }
        }
    }
    assert!(asked > 50, "only {asked} questions were asked");
    assert!(apart * 2 < asked, "{apart} of {asked} are about something that is there already");
    assert!(
        wrong.is_empty(),
        "{} of {asked} do not fit in ({apart} apart):\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
