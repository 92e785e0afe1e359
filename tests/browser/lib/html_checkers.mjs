// html_checkers.mjs - the Nu HTML checker and html-validate over many pages at once: each runs in
// one process of its own beside the browser, so that a whole house takes seconds.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from './instance.mjs';

const run = promisify(execFile);
const JAR = join(ROOT, 'node_modules/vnu-jar/build/dist/vnu.jar');
const VALIDATE = join(ROOT, 'tests/browser/lib/html_validate.mjs');
const OUTPUT_MOST = 64 * 1024 * 1024;
const MS_MOST = 240_000;

async function nu(folder) {
  const { stdout } = await run('java', ['-Xss2m', '-Xmx512m', '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1', '-jar', JAR, '--format', 'json', '--errors-only', '--stdout',
    '--exit-zero-always', folder], { maxBuffer: OUTPUT_MOST, timeout: MS_MOST });
  return JSON.parse(stdout).messages.map((m) => [basename(new URL(m.url).pathname),
    `Nu: ${m.message} [${(m.extract ?? '').trim().slice(0, 160)}]`]);
}

async function htmlValidate(folder) {
  const { stdout } = await run(process.execPath, [VALIDATE, folder],
    { maxBuffer: OUTPUT_MOST, timeout: MS_MOST });
  return JSON.parse(stdout);
}

// `pages`: things with `html`. Gives a map from page to the findings about it, as lines.
export async function htmlProblems(pages) {
  const folder = mkdtempSync(join(tmpdir(), 'musubi-html.'));
  const byName = new Map();
  const found = new Map();
  pages.forEach((page, i) => {
    const name = `${String(i).padStart(5, '0')}.html`;
    byName.set(name, page);
    found.set(page, []);
    writeFileSync(join(folder, name), page.html);
  });
  try {
    if (pages.length === 0) return found;
    const both = await Promise.all([nu(folder), htmlValidate(folder)]);
    for (const [name, problem] of both.flat()) found.get(byName.get(name)).push(problem);
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
