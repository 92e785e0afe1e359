// journey_decision.mjs - one application from the guidance page to the new member's first sign-in
// with a passkey, as everybody who has a hand in it does it: the applicant and the prefecture's
// officer on a phone, two of the office and the manager who decides at their desks. Mails are read
// as the letters hold them; journey_passkey has the rest of a passkey's life.
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expectText, launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver } from '../lib/driver.mjs';
import { htmlProblems } from '../lib/html_checkers.mjs';
import { startStaffed, until } from '../lib/instance.mjs';
import { PHONE, applyOnAPhone, emailOf } from '../lib/join_path.mjs';
import { mailedLink } from '../lib/letters.mjs';
import { signIn } from '../lib/main_path.mjs';
import { allProblems, listen, picture } from '../lib/page_checks.mjs';
import { plugIn } from '../lib/passkeys.mjs';

const NAME = 'Decision';
const APPLICANT = emailOf(NAME);
const ORGANISATION = '株式会社ゆめみ工房';
const STAFF = { secretariat: '結城 ことね', secretariat_2: '結城 あさひ',
  secretariat_manager: '結城 まもる', prefecture: '県北 みつる' };
const CRITERIA = ['県内に活動の拠点がある', 'コンソーシアムの目的に賛同している'];
const GROUNDS = '申込書の記載と公開情報で確かめました。';
const DESK = { width: 1280, height: 900 };
// Of the applicant's pages, those that links lead to: `pages` asks them everything.
const BY_LINK = ['1-guidance', '12-status-request'];

class People {
  constructor(place, browser) {
    Object.assign(this, { place, browser, heard: [], found: [], looked: [] });
  }

  async driver(size, name) {
    const context = await this.browser.newContext({ viewport: size });
    const page = await context.newPage();
    this.heard.push(...listen(page));
    const d = new Driver(new ChromiumEngine(page), this.place.origin, name);
    d.phone = async (what) => {
      if (!BY_LINK.includes(what)) await this.look(d, what, false);
    };
    return d;
  }

  phone() {
    return this.driver(PHONE, 'decision-phone');
  }

  // A second window of somebody who is signed in.
  async windowOf(d) {
    const page = await d.engine.page.context().newPage();
    this.heard.push(...listen(page));
    return new Driver(new ChromiumEngine(page), this.place.origin, `${d.name}-window`);
  }

  async atDesk(role) {
    const d = await this.driver(DESK, `decision-${role}`);
    await signIn(d, this.place.accounts[role]);
    return d;
  }

  // Everything that is asked of a page, where somebody stands in the story. The frame of a public
  // page is that of the pages that links lead to.
  async look(d, name, frame = true) {
    const { page } = d.engine;
    const size = page.viewportSize();
    this.looked.push({ name, html: await page.content() });
    const problems = await allProblems(page, `decision-${name}`, frame);
    this.found.push(...problems.map((one) => `${name}: ${one}`));
    await page.setViewportSize(size);
  }

  async checkHtml() {
    for (const [page, problems] of await htmlProblems(this.looked)) {
      this.found.push(...problems.map((one) => `${page.name}: ${one}`));
    }
  }
}

async function agreeOnCriteria(manager, officer) {
  await manager.goto('/office/review-criteria');
  await manager.press('新しい版を作る');
  for (const [i, title] of CRITERIA.entries()) {
    await manager.fill(`[name=title_${i + 1}]`, title);
    await manager.fill(`[name=guide_${i + 1}]`, '申込書で確かめる。');
  }
  await manager.press('下書きを保存する');
  await manager.press('県に確認を頼む');
  await manager.says('県の確認待ち');
  await officer.goto('/prefecture');
  await officer.press('審査基準を確認する');
  await officer.press('第1版');
  await officer.press('この内容で確認する');
  await officer.says('確認済み');
}

