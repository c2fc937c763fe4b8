// What an editor says about a portfolio: nothing on sound files, the right line on others, help while typing.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Server } from './server.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const alliance = process.env.ALLIANCE ?? join(root, 'target/debug/alliance');
const head = 'name: Tern\npartner: Tern Ltd\ntype: strategic\n';

// The portfolio of somebody who ran `alliance init`, and a server that knows nothing but the files in it.
let folder, server;
// A server told of the schemas by settings, as for the samples, which have no first line that names one.
let told;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alliance-'));
  execFileSync(alliance, ['init'], { cwd: folder });
  execFileSync(alliance, ['new', 'Northstar Cloud'], { cwd: folder });
  server = new Server({});
  await server.start(folder);
  told = new Server({
    [join(root, 'schema/alliance.schema.json')]: ['**/alliances/*.yaml', '**/fixtures/healthy*.yaml'],
    [join(root, 'schema/portfolio.schema.json')]: '**/portfolio.yaml',
  });
  await told.start(root);
});

after(() => {
  server?.stop();
  told?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const openAsIs = (of, file) => of.open(file, readFileSync(file, 'utf8'));
// A new record in the portfolio, with the first line that `alliance new` gives it.
let records = 0;
const write = (text) =>
  server.open(
    join(folder, `alliances/record-${records++}.yaml`),
    `# yaml-language-server: $schema=../.alliance/alliance.schema.json\n${text}`,
  );
// What is offered at the end of a text.
const offered = async (text) => {
  const file = await write(text);
  const lines = text.split('\n');
  return file.completions(lines.length + 1, lines.at(-1).length + 1);
};
const labels = (items) => items.map(({ label }) => label);
const find = (items, label) => {
  const item = items.find((item) => item.label === label);
  assert.ok(item, `${label} is not among ${labels(items)}`);
  return item;
};

test('what init and new write has no problems', async () => {
  for (const file of ['portfolio.yaml', 'alliances/northstar-cloud.yaml']) {
    assert.deepEqual((await openAsIs(server, join(folder, file))).problems, [], file);
  }
});

test('the first line of a record is what finds its schema', async () => {
  const { problems } = await write(`${head}contribtions: {}\n`);
  assert.deepEqual(problems, [{ line: 5, message: 'Property contribtions is not allowed.' }]);
  const { problems: alone } = await server.open(join(folder, 'alliances/alone.yaml'), `${head}contribtions: {}\n`);
  assert.deepEqual(alone, []);
});

test('sound records and portfolios have no problems', async () => {
  const sound = ['portfolio.yaml', 'examples/healthy/portfolio.yaml', 'examples/broken/portfolio.yaml'];
  for (const folder of ['alliances', 'examples/healthy/alliances', 'tests/fixtures', 'examples/broken/alliances']) {
    for (const name of readdirSync(join(root, folder))) {
      if (folder === 'examples/broken/alliances' && !/^(good|fine)-/.test(name)) continue;
      if (name.endsWith('.yaml')) sound.push(join(folder, name));
    }
  }
  assert.ok(sound.length > 25, `only ${sound.length} files`);
  for (const file of sound) {
    assert.deepEqual((await openAsIs(told, join(root, file))).problems, [], file);
  }
});

test('each slip is marked at its line', async () => {
  const expected = {
    'bad-date': [[4, 'Write a date']],
    'loose-date': [[4, 'Write a date'], [6, 'Write a date']],
    'words-for-a-number': [[8, 'Write digits only'], [10, 'Write digits only']],
    'enum-typo': [[3, 'Write strategic, co-marketing'], [4, 'Write proposed, active'], [7, 'Write weekly']],
    'unknown-key': [[6, 'contribtions is not allowed'], [10, 'acountable_for is not allowed'], [11, 'colour is not allowed']],
    'duplicate-key': [[6, 'must be unique'], [9, 'must be unique']],
    'yes-for-a-boolean': [[7, 'Write true or false'], [11, 'Write true or false']],
    'missing-name': [[2, 'Missing property "name"']],
    // The day of a leap year, on line 14, is beyond a schema.
    'many-mistakes': [
      [4, 'Write strategic'], [5, 'Write proposed'], [6, 'Write a date'], [7, 'Write a date'], [8, 'Write one sentence'],
      [9, 'partnr is not allowed'], [12, 'Write referral-volume'], [16, 'Write digits only'], [17, 'Write true or false'],
      [19, 'Write a month'], [20, 'Write its keys below it'],
    ],
  };
  for (const [name, slips] of Object.entries(expected)) {
    const { problems } = await openAsIs(told, join(root, `examples/broken/alliances/${name}.yaml`));
    problems.sort((one, other) => one.line - other.line);
    assert.deepEqual(problems.map(({ line }) => line), slips.map(([line]) => line), `${name}: ${JSON.stringify(problems)}`);
    slips.forEach(([, words], at) => assert.ok(problems[at].message.includes(words), `${name}: ${problems[at].message}`));
  }
});

test('keys are offered with what they mean', async () => {
  const top = await offered(head);
  assert.match(find(top, 'contributions').documentation, /what each side contributes/);
  assert.ok(!labels(top).includes('name'), 'a key that is there is not offered again');
  const metric = await offered(`${head}metrics:\n  - name: Leads\n    `);
  assert.match(find(metric, 'floor').documentation, /Below this it is not working/);
  const contribution = await offered(`${head}contributions:\n  us:\n    - what: Ten days\n      `);
  assert.match(find(contribution, 'hard_to_replicate').documentation, /could not have it otherwise/);
});

test('words are offered with what they mean', async () => {
  for (const [text, word, means] of [
    ['name: Tern\ntype: ', 'co-marketing', /a start and an end/],
    [`${head}governance:\n  cadence: `, 'fortnightly', /Every two weeks/],
    [`${head}selection:\n  because: [`, 'enthusiasm', /keen/],
    [`${head}selection:\n  because:\n    - `, 'enthusiasm', /keen/],
    [`${head}metrics:\n  - counterfactual:\n      method: `, 'holdout', /at random/],
    [`${head}exit:\n  who: `, 'either', /Any side/],
    [`${head}exit:\n  handover: [`, 'open-pipeline', /Deals in progress/],
    [`${head}waivers:\n  - rule: `, 'missing-sponsor', /\w+ \w+/],
  ]) {
    assert.match(find(await offered(text), word).documentation, means, text);
  }
});

test('the pointer over a key shows what it means, its words and an example', async () => {
  const file = await write(`${head}metrics:\n  - name: Leads\n    floor: 5\n    every: month\nexit:\n  who: either\n`);
  assert.match(await file.hover(4, 2), /What the arrangement is called[^]*`sponsorship`: Money against visibility/);
  assert.match(await file.hover(5, 2), /Question 3[^]*```yaml\nmetrics:\n/);
  assert.match(await file.hover(7, 6), /Below this it is not working[^]*200000/);
  assert.match(await file.hover(8, 13), /How often it is read[^]*`month`: Twelve times a year/);
  assert.match(await file.hover(10, 4), /Who may give notice/);
});

test('nothing without a name is offered', async () => {
  for (const key of ['exit', 'metrics', 'contributions', 'owners', 'governance', 'waivers']) {
    const all = labels(await offered(`${head}${key}: `));
    assert.ok(!all.some((label) => label.includes('[object') || label.includes('{')), `${key}: ${all}`);
  }
});

test('rules and their options are known in a portfolio', async () => {
  let portfolios = 0;
  const at = (text) =>
    server.open(
      join(folder, `portfolio-${portfolios++}.yaml`),
      `# yaml-language-server: $schema=.alliance/portfolio.schema.json\n${text}`,
    );
  const rules = await (await at('rules:\n  ')).completions(3, 3);
  assert.match(find(rules, 'overdue-review').documentation, /Why it matters/);
  const options = await (await at('rules:\n  overdue-review:\n    ')).completions(4, 5);
  assert.ok(find(options, 'grace_days').documentation.length > 8);
  const words = await (await at('rules:\n  overdue-review: ')).completions(3, 19);
  assert.match(find(words, '"off"').documentation, /not checked/);
  const { problems } = await at('currency: EUR\nrules:\n  overdue-reviw: off\n  late-metrics: loud\n');
  assert.deepEqual(problems.map(({ line }) => line).sort(), [4, 5], JSON.stringify(problems));
});
