// html_validate.mjs - html-validate over the files of a folder: node html_validate.mjs FOLDER
// prints a JSON list of [file, finding]. Started by html_checkers.mjs.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { HtmlValidate, StaticConfigLoader } from 'html-validate';

// Rules of taste are off; what could hurt a reader is on.
const RULES = {
  extends: ['html-validate:recommended'],
  rules: {
    // ARIA allows a name on lists; boxes of one group share theirs, as radio buttons do.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
    'attribute-boolean-style': 'off',
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'prefer-native-element': 'off',
    'require-sri': 'off',
    'tel-non-breaking': 'off',
    'void-style': 'off',
  },
};

const folder = process.argv[2];
const validate = new HtmlValidate(new StaticConfigLoader(RULES));
const found = [];
for (const name of readdirSync(folder).sort()) {
  const html = readFileSync(join(folder, name), 'utf8');
  const lines = html.split('\n');
  const report = await validate.validateString(html);
  for (const message of report.results.flatMap((result) => result.messages)) {
    const extract = (lines[message.line - 1] ?? '').slice(message.column - 1).slice(0, 100);
    found.push([name, `html-validate ${message.ruleId}: ${message.message} [${extract}]`]);
  }
}
process.stdout.write(JSON.stringify(found));
