// Opens the pages in a real browser: see scripts/test-browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");
const program = join(root, "target/debug/alliance");
const axe = readFileSync(join(import.meta.dirname, "node_modules/axe-core/axe.min.js"), "utf8");
const NAMES = [
  "شركة النور للتقنية",
  "株式会社日本データ連携サービス",
  "<script>window.broken = 1</script>",
  '" onload="window.broken = 2',
  `${"Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(4)} and so on to 200`,
];

let browser;
let folder;
const pages = {};

/** Writes a page and remembers where it is. */
function make(name, where, args) {
  const file = join(folder, `${name}.html`);
  execFileSync(program, [...args, "-o", `html=${file}`], { cwd: where });
  pages[name] = pathToFileURL(file).href;
}

/** A portfolio of so many alliances, from the sample's records under other names. */
function portfolio(name, number, called) {
  const where = join(folder, name);
  mkdirSync(join(where, "alliances"), { recursive: true });
  writeFileSync(join(where, "portfolio.yaml"), readFileSync(join(root, "portfolio.yaml")));
  const records = readdirSync(join(root, "alliances")).filter((file) => file.endsWith(".yaml")).sort();
  for (let at = 0; at < number; at += 1) {
    const text = readFileSync(join(root, "alliances", records[at % records.length]), "utf8");
    const renamed = text.replace(/^name: .*$/m, () => `name: ${JSON.stringify(called(at))}`);
    writeFileSync(join(where, "alliances", `a${at}.yaml`), renamed);
  }
  make(name, where, ["audit"]);
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "alliance-browser-"));
  make("sample", root, ["audit"]);
  make("summary", root, ["summary"]);
  make("brief", root, ["brief", "tern"]);
  make("partner", root, ["brief", "tern", "--for", "partner"]);
  make("healthy", join(root, "examples/healthy"), ["audit"]);
  portfolio("forty", 40, (at) => `Alliance number ${at + 1}`);
  portfolio("large", 300, (at) => `Alliance number ${at + 1}`);
  portfolio("names", NAMES.length, (at) => NAMES[at]);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page, and holds it to silence: nothing on the console, no request but the file. */
async function opened(name, options, look) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("dialog", (dialog) => said.push(dialog.message()));
  page.on("request", (request) => request.url().split("#")[0] === pages[name] || said.push(request.url()));
  await page.goto(pages[name]);
  await look(page);
  assert.deepEqual(said, []);
  await context.close();
}

const first = (page) => page.locator("#portfolio-table tbody tr:visible th").first().innerText();

test("columns are sorted by figure and by word, both ways, what is not known last", () =>
  opened("sample", {}, async (page) => {
    const score = page.locator("#portfolio-table").getByRole("button", { name: "Score" });
    await score.click();
    assert.equal(await page.locator("th[aria-sort]").getAttribute("aria-sort"), "descending");
    const scores = () => page.locator("#portfolio-table tbody td:nth-child(4)").allInnerTexts();
    assert.deepEqual(await scores(), ["100", "99", "69", "59", "59", "59", "59", "59", "-"]);
    await score.press("Enter");
    assert.deepEqual(await scores(), ["59", "59", "59", "59", "59", "69", "99", "100", "-"]);
    await page.locator("#portfolio-table").getByRole("button", { name: "Alliance" }).click();
    assert.equal(await first(page), "Borealis");
    await page.locator("#portfolio-table").getByRole("button", { name: "Incremental" }).click();
    assert.equal(await first(page), "Northstar Cloud");
  }));

test("rows are found by word and by verdict", () =>
  opened("sample", {}, async (page) => {
    const rows = page.locator("#portfolio-table tbody tr:visible");
    await page.getByLabel("Find", { exact: true }).fill("priya");
    assert.equal(await rows.count(), 5);
    assert.equal(await page.getByRole("status").innerText(), "5 of 9 shown");
    await page.locator("#verdict").selectOption("deepen");
    assert.equal(await rows.count(), 1);
    await page.getByLabel("Find", { exact: true }).fill("<nobody>");
    assert.equal(await rows.count(), 0);
    await page.getByLabel("Find", { exact: true }).fill("");
    await page.locator("#verdict").selectOption("");
    assert.equal(await rows.count(), 9);
  }));

test("rows are chosen by owner, by type and by what is overdue", () =>
  opened("sample", {}, async (page) => {
    const rows = page.locator("#portfolio-table tbody tr:visible");
    await page.locator("#owner").selectOption("Tomás Reyes");
    assert.equal(await rows.count(), 4);
    await page.getByLabel("Overdue only").check();
    assert.equal(await rows.count(), 2);
    assert.equal(new URL(page.url()).hash, "#owner=Tom%C3%A1s+Reyes&overdue=yes");
    await page.reload();
    assert.equal(await rows.count(), 2);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.locator("#type").selectOption("co-marketing");
    assert.equal(await rows.count(), 1);
  }));

