// lighthouse.mjs - Lighthouse's scores of public pages of the demo, served by `musubi serve`.
//
//   node bench/lighthouse.mjs FOLDER      FOLDER/node_modules holds lighthouse (lighthouse.sh)
//
// Prints a Markdown row a page: the four scores at the median of the rounds (and their lowest and
// highest, where they differ), and every audit that did not pass in any round, by its id; those
// that cost points stand first. A low score is a figure and no failure: ends with 0 unless a page
// could not be measured. MUSUBI_BUILD, CHROME_PATH, ROUNDS, PAGES and PORT may be set.
import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const MUSUBI = join(process.env.MUSUBI_BUILD ?? join(ROOT, 'build/bench'), 'musubi');
const PORT = Number(process.env.PORT ?? 22000) + 90;
const ORIGIN = `http://127.0.0.1:${PORT}`;
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const PAGES = (process.env.PAGES ?? '/ /cases/zumen-kanri /events/forum-2024').split(' ');
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const READY_MS_MOST = 60_000;
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell'];

const run = promisify(execFile);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const environment = { ...process.env, MUSUBI_LIMITS_REQUESTS_PER_MINUTE: '0',
  MUSUBI_LOG_LEVEL: 'warning', MUSUBI_SERVER_PUBLIC_ORIGIN: ORIGIN,
  // What the demo prints in the background would be measured with the pages.
  MUSUBI_DOCUMENTS_BROWSER: '/bin/false' };

async function serveDemo(data) {
  await run(MUSUBI, ['demo', '--data', data], { env: environment, maxBuffer: 64 * 1024 * 1024 });
  const server = spawn(MUSUBI, ['serve', '--data', data, '--port', `${PORT}`],
    { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  const end = Date.now() + READY_MS_MOST;
  while (!await fetch(`${ORIGIN}/readyz`).then((answer) => answer.ok, () => false)) {
    if (server.exitCode !== null || Date.now() > end) {
      server.kill();
      throw new Error(`${ORIGIN} does not answer`);
    }
    await sleep(50);
  }
  return server;
}

// One run of one page: Lighthouse's own result.
async function ask(folder, browser, path, name) {
  const file = join(folder, `${name}.json`);
  const sandbox = process.getuid() === 0 ? ' --no-sandbox' : '';  // Chromium has none for root
  await run(join(folder, 'node_modules/.bin/lighthouse'),
    [ORIGIN + path, '--quiet', '--no-enable-error-reporting', '--output=json',
      `--output-path=${file}`, `--only-categories=${CATEGORIES.join(',')}`,
      `--chrome-flags=--headless${sandbox}`],
    { env: { ...process.env, CHROME_PATH: browser }, maxBuffer: 64 * 1024 * 1024 });
  const result = JSON.parse(readFileSync(file, 'utf8'));
  if (result.runtimeError?.code) throw new Error(`${path}: ${result.runtimeError.code}`);
  return result;
}

// Ids of what did not pass in any of the results: {costs, others}. What costs points has a weight.
function notPassed(results) {
  const costs = new Set();
  const others = new Set();
  for (const { categories, audits } of results) {
    for (const { id, weight } of CATEGORIES.flatMap((name) => categories[name].auditRefs)) {
      const { score, scoreDisplayMode } = audits[id];
      const failed = scoreDisplayMode === 'error' || (score !== null && score < 1);
      if (failed) (weight > 0 ? costs : others).add(id);
    }
  }
  for (const id of costs) others.delete(id);
  return { costs: [...costs].sort(), others: [...others].sort() };
}

function rowOf(path, results) {
  const middles = [];
  const words = CATEGORIES.map((name) => {
    // null: Lighthouse could not score it.
    const scores = results.map(({ categories }) => Math.round((categories[name].score ?? 0) * 100))
      .sort((a, b) => a - b);
    const middle = scores[Math.floor(scores.length / 2)];
    middles.push(middle);
    const [lowest, highest] = [scores[0], scores[scores.length - 1]];
    return `${name} ${middle}${lowest === highest ? '' : ` (${lowest}-${highest})`}`;
  });
  const { costs, others } = notPassed(results);
  const measured = [words.join(', ')];
  if (costs.length > 0) measured.push(`costs points: ${costs.join(', ')}`);
  if (others.length > 0) measured.push(`not passed, no points: ${others.join(', ')}`);
  const what = `Lighthouse ${results[0].lighthouseVersion}, mobile, throttled, \`${path}\``;
  const met = middles.every((score) => score === 100) ? 'yes' : 'no';
  return `| ${what} | ${measured.join('; ')} | 100 each | ${met} |`;
}

async function main(folder) {
  const browser = process.env.CHROME_PATH ?? BROWSERS.find((path) => existsSync(path));
  if (!browser) throw new Error('no Chromium: install chromium or set CHROME_PATH');
  const data = join(folder, 'data');
  const server = await serveDemo(data);
  try {
    const results = new Map(PAGES.map((path) => [path, []]));
    // In rounds through all pages, so that other work on the machine disturbs all alike.
    for (let round = 1; round <= ROUNDS; ++round) {
      for (const [i, path] of PAGES.entries()) {
        results.get(path).push(await ask(folder, browser, path, `${round}-${i}`));
      }
      console.error(`Lighthouse: round ${round} of ${ROUNDS}`);
    }
    for (const [path, all] of results) console.log(rowOf(path, all));
  } finally {
    const ended = new Promise((done) => server.once('exit', done));
    if (server.exitCode === null && server.signalCode === null) {
      server.kill();
      await ended;
    }
  }
}

if (process.argv.length !== 3) {
  console.error('usage: node bench/lighthouse.mjs FOLDER (see bench/lighthouse.sh)');
  process.exit(2);
}
await main(resolve(process.argv[2]));