// The review is begun from the queue; the screening's file is a link away.
async function beginReview(clerk) {
  await clerk.goto('/office');
  await clerk.goto('/office/applications');
  await clerk.press(ORGANISATION);
  await clerk.press('審査する');
  await clerk.press('審査を始める');
  await clerk.says('担当になりました', '[role=status]');
  return clerk.path();
}

async function open(d, summary) {
  await d.engine.page.locator('main summary').filter({ hasText: summary }).first().click();
}

async function kept(d, selector, words) {
  const there = await d.engine.evaluate(`document.querySelector('${selector}')?.value ?? ''`);
  if (there !== words) throw new Error(`${selector} holds "${there}", not "${words}"`);
}

// While the finding is written the file grows elsewhere: it is read before the finding counts, and
// nothing that was typed is lost. The window is the clerk's own; a colleague's does the same.
async function growMeanwhile(people, clerk, grounds) {
  const other = await people.windowOf(clerk);
  await other.goto((await clerk.path()).split('?')[0]);
  await open(other, '登記などの確認を記録する');
  await other.fill('[name=source]', '履歴事項全部証明書');
  await other.fill('[name=lookup_note]', '商号・所在地・代表者は、申込書と一致。');
  await other.press('確認を記録する');
  await other.engine.page.close();
  await clerk.press('結果を記録する', 'main form');
  await clerk.refused('記録が増えています');
  await clerk.says('履歴事項全部証明書');
  await kept(clerk, '[name=grounds]', grounds);
  await kept(clerk, '[name=result]:checked', 'doubtful');
  await people.look(clerk, 'screening-conflict', false);
}

async function screenWithDoubt(people, clerk) {
  await clerk.press('記録を開く');
  await clerk.says(ORGANISATION, 'h1');
  await open(clerk, '役員を加える');
  await clerk.fill('[name=post]', '代表取締役');
  await clerk.fill('[name=name]', '夢見 まこと');
  await clerk.press('役員を加える', 'main form');
  await open(clerk, '検索を記録する');
  await clerk.fill('[name=term]', `${ORGANISATION}　逮捕`);
  await clerk.fill('[name=medium]', '新聞記事データベース');
  await clerk.tick('[name=hit][value=some]');
  await clerk.fill('[name=note]', '同じ名前の別の団体とみられる記事が1件ある。');
  await clerk.press('検索を記録する', 'main form');
  const grounds = '別の団体かどうかを、公開情報だけでは確かめられない。';
  await clerk.tick('[name=result][value=doubtful]');
  await clerk.fill('[name=grounds]', grounds);
  await growMeanwhile(people, clerk, grounds);
  await clerk.press('結果を記録する', 'main form');
  await clerk.says('要確認');
  await people.look(clerk, 'screening-in-doubt');
}

// From the page where the doubt stands one link leads to the form: who is asked is chosen there.
async function askPrefecture(people, clerk) {
  await clerk.press('尋ねる担当者を選ぶ');
  await clerk.choose('[name=officer_id]', await clerk.engine.evaluate(
    '[...document.querySelectorAll("[name=officer_id] option")].at(-1).value'));
  await clerk.fill('[name=question]', '記録した記事がこの申込者のことか、教えてください。');
  await people.look(clerk, 'review-asking');
  await clerk.press('メールで尋ねる', 'main form');
  await clerk.says('メールで尋ねました', '[role=status]');
  await clerk.press('記録を開く');
  await clerk.says('県に照会中です');
}

async function answerOnAPhone(officer, link) {
  await officer.goto(link);  // the first tap, in the mail
  await officer.says('事務局からの照会', 'h1');
  if ((await officer.text()).includes('新聞')) throw new Error('the mail link tells what was found');
  await officer.tick('[name=answer][value=no_concern]');  // the second
  await officer.phone('officer-answer');
  await officer.press('この内容で回答する');  // the third
  await officer.says('回答を受け取りました', 'h1');
  await officer.phone('officer-thanks');
}

