// main_path.mjs - the first job of the year, as one person after another does it: the roster comes
// in with its defects, is put right, two members that are one are merged, and the member report
// goes out. Every suite walks this path: engines, no_script, journey_roster.
//
// Each step takes a Driver and throws where the program does not do what it should.
import { join } from 'node:path';

import { ROOT, until } from './instance.mjs';
import { freshCode } from './sign_in.mjs';

export const ROSTER = join(ROOT, 'tests/data/members_r5_cp932.csv');
export const STAFF = { secretariat: '結城 ことね', secretariat_manager: '結城 まもる',
  prefecture: '県北 みつる', auditor: '監物 ただし' };
const ROWS = 503;
// Of members_r5_truth.json: a row that repeats another one, a day that does not exist, a number
// written wrongly.
const TWIN_ROW = 186;
const BAD_DAY_ROW = 104;
const WRONG_NUMBER = '1999905000367';
const REPEATED_ROWS = 17;
const AS_OF = { year: '6', month: '10', day: '28' };  // 令和
export const COMMENT = '受け取りました。次回もこの形でお願いします。';

function expectEqual(what, is, should) {
  if (is !== should) throw new Error(`${what} is ${is}, not ${should}`);
}

export async function signIn(d, account) {
  const arrives = (what, test) => until(what, async () => test((await d.path()).split('?')[0]));
  await d.goto('/sign-in');
  await d.fill('[name=login]', account.login);
  await d.fill('[name=password]', account.password);
  await d.press('ログインする');
  if (!account.totp_secret) {
    await arrives('the authenticator', (path) => path === '/sign-in/enrolment');
    const key = /(?:[A-Z2-7]{4}[ -]?){4,}[A-Z2-7]*/.exec(await d.text());
    if (!key) throw new Error('no authenticator key on the page');
    account.totp_secret = key[0].replace(/[ -]/g, '');
  }
  await d.fill('[name=code]', await freshCode(account.totp_secret));
  await d.engine.click('main form button');
  const past = ['/sign-in/code', '/sign-in/enrolment'];
  await arrives('the step after the code', (path) => !past.includes(path));
  if ((await d.path()).startsWith('/sign-in/pledge')) {
    await d.tick('[name=agreed]');
    await d.press('誓約して進む');
  }
  await arrives('being signed in', (path) => !path.startsWith('/sign-in'));
}

async function typeDay(d, field, { year, month, day }) {
  await d.choose(`[name=${field}_era]`, 'reiwa');
  await d.fill(`[name=${field}_year]`, year);
  await d.fill(`[name=${field}_month]`, month);
  await d.fill(`[name=${field}_day]`, day);
}

// The file, and what the register of lent material wants to know.
export async function uploadRoster(d, file = ROSTER) {
  await d.goto('/office/imports/new');
  await d.press('読み取って次へ進む');
  await d.refused('名簿のファイルを選んでください');
  await d.pictures('import-1-refused');
  await d.upload('[name=file]', file);
  await d.fill('[name=loan_name]', '令和5年度末 会員名簿');
  await d.fill('[name=medium]', 'DVD');
  await typeDay(d, 'received_on', { year: '6', month: '4', day: '1' });
  await d.fill('[name=kept_at]', '事務局の鍵のかかる棚');
  await d.pictures('import-1-file');
  await d.press('読み取って次へ進む');
  await d.says('列の対応', 'h1');
  return (await d.path()).split('/')[3];
}

export async function confirmMapping(d) {
  const proposed = await d.engine.evaluate('JSON.stringify('
    + '[...document.querySelectorAll("main tbody tr")]'
    + '.map((row) => [row.cells[0].innerText, row.querySelector("select").value]))');
  const known = new Map(JSON.parse(proposed));
  expectEqual('the field of 企業・団体名', known.get('基本情報 / 企業・団体名'), 'name');
  expectEqual('the field of ＴＥＬ', known.get('所在地・連絡先 / ＴＥＬ'), 'telephone');
  await d.pictures('import-2-columns');
  await d.press('この対応で確認へ進む');
  await d.says('確認と修正', 'h1');
}

