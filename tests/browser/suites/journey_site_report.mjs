// journey_site_report.mjs - 月次ログ報告書 of a month of the demo: made by the manager, remarked on by
// the office, submitted, received by the prefecture. Its digits are the same on the screen, in the
// CSV (both encodings) and on the paper, and those of a recount from the raw events by SQL of this
// test's own. Every state on the way is asked everything of page_checks.mjs. Chromium.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver } from '../lib/driver.mjs';
import { startDemo, until } from '../lib/instance.mjs';
import { signIn } from '../lib/main_path.mjs';
import { listen } from '../lib/page_checks.mjs';
import { Stopped } from '../lib/report.mjs';

const run = promisify(execFile);
const MONTH = '2024-09';  // over on the demo's day, submitted but not received
const REMARK = '「農業 センサー」で見つからない検索が続いたため、事例を1本追加します。';
const COMMENT = '事例の追加を確かめました。';
const PRINTED_MS_MOST = 120_000;
const TOTALS = 'おもな数';
const TABLES_LEAST = 8;

function expect(what, is) {
  if (!is) throw new Error(`not so: ${what}`);
}

const bare = (text) => text.replaceAll(',', '').trim();

// {caption: rows of cells} of every table of the page.
async function tablesOn(d) {
  return JSON.parse(await d.engine.evaluate('JSON.stringify(Object.fromEntries('
    + '[...document.querySelectorAll("main table")].map((table) => [table.caption.innerText.trim(),'
    + ' [...table.tBodies[0].rows].map((row) => [...row.cells].map((c) => c.innerText))])))'));
}

