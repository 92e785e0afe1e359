// html_checkers.mjs - the Nu HTML checker as a daemon, and html-validate, behind one question.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { HtmlValidate, StaticConfigLoader } from 'html-validate';

import { ROOT, endProcess, freePort, until } from './instance.mjs';

const JAR = join(ROOT, 'node_modules/vnu-jar/build/dist/vnu.jar');

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

export class HtmlCheckers {
  static async start() {
    const checkers = new HtmlCheckers();
    const port = await freePort();
    checkers.url = `http://127.0.0.1:${port}/?out=json&level=error`;
    checkers.daemon = spawn('java', ['-Xss2m', '-Xmx512m',
      '-Dnu.validator.servlet.bind-address=127.0.0.1', '-cp', JAR,
      'nu.validator.servlet.Main', `${port}`], { stdio: 'ignore' });
    checkers.daemon.once('error', (error) => { checkers.broken = error; });
    await until('the Nu HTML checker', () => {
      if (checkers.broken) throw checkers.broken;
      return fetch(checkers.url).then(() => true, () => false);
    }, 90_000, 300);
    checkers.validate = new HtmlValidate(new StaticConfigLoader(RULES));
    return checkers;
  }

  // Findings as lines.
  async problems(html) {
    const found = [];
    const answer = await fetch(this.url, {
      method: 'POST', headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: html,
    }).then((r) => r.json());
    for (const message of answer.messages.filter((m) => m.type === 'error')) {
      found.push(`Nu: ${message.message} [${(message.extract ?? '').trim().slice(0, 160)}]`);
    }
    const lines = html.split('\n');
    const report = await this.validate.validateString(html);
    for (const message of report.results.flatMap((r) => r.messages)) {
      const extract = (lines[message.line - 1] ?? '').slice(message.column - 1).slice(0, 100);
      found.push(`html-validate ${message.ruleId}: ${message.message} [${extract}]`);
    }
    return found;
  }

  async end() {
    await endProcess(this.daemon);
  }
}