// Adopts what is proposed, types one value, chooses for one row.
export async function putRight(d, id) {
  expectEqual('データの行', await d.number('データの行'), ROWS);
  expectEqual('rows to be proposed as one', await d.number('統合を提案する'), REPEATED_ROWS);
  const before = await d.number('片づいていない不備');
  await d.pictures('import-3-check');
  await d.press('提案をまとめて採用');
  const after = await d.number('片づいていない不備');
  if (!(after < before)) throw new Error(`adopting leaves ${after} of ${before} defects`);
  await correctDay(d, id);
  expectEqual('defects left', await leftDefects(d, id), after - 1);
  await chooseForTwin(d, id);
  return after - 1;
}

async function leftDefects(d, id) {
  await d.goto(`/office/imports/${id}/rows`);
  return d.number('片づいていない不備');
}

async function correctDay(d, id) {
  await d.goto(`/office/imports/${id}/rows/${BAD_DAY_ROW}`);
  const field = await d.engine.evaluate(
    `document.querySelector('main form [name=action][value=correct]').form`
    + `.querySelector('[name=value]').id`);
  await d.fill(`[id="${field}"]`, 'あした');
  await d.press('この値に直す');
  await d.refused('入力内容に誤りがあります');
  await d.pictures('import-3-row-refused');
  await d.fill(`[id="${field}"]`, 'R4.7.3');
  await d.press('この値に直す');
  await d.says('に直しました');
}

async function chooseForTwin(d, id) {
  await d.goto(`/office/imports/${id}/rows/${TWIN_ROW}`);
  await d.says('一致');
  await d.tick('[name=choice][value=create]');
  await d.press('この扱いにする');
  await d.goto(`/office/imports/${id}/rows/${TWIN_ROW}`);
  await d.pictures('import-3-row');
  const chosen = await d.engine.evaluate('document.querySelector("[name=choice]:checked").value');
  expectEqual('the choice for the row', chosen, 'create');
}

// The counts of the result add up to the rows of the file.
export async function commitRoster(d, id) {
  await d.goto(`/office/imports/${id}/rows`);
  await d.press('取込みへ進む');
  await d.says(`${ROWS}行を会員名簿に取り込みますか`);
  await d.pictures('import-4-commit');
  await d.press('取り込む', 'main .confirm');
  await d.says('取込みの結果');
  const counts = { created: await d.number('登録した'), updated: await d.number('更新した'),
    unchanged: await d.number('変更なし'), merged: await d.number('統合した'),
    proposed: await d.number('統合を提案した'), skipped: await d.number('取り込まなかった'),
    unresolved: await d.number('取り込めなかった') };
  const sum = Object.values(counts).reduce((a, b) => a + b, 0);
  expectEqual(`the sum of ${JSON.stringify(counts)}`, sum, ROWS);
  expectEqual('proposed rows', counts.proposed, REPEATED_ROWS - 1);
  expectEqual('new members', counts.created, ROWS - REPEATED_ROWS + 1);
  await d.pictures('import-5-result');
  return counts;
}

// 法人番号: the check digit in front that belongs to the twelve behind it.
function rightNumber(thirteen) {
  let sum = 0;
  [...thirteen.slice(1)].reverse()
    .forEach((digit, i) => { sum += Number(digit) * (i % 2 === 0 ? 1 : 2); });
  return `${9 - (sum % 9)}${thirteen.slice(1)}`;
}

// One of the defects that the commit left: corrected, and the registry has it.
export async function settleDefect(d) {
  await d.goto('/office/defects?kind=hojin_bad_check_digit');
  await d.pictures('defects');
  const link = await d.engine.evaluate(`[...document.querySelectorAll('main tbody tr')]`
    + `.find((row) => row.innerText.includes('${WRONG_NUMBER}'))`
    + `.querySelector('a[href^="/office/defects/"]').getAttribute('href')`);
  await d.goto(link);
  await d.press('記録する');
  await d.refused('入力内容に誤りがあります');
  await d.tick('[name=action][value=correct]');
  await d.fill('[name=value]', rightNumber(WRONG_NUMBER));
  await d.pictures('defect');
  await d.press('記録する');
  expectEqual('where it leads', (await d.path()).split('?')[0], '/office/defects');
  await d.goto(`/office/members?q=${rightNumber(WRONG_NUMBER)}`);
  expectEqual('members with the number put right', await d.engine.evaluate(
    'document.querySelectorAll("main tbody tr th a").length'), 1);
}