function cellsOf(line) {
  const cells = [];
  for (const [, quoted, plain] of line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  // The pattern finds an empty one behind the last, unless that is empty itself.
  return line.endsWith(',') ? cells : cells.slice(0, -1);
}

// A caption alone on its line, the heads, the rows, an empty line.
function tablesIn(csv) {
  const tables = {};
  for (const part of csv.replace(/^\ufeff/, '').split(/\r?\n\r?\n/).slice(1)) {
    const lines = part.split(/\r?\n/).filter((line) => line !== '');
    if (lines.length < 2) continue;
    tables[cellsOf(lines[0])[0].trim()] = lines.slice(2).map(cellsOf);
  }
  return tables;
}

function sameTables(screen, csv) {
  const alone = Object.keys(screen).filter((caption) => !(caption in csv));
  // The figure's own table says what its line shows; the days have a table besides.
  expect(`tables of the screen that are not in the CSV: ${alone.join(' / ')}`, alone.length <= 1);
  let seen = 0;
  for (const [caption, rows] of Object.entries(csv)) {
    expect(`the screen has the table ${caption}`, caption in screen);
    const left = screen[caption].map((row) => row.map(bare).join('|')).join('\n');
    const right = rows.map((row) => row.map(bare).join('|')).join('\n');
    expect(`${caption}: the screen says\n${left}\nthe CSV\n${right}`, left === right);
    seen += 1;
  }
  expect(`${seen} tables were compared`, seen >= TABLES_LEAST);
}

// What a person with the table of raw events would count; the words are those of the screen.
const RECOUNT = `
import json, sqlite3, sys
db = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)
def one(sql):
    return db.execute(sql, (sys.argv[2] + '-%',)).fetchone()[0]
of = "FROM analytics_events WHERE day LIKE ? AND kind = "
print(json.dumps({
    '閲覧数（ページビュー）': one("SELECT count(*) " + of + "'page'"),
    '訪問数': one("SELECT count(DISTINCT day || '/' || visit) " + of + "'page' AND visit <> 0"),
    '訪問者数（日ごとの延べ）':
        one("SELECT count(DISTINCT day || '/' || visitor) " + of + "'page' AND visitor <> 0"),
    'サイト内検索': one("SELECT count(*) " + of + "'search'"),
    'うち0件だった検索': one("SELECT count(*) " + of + "'search' AND hits = 0"),
    'ダウンロード': one("SELECT count(*) " + of + "'download'"),
    '外部サイトへの移動': one("SELECT count(*) " + of + "'outbound'"),
    '見つからないページ（404）': one("SELECT count(*) " + of + "'missing'")}))
`;

async function recountedAlike(place, screen) {
  const { stdout } = await run('python3', ['-c', RECOUNT, join(place.folder, 'musubi.sqlite'),
    MONTH]);
  const caption = Object.keys(screen).find((each) => each.startsWith(TOTALS));
  const shown = Object.fromEntries(screen[caption].map(([name, now]) => [name.trim(), bare(now)]));
  const counted = Object.entries(JSON.parse(stdout));
  for (const [name, number] of counted) {
    expect(`${name}: the screen says ${shown[name]}, the raw events ${number}`,
      shown[name] === `${number}`);
  }
  expect('something was viewed', Number(shown['閲覧数（ページビュー）']) > 1000);
}

async function make(manager) {
  await manager.goto('/office');
  await manager.menu('月次ログ報告書');
  await manager.says('月次ログ報告書', 'h1');
  await manager.pictures('list');
  await manager.press('この月で作成する');
  await manager.refused('報告する月を選んでください');
  await manager.pictures('list-refused');
  await manager.choose('[name=month]', MONTH);
  await manager.press('この月で作成する');
  await manager.says('月次ログ報告書を作成しました', 'body');
  await manager.says('元の記録の数え直しと一致しています');
  await manager.pictures('frozen');
  return { path: (await manager.path()).split('?')[0],
    number: /第\d+号（第\d+版）/.exec(await manager.text('h1'))[0] };
}

async function remark(office, path) {
  await office.goto(path);
  await office.fill('[name=secretariat_comment]', REMARK);
  await office.press('所見を保存する');
  await office.says('所見を保存しました', 'body');
  expect('the office does not submit', !await office.has('form[action$="/submission"]'));
}

async function submit(manager, path) {
  await manager.goto(path);
  await manager.says(REMARK.slice(0, 10));
  await manager.press('県に提出する');
  await manager.says('県に提出しました', 'body');
  await until('the files of the submitted report', async () => {
    await manager.goto(path);
    const there = await manager.text();
    return there.includes('（PDF・') && there.includes('（CSV・UTF-8・')
      && there.includes('（CSV・Shift_JIS・');
  }, PRINTED_MS_MOST, 1000);
  await manager.pictures('submitted');
}

async function fileOf(d, path, format) {
  const answer = await d.engine.page.context().request.get(`${d.origin}${path}/files/${format}`);
  expect(`${format} is handed out: ${answer.status()}`, answer.status() === 200);
  return answer.body();
}

async function paperOf(bytes) {
  const folder = mkdtempSync(join(tmpdir(), 'musubi-report.'));
  try {
    const file = join(folder, 'report.pdf');
    writeFileSync(file, bytes);
    const { stdout } = await run('pdftotext', ['-layout', file, '-'],
      { maxBuffer: 16 * 1024 * 1024 });
    return stdout.replace(/\s/g, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function agree(manager, path, number) {
  await manager.goto(path);
  const screen = await tablesOn(manager);
  const utf8 = (await fileOf(manager, path, 'csv')).toString('utf8');
  sameTables(screen, tablesIn(utf8));
  const cp932 = new TextDecoder('shift_jis').decode(await fileOf(manager, path, 'csv_cp932'));
  expect('both encodings say the same', cp932.trim() === utf8.replace(/^\ufeff/, '').trim());
  const paper = await paperOf(await fileOf(manager, path, 'pdf'));
  expect('the paper has its number', paper.includes(number));
  expect('the paper is no draft', !paper.includes('（案）'));
  const totals = Object.keys(screen).find((caption) => caption.startsWith(TOTALS));
  for (const row of screen[totals]) {
    const line = row.map((cell) => cell.replace(/\s/g, '')).join('');
    expect(`the paper has the line ${line}`, paper.includes(line));
  }
  for (const cell of Object.values(screen).flat(2)) {
    if (!/^[\d,.]+$/.test(cell.trim())) continue;
    expect(`the paper has the figure ${cell}`, paper.includes(cell.trim()));
  }
  return screen;
}

async function receive(officer, path, number, screen) {
  await officer.goto('/prefecture');
  await officer.press('月次ログ報告書を受け取る');
  await officer.press(number);
  expect('the link leads to the report', (await officer.path()).split('?')[0] === path);
  const seen = await tablesOn(officer);
  expect('the prefecture sees the same digits', JSON.stringify(seen) === JSON.stringify(screen));
  await officer.press('コメントを送る');
  await officer.refused('コメントを入力してください');
  await officer.pictures('comment-refused');
  await officer.fill('[name=body]', COMMENT);
  await officer.press('コメントを送る');
  await officer.says('コメントを送りました', 'body');
  await officer.press('受領する');
  await officer.says('受領しました', 'body');
  await officer.pictures('received');
}

async function isFinal(manager, office, path) {
  await office.goto(path);
  await office.says(COMMENT);
  await office.says('受領済み');
  await manager.goto('/office/site-reports');
  await manager.says('旧版');
  await manager.pictures('list-after');
  await manager.choose('[name=month]', MONTH);
  await manager.press('この月で作成する');
  await manager.says('県が受領しています', 'body');
}

async function walk(report, place, person) {
  const step = (words, work) => report.step(`site report: ${words}`, work);
  const signedIn = (role) => step(`${role} signs in`, async () => {
    const d = await person(role);
    await signIn(d, place.accounts[role]);
    return d;
  });
  const manager = await signedIn('secretariat_manager');
  const office = await signedIn('secretariat');
  const officer = await signedIn('prefecture');
  const { path, number } = await step('the manager makes a month\'s report', () => make(manager));
  await step('the prefecture does not see it before', async () => {
    await officer.goto(path);
    await officer.says('見つかりません', 'body');
  });
  await step('the office writes its remark', () => remark(office, path));
  await step('the manager submits it and it is printed', () => submit(manager, path));
  const screen = await step('screen, CSV and paper agree', () => agree(manager, path, number));
  await step('the numbers equal a recount of the raw events',
    () => recountedAlike(place, screen));
  await step('the prefecture receives it', () => receive(officer, path, number, screen));
  await step('a received report stays', () => isFinal(manager, office, path));
}

export default async function journeySiteReport(report) {
  const place = await startDemo();
  const browser = await launchChromium();
  const people = [];
  const heard = [];
  const person = async (name) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    heard.push(listen(page));
    const d = new Driver(new ChromiumEngine(page), place.origin, `site-report-${name}`)
      .checkPages(report, false);
    people.push(d);
    return d;
  };
  try {
    await walk(report, place, person);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    for (const d of people) await d.checked();
    report.nothing('site report: nothing was complained about',
      [...heard.flat(), ...place.logErrors()]);
    await browser.close();
    await place.end();
  }
}