for (const [how, press] of [
  ["by keyboard", (word) => word.press("Enter")],
  ["by finger", (word) => word.tap()],
]) {
  for (const javaScriptEnabled of [true, false]) {
    test(`a word explains itself ${how}, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () =>
      opened("sample", { hasTouch: true, javaScriptEnabled, viewport: { width: 390, height: 800 } }, async (page) => {
        const word = page.locator(".key-figures").getByRole("button", { name: "Attention", exact: true });
        const says = page.locator(".tip", { hasText: "The hours a month that our side spends on an alliance" });
        assert.equal(await says.isVisible(), false);
        await press(word);
        await says.waitFor({ state: "visible" });
        const box = await says.boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
        await page.keyboard.press("Escape");
        assert.equal(await says.isVisible(), false);
      }));
  }
}

test("every word that can be pressed has its explanation on the page", () =>
  opened("forty", {}, async (page) => {
    const missing = await page.evaluate(() =>
      [...document.querySelectorAll("[popovertarget]")]
        .filter((word) => !document.getElementById(word.getAttribute("popovertarget"))?.textContent.trim())
        .map((word) => word.outerHTML),
    );
    assert.deepEqual(missing, []);
    assert.ok((await page.locator("[popovertarget]").count()) > 30);
  }));

test("what is looked for is in the address, outlives a reload, and can be cleared", () =>
  opened("sample", {}, async (page) => {
    const rows = page.locator("#portfolio-table tbody tr:visible");
    await page.getByLabel("Find", { exact: true }).fill("priya");
    await page.locator("#verdict").selectOption("deepen");
    await page.locator("#portfolio-table").getByRole("button", { name: "Score" }).click();
    assert.equal(new URL(page.url()).hash, "#q=priya&verdict=deepen&sort=-Score");
    await page.reload();
    assert.equal(await rows.count(), 1);
    assert.equal(await page.getByRole("status").innerText(), "1 of 9 shown");
    assert.equal(await page.locator("th[aria-sort]").getAttribute("aria-sort"), "descending");
    await page.getByRole("button", { name: "Clear" }).click();
    assert.equal(await rows.count(), 9);
    assert.equal(await first(page), "Tern Analytics");
    assert.equal(new URL(page.url()).hash, "");
  }));

test("a section that is opened is in the address, and its minutes can be copied", () =>
  opened("sample", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    const section = page.locator("details.alliance", { hasText: "Sell attribution set-ups" });
    await section.locator("summary").first().click();
    await page.waitForTimeout(100);
    assert.equal(new URL(page.url()).hash, "#alliance-tern-analytics");
    await section.getByText("Minutes of this decision").click();
    await section.getByRole("button", { name: "Copy as minutes" }).click();
    await section.getByRole("button", { name: "Copied" }).waitFor();
    const minutes = await page.evaluate(() => navigator.clipboard.readText());
    for (const said of ["Tern Analytics (22 November 2026)", "Proposed: wind down", "[ ] agreed", "alliance log decision tern-analytics wind-down"]) {
      assert.ok(minutes.includes(said), minutes);
    }
  }));

for (const javaScriptEnabled of [true, false]) {
  test(`a name leads to its section ${javaScriptEnabled ? "with" : "without"} JavaScript`, () =>
    opened("sample", { javaScriptEnabled }, async (page) => {
      const section = page.locator("details.alliance", { hasText: "Sell attribution set-ups" });
      assert.equal(await section.getAttribute("open"), null);
      await page.locator("#portfolio-table").getByRole("link", { name: "Tern Analytics" }).click();
      await page.waitForTimeout(300);
      assert.notEqual(await section.getAttribute("open"), null);
      await section.getByText("All headline metrics have been below their floors").waitFor({ state: "visible" });
    }));
}

test("without JavaScript nothing is offered that needs it", () =>
  opened("sample", { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator(".filters").isVisible(), false);
    assert.equal(await page.locator("#portfolio-table button").count(), 0);
    assert.equal(await page.locator("#portfolio-table tbody tr:visible").count(), 9);
  }));

test("hostile names stay text", () =>
  opened("names", {}, async (page) => {
    assert.equal(await page.evaluate(() => window.broken), undefined);
    for (const name of NAMES) {
      assert.ok((await page.locator("h3").allInnerTexts()).includes(name), name);
    }
    await page.getByLabel("Find", { exact: true }).fill("<script>");
    assert.equal(await page.locator("#portfolio-table tbody tr:visible").count(), 1);
  }));

test("the page can be walked through by keyboard", () =>
  opened("sample", {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  }));

test("on paper every alliance is open and the rest of the screen is gone", () =>
  opened("sample", {}, async (page) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(paper, "rgb(255, 255, 255)");
    assert.equal(await page.locator(".filters").isVisible(), false);
    assert.ok(await page.getByText("All headline metrics have been below their floors").isVisible());
  }));

/** What a command prints, also where a file cannot be read. */
const printed = (args, cwd) => {
  try {
    return execFileSync(program, args, { cwd, stdio: "pipe", maxBuffer: 1 << 26 }).toString();
  } catch (error) {
    assert.equal(error.status, 3, String(error));
    return error.stdout.toString();
  }
};

/** How many pages it takes on A4. */
const sheets = async (page) => {
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
};

test("a brief is one page, also of the worst record", async () => {
  for (const [name, where] of [["sample", root], ["broken", join(root, "examples/broken")]]) {
    const list = JSON.parse(printed(["summary", "-o", "json"], where));
    for (const [at, row] of list.alliances.entries()) {
      const file = join(folder, `brief-${name}-${at}.html`);
      writeFileSync(file, printed(["brief", row.file.split("/").pop().replace(/\.ya?ml$/, ""), "-o", "html"], where));
      pages[file] = pathToFileURL(file).href;
      await opened(file, {}, async (page) => assert.equal(await sheets(page), 1, row.file));
    }
  }
});

test("the report prints as a board paper, and whole where that is asked for", () =>
  opened("sample", {}, async (page) => {
    const paper = await sheets(page);
    assert.ok(paper <= 10, `${paper} pages`);
    await page.getByLabel("When printed").check();
    assert.ok((await sheets(page)) > paper);
  }));

test("of 300 alliances the first to decide on have a page on paper, and the others a row", () =>
  opened("large", {}, async (page) => {
    const paper = await sheets(page);
    assert.ok(paper <= 25, `${paper} pages`);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("details.alliance:visible").count(), 9);
    assert.equal(await page.locator("#portfolio-table tbody tr:visible").count(), 300);
  }));

test("300 alliances are a page that opens", () =>
  opened("large", {}, async (page) => {
    const size = statSync(fileURLToPath(pages.large)).size;
    assert.ok(size < 1_500_000, `${size} bytes`);
    const painted = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
    assert.ok(painted < 2000, `${painted} ms to the first screen`);
    for (const chart of ["value", "attention", "timeline"]) {
      const lanes = await page.locator(`.lanes.${chart} > .lane`).count();
      assert.ok(lanes > 0 && lanes <= 23, `${chart}: ${lanes}`);
      assert.match(await page.locator(`#${chart} .note`).innerText(), /more are/);
    }
  }));

