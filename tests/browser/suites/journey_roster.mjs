// journey_roster.mjs - the first job of the year in Chromium, with pictures at three widths, and
// what only a person at a desk sees of it: files that open, progress that moves, the undo of a
// whole import, and the auditor's view of who did what.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver, WIDTHS } from '../lib/driver.mjs';
import { startStaffed, until } from '../lib/instance.mjs';
import { STAFF, makeReport, signIn, walk } from '../lib/main_path.mjs';
import { listen } from '../lib/page_checks.mjs';

// More rows and bytes than are worked on while a person waits.
const LONG_ROWS = 3200;
const LONG_MS_MOST = 120_000;

// The same bytes that a click would give, and what they begin with.
async function downloadsOpen(d, report) {
  // They are printed once, behind the scenes; the page says so until they are there.
  for (const format of ['pdf', 'xlsx', 'csv']) {
    await until(`the ${format} of the report`, async () => {
      await d.goto(report);
      return d.has(`a[href="${report}/files/${format}"]`);
    }, 120_000, 1000);
  }
  for (const [format, start] of [['pdf', '%PDF-'], ['xlsx', 'PK'], ['csv', '\ufeff']]) {
    if (!await d.has(`a[href="${report}/files/${format}"]`)) throw new Error(`no ${format} link`);
    const answer = await d.engine.page.request.get(`${d.origin}${report}/files/${format}`,
      { timeout: 120_000 });
    const body = await answer.body();
    const head = body.toString('utf8', 0, 16);
    if (answer.status() !== 200) throw new Error(`${format} answers ${answer.status()}`);
    if (!head.startsWith(start) || body.length < 500) throw new Error(`${format}: ${head}`);
  }
}

function longRoster(folder) {
  const lines = ['会員番号,団体名,入会年月日,電話番号,メールアドレス,備考'];
  for (let i = 1; i <= LONG_ROWS; i += 1) {
    const number = `${i}`.padStart(4, '0');
    lines.push(`L${number},株式会社長帳簿${number}号,2023-04-01,096-000-${number},`
      + `l${number}@example.com,${`備考${number}`.repeat(50)}`);
  }
  const file = join(folder, 'long.csv');
  writeFileSync(file, `\ufeff${lines.join('\r\n')}\r\n`);
  return file;
}

// The page shows each file when it is there, and moves nothing under the hands of who is writing.
async function filesAppear(d) {
  const report = await makeReport(d, { year: '6', month: '11', day: '5' });
  await d.fill('[name=secretariat_comment]', '書きかけ');
  await d.engine.evaluate('window.samePage = true');
  for (const format of ['pdf', 'xlsx', 'csv', 'csv_cp932']) {
    await until(`the ${format} to appear by itself`,
      () => d.has(`a[href="${report}/files/${format}"]`), 120_000, 200);
  }
  const stayed = await d.engine.evaluate('window.samePage === true'
    + ' && document.activeElement?.getAttribute("name") === "secretariat_comment"'
    + ' && document.activeElement.value === "書きかけ"');
  await d.engine.evaluate('sessionStorage.removeItem("said")');
  if (!stayed) throw new Error('the page was loaded anew, or the writer lost the field');
  await d.press('所見を保存する');  // else the page asks before it is left
  await d.says('書きかけ');
}

async function members(d) {
  await d.goto('/office/members');
  return d.number('すべて');
}

// Runs in every page: keeps what the live words said, for the check that they moved.
function keepLiveWords() {
  addEventListener('DOMContentLoaded', () => {
    const words = document.querySelector('[data-live-words]');
    if (!words) return;
    const keep = () => sessionStorage.setItem('said',
      `${sessionStorage.getItem('said') ?? ''}${words.textContent}\n`);
    keep();
    new MutationObserver(keep).observe(words, { childList: true, characterData: true,
      subtree: true });
  });
}

// The page of work under way goes on by itself when the work is done; its words moved till then.
async function waitAtProgress(d, words) {
  await until(`the page to go on to ${words}`,
    () => d.text().then((now) => now.includes(words), () => false), LONG_MS_MOST, 20);
  const said = await d.engine.evaluate('sessionStorage.getItem("said") ?? ""');
  await d.engine.evaluate('sessionStorage.removeItem("said")');
  const different = new Set(said.split('\n').filter((line) => line));
  if (different.size < 2) throw new Error(`the progress said only: ${said}`);
}

