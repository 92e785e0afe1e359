// accessibility.mjs - the checker of `musubi check accessibility`: opens each page of a 試験 in
// Chromium, asks axe, and writes what it found by success criterion.
//
//   node tests/browser/accessibility.mjs pages.json results.json [done]
//
// done: a file that says how many pages are checked, for whoever waits.
// pages.json: {"origin": "https://…", "session": "…" or "", "pages": ["/", …], "criteria": […]}. A
// page that cannot be opened, is no page, or leads elsewhere is written as could_not with its
// reason: never left out. What axe finds of level AAA alone is none of the criteria.
// Ends with 0 when the file was written, whatever it says; else nothing was checked.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const FORMAT = 'musubi.accessibility.1';
const PAGE_MS_MOST = 60_000;
const EXAMPLE_MOST = 200;
const HELP_MOST = 300;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// Whole characters only: half of one is no JSON that anybody reads.
const cut = (text, most) => Array.from(text.replace(/[\ud800-\udfff]/gu, ''))
  .slice(0, most).join('');

// wcag143 -> 1.4.3, wcag1411 -> 1.4.11
export function criteriaOf(tags) {
  return tags.map((tag) => /^wcag(\d)(\d)(\d{1,2})$/.exec(tag)).filter(Boolean)
    .map(([, principle, guideline, number]) => `${principle}.${guideline}.${number}`);
}

// One row for each rule and criterion, as the reader of the program wants it.
export function findingsOf(violations, criteria) {
  return violations.flatMap((violation) => criteriaOf(violation.tags)
    .filter((criterion) => criteria.includes(criterion)).map((criterion) => ({
      criterion,
      rule: violation.id,
      help: cut(violation.help, HELP_MOST),
      nodes: violation.nodes.length,
      example: cut(violation.nodes[0]?.html ?? '', EXAMPLE_MOST),
    })));
}

async function checkPage(page, { origin, criteria }, path, axe) {
  const answer = await page.goto(origin + path, { timeout: PAGE_MS_MOST });
  if (!answer || answer.status() !== 200) return { why: `HTTP ${answer?.status() ?? '応答なし'}` };
  if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) {
    return { why: 'HTMLのページではありません' };
  }
  const shown = new URL(page.url());
  if (shown.pathname !== new URL(origin + path).pathname) {
    return { why: `別のページ（${shown.pathname}）に移りました。ログインが必要なページは --as で検査します` };
  }
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, {
    runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), TAGS);
  return { title: cut(await page.title(), HELP_MOST),
    findings: findingsOf(found.violations, criteria) };
}

async function run(listFile, outFile, doneFile) {
  const list = JSON.parse(readFileSync(listFile, 'utf8'));
  const { origin, session, pages } = list;
  const { launchChromium } = await import('./lib/browser.mjs');
  const nodeModules = createRequire(import.meta.url);
  const axe = readFileSync(nodeModules.resolve('axe-core/axe.min.js'), 'utf8');
  const version = nodeModules('axe-core/package.json').version;
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 },
    locale: 'ja-JP', reducedMotion: 'reduce' });
  if (session) {
    const secure = origin.startsWith('https:');
    await context.addCookies([{ name: secure ? '__Host-session' : 'session', value: session,
      url: origin, httpOnly: true, secure, sameSite: 'Lax' }]);
  }
  const results = [];
  for (const path of pages) {
    const page = await context.newPage();
    try {
      const { why, title, findings } = await checkPage(page, list, path, axe);
      results.push(why ? { path, state: 'could_not', why }
        : { path, state: 'checked', title, findings });
    } catch (error) {
      const why = cut(String(error.message).split('\n')[0], HELP_MOST);
      results.push({ path, state: 'could_not', why });
    }
    await page.close();
    if (doneFile) writeFileSync(doneFile, `${results.length}\n`);
  }
  const tool = `axe-core ${version}、Chromium ${browser.version()}`;
  await browser.close();
  writeFileSync(outFile, JSON.stringify({ format: FORMAT, tool, pages: results }));
}

if (process.argv[1]?.endsWith('accessibility.mjs')) {
  if (process.argv.length < 4 || process.argv.length > 5) {
    console.error('usage: node tests/browser/accessibility.mjs pages.json results.json [done]');
    process.exit(2);
  }
  await run(...process.argv.slice(2));
}
