// Takes the pictures of the README: see scripts/pictures.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");
const pictures = join(root, "docs/pictures");
const run = (...args) =>
  execFileSync(join(root, "target/debug/alliance"), args, { cwd: root, encoding: "utf8", env: { ...process.env, TERM: "xterm-256color" } });

/** What the terminal shows: one screen. */
function shown() {
  return run("audit", "--color", "always", "--width", "100").replace(/(\x1b\[[0-9;]*m|\s)+$/, "");
}

/** Colours and weights as spans. */
function markup(text) {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  let open = 0;
  const spans = escaped.replace(/\x1b\[([0-9;]*)m/g, (_, codes) => {
    const names = codes.split(";").filter((code) => code !== "" && code !== "0");
    if (names.length === 0) {
      const closed = "</span>".repeat(open);
      open = 0;
      return closed;
    }
    open += 1;
    return `<span class="${names.map((code) => `a${code}`).join(" ")}">`;
  });
  return spans + "</span>".repeat(open);
}

const terminal = (text) => `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; background: #16181d; }
  pre { margin: 0; padding: 22px 26px; width: fit-content; color: #d8dade; font: 13px/1.42 "Noto Sans Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
  .a1 { font-weight: 700; color: #fff; } .a2 { color: #8b919b; }
  .a31 { color: #ff8f8a; } .a32 { color: #82d3a5; } .a33 { color: #efc071; } .a36 { color: #84c7d8; }
</style><pre>${markup(text)}</pre>`;

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1180, height: 960 }, deviceScaleFactor: 1.25, colorScheme: "light" });
await page.setContent(run("audit", "-o", "html"));
await page.screenshot({ path: join(pictures, "report.png") });
await page.setContent(terminal(shown()));
await page.locator("pre").screenshot({ path: join(pictures, "terminal.png") });
await browser.close();
