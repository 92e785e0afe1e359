// site_copy.mjs - the static copy of the public site is read without the program: `musubi export
// site` of the demo, behind a server of a dozen lines that knows files alone, and opened from the
// disk. Every address of every page of it leads to a file and to a place that is there.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';

import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver } from '../lib/driver.mjs';
import { startDemo } from '../lib/instance.mjs';
import { arrangementProblems, listen } from '../lib/page_checks.mjs';
import { Stopped } from '../lib/report.mjs';

const CASE = '「探す時間」を測ることから始めた図面管理';
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml',
  '.js': 'text/javascript', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp',
  '.avif': 'image/avif' };
const PAGES_LEAST = 40;  // the demo has more articles than that

function expect(what, is) {
  if (!is) throw new Error(`not so: ${what}`);
}

// The file that any plain web server answers this path with; '' without one.
function fileFor(folder, path) {
  const at = join(folder, normalize(decodeURIComponent(path)));
  if (!existsSync(at)) return '';
  const file = statSync(at).isDirectory() ? join(at, 'index.html') : at;
  return existsSync(file) ? file : '';
}

async function serveFiles(folder) {
  const server = createServer((request, response) => {
    const file = fileFor(folder, new URL(request.url, 'http://localhost').pathname);
    response.writeHead(file ? 200 : 404,
      { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(file ? readFileSync(file) : 'not here');
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  return { origin: `http://127.0.0.1:${server.address().port}`,
    end: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }) };
}

const plain = (text) => text.replaceAll('&amp;', '&').replaceAll('&#39;', '\'');
const allOf = (html, pattern) => [...html.matchAll(pattern)].map(([, found]) => plain(found));

// Every address that a page names, and what each picture may be chosen from.
function addressesOf(html) {
  const tags = html.match(/<(?:a|link|img|source|video|track|script|use)\b[^>]*>/g) ?? [];
  return tags.flatMap((tag) => [...allOf(tag, /\s(?:href|src|poster)="([^"]*)"/g),
    ...allOf(tag, /\ssrcset="([^"]*)"/g)
      .flatMap((list) => list.split(',').map((one) => one.trim().split(' ')[0]))]);
}

// From page to page as a reader's browser follows them; asked of the plain server.
async function followAll(origin) {
  const waiting = ['/'];
  const known = new Map([['/', 'the start']]);
  const ids = new Map();
  const places = [];
  const problems = [];
  while (waiting.length > 0) {
    const path = waiting.pop();
    const answer = await fetch(origin + path);
    const body = await answer.text();
    if (answer.status !== 200) problems.push(`${known.get(path)} leads to ${path}`);
    if (!answer.headers.get('content-type').startsWith('text/html')) continue;
    ids.set(path, new Set(allOf(body, /\sid="([^"]*)"/g)));
    for (const address of addressesOf(body)) {
      const to = new URL(address, origin + path);
      if (to.origin !== origin) continue;
      const id = decodeURIComponent(to.hash.slice(1));
      if (id) places.push([path, to.pathname, id]);
      if (known.has(to.pathname)) continue;
      known.set(to.pathname, path);
      waiting.push(to.pathname);
    }
  }
  for (const [from, path, id] of places) {
    if (ids.has(path) && !ids.get(path).has(id)) problems.push(`${from}: ${path}#${id} is nowhere`);
  }
  return { problems, pages: ids.size };
}

// What a page of the copy asked for that was not given, or asked of anybody else.
function watch(page, start) {
  const heard = listen(page);
  page.on('requestfailed', (request) => heard.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(start) && !request.url().startsWith('data:')) {
      heard.push(`asked elsewhere: ${request.url()}`);
    }
  });
  return heard;
}

async function readIt(d) {
  await d.goto('/index.html');
  await d.says('公開サイトの写しです', 'body');
  await d.pictures('home');
  d.frame = false;  // the home has shown it
  await d.press('ＤＸ事例', 'body');
  await d.says('ＤＸ事例', 'h1');
  await d.press(CASE);
  await d.says(CASE, 'h1');
  expect('the case shows its picture', await d.shownPictures() >= 1);
  expect('it is styled as the site is', await d.engine.evaluate(
    'getComputedStyle(document.querySelector(".skip")).position') !== 'static');
  await d.pictures('case');
}

// A way out of the copy ends at the page that says whom to ask.
async function asksWhom(d) {
  await d.goto('/index.html');
  await d.press('お問い合わせ', 'body');
  await d.says('この写しからは送れません');
  await d.press('この写しについて');
  await d.says('この写しについて', 'h1');
  await d.says('この写しにないもの');
}

async function walk(report, browser, folder) {
  const server = await serveFiles(folder);
  const opened = [];
  const person = async (start) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const d = new Driver(new ChromiumEngine(page), start, 'site-copy');
    d.heard = watch(page, start);
    opened.push(d);
    return d;
  };
  try {
    const { problems, pages } = await followAll(server.origin);
    report.nothing('copy: every address of every page leads to a file', [...problems,
      ...(pages < PAGES_LEAST ? [`only ${pages} pages were reached`] : [])]);
    const served = (await person(server.origin)).checkPages(report);
    await report.step('copy: it is read behind a plain web server', () => readIt(served));
    await report.step('copy: who would write is told whom to ask', () => asksWhom(served));
    await served.checked();
    const fromDisk = await person(pathToFileURL(folder).href);
    await report.step('copy: it is read from the disk', () => readIt(fromDisk));
    report.nothing('copy: a case from the disk, in the browser',
      await arrangementProblems(fromDisk.engine.page));
    report.nothing('copy: nothing was missing, and nobody else was asked',
      opened.flatMap((d) => d.heard));
  } finally {
    for (const d of opened) await d.end();
    await server.end();
  }
}

export default async function siteCopy(report) {
  const place = await startDemo();
  const browser = await launchChromium();
  const above = mkdtempSync(join(tmpdir(), 'musubi-copy.'));
  try {
    const folder = join(above, 'site');
    await report.step('copy: the site of the demo is written as files',
      () => place.command('export', 'site', '--out', folder));
    await walk(report, browser, folder);
    report.nothing('copy: the server noted no error', place.logErrors());
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    await browser.close();
    await place.end();
    rmSync(above, { recursive: true, force: true });
  }
}