async function deadLink(people, link) {
  const stranger = await people.phone();
  await stranger.goto(link);
  await stranger.says('使い終わったか、期限が切れています');
  await stranger.phone('officer-dead-link');
  if (await stranger.has('form [name=answer]')) throw new Error('it can be answered again');
  await stranger.end();
}

async function clearTheDoubt(clerk, review) {
  await clerk.goto(review);
  await clerk.press('記録を開く');
  await clerk.says('該当する情報はない');
  await clerk.tick('[name=result][value=clear]');
  await clerk.fill('[name=grounds]', '県の回答により、別の団体と確かめた。');
  await clerk.press('結果を記録する', 'main form');
  await clerk.says('ほかの担当者に頼んでください');
}

async function secondReading(second) {
  await second.goto('/office');
  await second.press('反社会的勢力の確認（二人目）');
  await second.press(ORGANISATION);
  await second.tick('[name=agreed][value=yes]');
  await second.press('判断を記録する');
  await second.says('問題なし');
}

// Two of the office answer one criterion at once: whoever saves last reads both before it counts.
async function answerMeanwhile(people, clerk, second) {
  await second.goto(await clerk.path());
  await second.tick('[name=answer][value=held]');
  await second.fill('[name=grounds]', '登記の写しを待っています。');
  await second.press('保存する');
  await second.says('判断を保存しました', '[role=status]');
  await clerk.press('保存する');
  await clerk.says(`${STAFF.secretariat_2}さんが先に保存しました`);
  await clerk.says('登記の写しを待っています。');
  await kept(clerk, '[name=answer]:checked', 'fit');
  await kept(clerk, '[name=grounds]', GROUNDS);
  await people.look(clerk, 'criterion-conflict', false);
}

async function answerCriteria(people, clerk, second, review) {
  await clerk.goto(review);
  for (const [i, title] of CRITERIA.entries()) {
    await clerk.engine.page.locator('main tr').filter({ hasText: title })
      .getByRole('link', { name: '答える' }).click();
    await clerk.engine.page.locator('h1').filter({ hasText: title }).waitFor();
    await clerk.tick('[name=answer][value=fit]');
    await clerk.fill('[name=grounds]', GROUNDS);
    if (i === 0) await answerMeanwhile(people, clerk, second);
    await clerk.press('保存する');
    await clerk.says('判断を保存しました', '[role=status]');
  }
  await clerk.tick('[name=opinion][value=approve]');
  await clerk.fill('[name=opinion_words]', '基準をすべて満たしています。');
  await people.look(clerk, 'review-complete');
  await clerk.press('決裁に回す', 'main form');
  await clerk.says('決裁を待っています');
}

async function approve(people, manager) {
  await manager.goto('/office');
  await manager.press('入会の決裁を待つ申込み');
  await manager.press(ORGANISATION);
  await manager.press('決裁する');
  await people.look(manager, 'decision');
  await manager.press('承認する', 'main form');
  await manager.says('承認しました', '[role=status]');
}

async function takeNotice(people, manager, review) {
  await until('the notice', async () => {
    await manager.goto(review);
    return (await manager.text()).includes('取り出す（PDF）');
  }, 60_000, 500);
  await people.look(manager, 'review-decided');
  const file = join(tmpdir(), `musubi-notice-${process.pid}.pdf`);
  const waiting = manager.engine.page.waitForEvent('download');
  await manager.engine.page.getByRole('link', { name: '取り出す（PDF）' }).click();
  const download = await waiting;
  if (!download.suggestedFilename().startsWith('入会承認通知書')) {
    throw new Error(`the notice is called ${download.suggestedFilename()}`);
  }
  await download.saveAs(file);
  const bytes = readFileSync(file);
  rmSync(file);
  if (bytes.subarray(0, 5).toString() !== '%PDF-') throw new Error('the notice is no PDF');
}

// The applicant is told where the application stands, and nothing of what the office looked into.
async function seeStatus(d, link) {
  await d.goto(link);
  const there = await d.says('承認');
  if (/反社|照会|県の/.test(there)) throw new Error(`the applicant is told too much: ${there}`);
  await d.phone('status-approved');
}