test("what is touched on a phone is as large as a finger needs", () =>
  opened("sample", { viewport: { width: 390, height: 800 }, hasTouch: true }, async (page) => {
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("a, button, summary, select, input")]
        .filter((one) => one.checkVisibility() && !one.closest(".skip, p, li.plain") && one.type !== "checkbox")
        .map((one) => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect()])
        .filter(([, box]) => box.height > 0 && box.height < 24)
        .map(([text, box]) => `${text}: ${box.height}`),
    );
    assert.deepEqual(small, []);
  }));

/** Texts of a drawing that lie on one another. */
const collisions = (page) =>
  page.evaluate(() => {
    const found = [];
    for (const svg of document.querySelectorAll("svg.metric, .ticks svg")) {
      const boxes = [...svg.querySelectorAll("text:not(.name)")]
        .map((text) => [text.textContent, text.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0);
      boxes.forEach(([one, a], at) => {
        for (const [other, b] of boxes.slice(at + 1)) {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > 1 && down > 4) found.push(`${one} / ${other}`);
        }
      });
    }
    return found;
  });

const EVERY = [390, 820, 1440].flatMap((width) => ["light", "dark"].map((colorScheme) => [width, colorScheme]));
const SOME = [[390, "dark"], [1440, "light"]];

for (const [name, sizes] of [
  ["sample", EVERY],
  ["healthy", SOME],
  ["forty", SOME],
  ["names", SOME],
  ["summary", SOME],
  ["brief", SOME],
  ["partner", SOME],
]) {
  for (const [width, colorScheme] of sizes) {
    test(`${name}, ${width} wide, ${colorScheme}: no barrier, no collision, nothing too wide`, () =>
      opened(name, { viewport: { width, height: 900 }, colorScheme }, async (page) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${wide} wide`);
        assert.deepEqual(await collisions(page), []);
        // Every section is looked at, too, in the portfolios of a usual size.
        if (name !== "forty") {
          await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
        }
        await page.evaluate(axe);
        const result = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
        const barriers = result.violations.map((it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => node.html.slice(0, 120))}`);
        assert.deepEqual(barriers, []);
      }));
  }
}
