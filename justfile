# Each recipe is a thin line over cargo; `just --list` shows them all.

# Everything a change must pass.
check: fmt-check clippy test docs

# Every test.
test:
    cargo test

# The tests of one rule: its page and its thresholds.
rule ID:
    cargo test --test rules -- {{replace(ID, "-", "_")}} pages

# Formats the code.
fmt:
    cargo fmt

fmt-check:
    cargo fmt --check

clippy:
    cargo clippy --all-targets -- -D warnings

docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Licences, advisories, bans and sources of what comes in from outside.
deny:
    cargo deny check

# The report on the sample portfolio, in the terminal.
report:
    cargo run -- audit

# The page on the sample portfolio: open target/report.html.
demo:
    cargo run -- audit -o html=target/report.html
    @echo "target/report.html"

# Writes the page and the stub of a new rule, and prints the two lines to add: just new-rule metrics stale-target
new-rule AREA ID:
    ./scripts/new-rule {{AREA}} {{ID}}

# Makes the JSON Schemas in schema/ anew, from the model and the rules.
schema:
    ALLIANCE_WRITE_SCHEMA=1 cargo test --lib schema::tests::they_are_up_to_date

# Writes what every command prints into tests/cmd and the documents; read the difference.
outputs:
    TRYCMD=overwrite cargo test --test cli documented

# Asks a real YAML language server about the sample portfolio, and our own through the extension's client; needs node and npm.
test-editor:
    ./scripts/test-editor

# Asks the hosts' validators (zizmor, actionlint, pre-commit, ajv, …) about what is shipped for them; needs node, npm and Python.
test-hosts:
    ./scripts/test-hosts

# Installs it as a wheel, a pre-commit hook and an npm package, and builds it from its own package.
test-install:
    ./scripts/test-install

# Runs what asks git with the oldest git that is admitted, built from GIT_SOURCE.
test-old-git:
    ./scripts/test-old-git

# Runs each fuzz target for a minute; needs cargo-fuzz, which it installs.
fuzz-smoke SECONDS="60":
    ./scripts/fuzz-smoke {{SECONDS}}

# Opens the pages in a real browser; needs Chromium, node and npm.
test-browser:
    ./scripts/test-browser

# Takes the pictures of the README anew; needs Chromium, node and npm.
pictures:
    ./scripts/pictures

# Installs what `bench` compares with into target/peers; needs the network, npm and Python.
bench-peers:
    ./scripts/bench-peers

# Side by side with the peers that are installed, then each stage alone: docs/performance.md.
bench: && bench-stages
    cargo bench --bench peers

# Each stage of an audit alone, on 200 records.
bench-stages:
    cargo bench --bench stages