export async function searchAgain(d) {
  await d.goto('/office/duplicates');
  await d.press('候補を探し直す');
  await d.says('候補を探し直しています');
  await until('the search for proposals to end', async () => {
    await d.goto('/office/duplicates');
    return /に探し直し、新しい候補が/.test(await d.text());
  }, 60_000, 300);
}

// Two members that are one: compared, confirmed, merged. Gives back where the merge is recorded.
export async function mergeTwins(d) {
  await until('a proposal of two members', async () => {
    await d.goto('/office/duplicates?kind=pairs');
    return d.has('main tbody a[href^="/office/duplicates/"]');
  }, 30_000, 300);
  await d.pictures('duplicates');
  await d.press('見比べる', 'main tbody');
  await d.says('残す：');
  await d.pictures('merge-compare');
  await d.press('統合の内容を確かめる');
  await d.says('統合すると');
  await d.fill('[name=reason]', '電話で同じ団体であることを確認');
  await d.pictures('merge-confirm');
  await d.press('統合する');
  await d.says('統合済み');
  await d.pictures('merge-done');
  return (await d.path()).split('?')[0];
}

export async function undoMerge(d, merge) {
  await d.goto(merge);
  await d.press('この統合を取り消す');
  await d.says('この統合を取り消しますか');
  await d.press('統合を取り消す');
  await d.says('取り消し済み');
}

export async function makeReport(d, day = AS_OF) {
  await d.goto('/office/member-reports');
  await d.press('この日付で作成する');
  await d.refused('入力内容に誤りがあります');
  await typeDay(d, 'as_of', day);
  await d.press('この日付で作成する');
  await d.says('事務局の所見');
  return (await d.path()).split('?')[0];
}

export async function submitReport(d, report) {
  await d.goto(report);
  await d.fill('[name=secretariat_comment]', '入会は例年どおりです。');
  await d.press('所見を保存する');
  await d.press('県に提出する');
  await d.goto(report);
  await d.says('入会は例年どおりです。');
  if (await d.has(`form[action="${report}/submission"]`)) {
    throw new Error('a submitted report can be submitted again');
  }
  await d.pictures('report-submitted');
  return d.number('会員数');
}

export async function receiveReport(d, report, members) {
  await d.goto('/prefecture');
  await d.pictures('prefecture-home');
  await d.goto('/office/member-reports');
  const link = await d.has(`main a[href="${report}"]`);
  if (!link) throw new Error('the prefecture is shown no report');
  await d.goto(report);
  expectEqual('会員数 for the prefecture', await d.number('会員数'), members);
  await d.press('受領する');
  await d.fill('[name=body]', COMMENT);
  await d.press('コメントを送る');
  await d.says(COMMENT);
  await d.says('受領');
  await d.pictures('report-received');
}

// The whole path: `person(role)` gives a Driver for somebody of that role. One check a step.
export async function walk(report, name, place, person) {
  const step = (words, work) => report.step(`${name}: ${words}`, work);
  const signedIn = async (role, words) => {
    const d = await person(role);
    await step(words, () => signIn(d, place.accounts[role]));
    return d;
  };
  const d = await signedIn('secretariat', 'the secretariat signs in, with a code');
  const id = await step('the roster is uploaded and registered as lent', () => uploadRoster(d));
  await step('the columns are understood', () => confirmMapping(d));
  await step('defects are shown; suggestions adopted, a cell typed, a row chosen for',
    () => putRight(d, id));
  await step('the commit adds up to the rows', () => commitRoster(d, id));
  await step('a defect that was left is settled', () => settleDefect(d));
  await step('members that may be one are searched again', () => searchAgain(d));
  const merge = await step('two that are one are compared and merged', () => mergeTwins(d));
  await step('the merge is taken back', () => undoMerge(d, merge));
  await step('and made again', () => mergeTwins(d));
  const file = await step('the member report is made as of a day', () => makeReport(d));
  const manager = await signedIn('secretariat_manager', 'the manager signs in');
  const members = await step('the manager submits the report',
    () => submitReport(manager, file));
  const officer = await signedIn('prefecture', 'the prefecture\'s officer signs in');
  await step('the officer receives the report and comments',
    () => receiveReport(officer, file, members));
  await step('the office reads the comment', async () => {
    await d.goto(file);
    await d.says(COMMENT);
  });
  return { id, merge, file, secretariat: d, manager, officer };
}