async function becomeMember(people, manager) {
  const link = await mailedLink(manager, APPLICANT, 'アカウントの準備', '/invitation/');
  const context = await people.browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  people.heard.push(...listen(page));
  await plugIn(context, page);
  const member = new Driver(new ChromiumEngine(page), people.place.origin, 'decision-member');
  await member.goto(link);
  await member.says(APPLICANT);
  await people.look(member, 'invitation');
  const password = 'たけやぶ ゆきあかり ふうりん';
  await member.fill('[name=password]', password);
  await member.fill('[name=password_again]', password);
  await member.press('パスワードを決めて進む');
  await page.waitForURL((url) => url.pathname.startsWith('/members'));
  return { member, page, password };
}

// The phone of the new member keeps a passkey; from now on neither password nor code is typed.
async function signInByPasskey({ member, page, password }) {
  await member.goto('/account');
  await page.getByLabel('パスキーの名前').fill('わたしのスマートフォン');
  await page.locator('[name=passkey_password]').fill(password);
  await page.getByRole('button', { name: 'パスキーを登録する' }).click();
  await expectText(page, 'main', 'パスキーを登録しました');
  await page.locator('form[action="/sign-out"]').first()
    .evaluate((form) => form.requestSubmit());
  await page.waitForURL('**/sign-in**');
  await member.goto('/sign-in?return_to=/account');
  await picture(page, 'decision-member-sign-in');
  await page.getByRole('button', { name: 'パスキーでログインする' }).click();
  await page.waitForURL((url) => url.pathname === '/account');
  await member.says(APPLICANT);
}

async function decide(report, people) {
  const step = (words, work) => report.step(`decision: ${words}`, work);
  const manager = await step('the manager signs in', () => people.atDesk('secretariat_manager'));
  const prefecture = await step('the officer signs in', () => people.atDesk('prefecture'));
  await step('criteria are written and confirmed', () => agreeOnCriteria(manager, prefecture));
  await applyOnAPhone(report, NAME, () => people.phone(), manager);
  const status = await mailedLink(manager, APPLICANT, '入会申込を受け付けました',
    '/join/status/');
  const clerk = await step('the clerk signs in', () => people.atDesk('secretariat'));
  const review = await step('the clerk begins the review', () => beginReview(clerk));
  await step('the screening ends in a doubt', () => screenWithDoubt(people, clerk));
  await step('the prefecture is asked where the doubt stands', () => askPrefecture(people, clerk));
  const link = await mailedLink(manager, people.place.accounts.prefecture.login, 'ご回答のお願い',
    '/answers/');
  const phone = await people.phone();
  await step('the officer answers in three taps', () => answerOnAPhone(phone, link));
  await step('the link is dead after use', () => deadLink(people, link));
  await step('the clerk clears the doubt', () => clearTheDoubt(clerk, review));
  const second = await step('a second reader signs in', () => people.atDesk('secretariat_2'));
  await step('the second reader agrees', () => secondReading(second));
  await step('the criteria are answered', () => answerCriteria(people, clerk, second, review));
  await step('another person approves', () => approve(people, manager));
  await step('the notice is a PDF', () => takeNotice(people, manager, review));
  await step('the applicant sees the outcome and no more', () => seeStatus(phone, status));
  const invited = await step('the invitation leads in', () => becomeMember(people, manager));
  await step('the new member signs in with a passkey', () => signInByPasskey(invited));
}

export default async function journeyDecision(report) {
  const place = await startStaffed(STAFF, {}, 'localhost');
  const browser = await launchChromium();
  const people = new People(place, browser);
  try {
    await decide(report, people);
    await people.checkHtml();
    report.nothing('decision: its pages', people.found);
    report.nothing('decision: nothing was complained about',
      [...people.heard, ...place.logErrors()]);
  } finally {
    await browser.close();
    await place.end();
  }
}