async function longImport(d, file) {
  await d.goto('/office/imports/new');
  await d.upload('[name=file]', file);
  await d.fill('[name=loan_name]', '長い名簿');
  await d.press('読み取って次へ進む');
  await waitAtProgress(d, 'この対応で確認へ進む');
  const id = (await d.path()).split('/')[3];
  await d.goto(`/office/imports/${id}/commit`);
  await d.press('取り込む', 'main .confirm');
  await waitAtProgress(d, '取込みの結果');
  const created = await d.number('登録した');
  const sum = created + await d.number('統合を提案した')
    + await d.number('取り込めなかった');
  if (sum !== LONG_ROWS) throw new Error(`the counts of ${LONG_ROWS} rows add up to ${sum}`);
  return { id, created };
}

async function undoImport(d, { id, created }) {
  await d.goto(`/office/imports/${id}`);
  await d.press('取込みを取り消す');
  await d.says(`登録した${created.toLocaleString('en')}団体を名簿から消し`);
  await d.pictures('import-undo');
  await d.press('取込みを取り消す', 'main .confirm');
  await waitAtProgress(d, '取り込んだときの結果');
  await d.says('取り消し済み');
}

// Who did what, from the first sign-in to the comment of the prefecture.
async function auditorReads(d, walked) {
  for (const [action, who] of [['members.import.committed', 'secretariat'],
    ['members.organisation.unmerged', 'secretariat'],
    ['members.report.submitted', 'secretariat_manager'],
    ['members.report.received', 'prefecture'], ['members.report.commented', 'prefecture']]) {
    await d.goto(`/office/audit?action=${action}`);
    const row = await d.text('main tbody tr');
    // Found by its code, told in words.
    if (row.includes(action) || !row.includes(STAFF[who])) throw new Error(`${action}: ${row}`);
  }
  await d.goto('/office/audit');
  await d.pictures('audit');
  await d.goto(walked.file);
  await d.says('受領');
  if (await d.has('main form[method=post]')) throw new Error('an auditor is offered to change');
  await d.goto(`/office/members?q=${encodeURIComponent('長帳簿')}`);
  if (await d.has('main tbody th a')) throw new Error('an import taken back is still found');
}

async function timelineOfMerged(d, merge) {
  await d.goto(merge);
  const kept = await d.engine.evaluate(
    'document.querySelector(\'main dd a[href^="/office/members/"]\').getAttribute("href")');
  await d.goto(kept);
  await d.pictures('organisation');
  await d.goto(`${kept}/history`);
  await d.says('名寄せを取り消しました');
  await d.pictures('history');
}

export default async function journeyRoster(report) {
  const place = await startStaffed(STAFF);
  const browser = await launchChromium();
  const folder = mkdtempSync(join(tmpdir(), 'musubi-roster.'));
  const heard = [];
  const person = async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce' });
    await context.addInitScript(keepLiveWords);
    const page = await context.newPage();
    heard.push(listen(page));
    return new Driver(new ChromiumEngine(page), place.origin, 'roster', WIDTHS);
  };
  try {
    const walked = await walk(report, 'roster', place, person);
    const { secretariat, manager } = walked;
    await report.step('roster: PDF, Excel and CSV can be had',
      () => downloadsOpen(secretariat, walked.file));
    await report.step('roster: the files of another report appear while somebody writes',
      () => filesAppear(secretariat));
    await report.step('roster: the timeline of the member tells of the merge',
      () => timelineOfMerged(secretariat, walked.merge));
    const before = await members(secretariat);
    const long = await report.step('roster: a long file shows how far it is, twice',
      () => longImport(secretariat, longRoster(folder)));
    await report.step('roster: its members are in the registry', async () => {
      const now = await members(secretariat);
      if (now !== before + long.created) throw new Error(`${now} members after ${before}`);
    });
    await report.step('roster: the manager takes the import back', () => undoImport(manager, long));
    await report.step('roster: the registry is as it was', async () => {
      const now = await members(secretariat);
      if (now !== before) throw new Error(`${now} members, ${before} before`);
    });
    const auditor = await person();
    await report.step('roster: the auditor reads who did what', async () => {
      await signIn(auditor, place.accounts.auditor);
      await auditorReads(auditor, walked);
    });
    report.nothing('roster: nothing was complained about',
      [...heard.flat(), ...place.logErrors()]);
  } finally {
    await browser.close();
    await place.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
