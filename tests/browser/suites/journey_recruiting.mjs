// journey_recruiting.mjs - from the first call to an application that is tied to it: the office
// writes down whom it wants to win and what was said, makes a campaign with its link, a visitor
// follows that link on a 390 px phone without JavaScript and applies, the office says that it is
// the same organisation, and the chain tells the whole way. In Chromium, from an empty house.
import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver, WIDTHS } from '../lib/driver.mjs';
import { startStaffed } from '../lib/instance.mjs';
import { PHONE, applyOnAPhone } from '../lib/join_path.mjs';
import { signIn } from '../lib/main_path.mjs';
import { picture } from '../lib/page_checks.mjs';

const STAFF = { secretariat: '結城 ことね', secretariat_manager: '結城 まもる' };
const NAME = '株式会社ゆめみ工房';  // who applies in join_path
const OTHER = '有限会社かざみどり';
const CODE = 'YUME-1';
const CAMPAIGN = '工房めぐりでの案内';

// A day on Japan's calendar, so many days from now, wherever this machine stands.
function dayInJapan(days) {
  const [year, month, day] = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' })
    .format(new Date(Date.now() + days * 86_400_000)).split('-').map(Number);
  return { year, month, day };
}

async function typeDay(d, field, { year, month, day }) {
  await d.choose(`[name=${field}_era]`, 'reiwa');
  await d.fill(`[name=${field}_year]`, `${year - 2018}`);
  await d.fill(`[name=${field}_month]`, `${month}`);
  await d.fill(`[name=${field}_day]`, `${day}`);
}

async function writeDown(d, name, contact) {
  await d.goto('/office/prospects/new');
  await d.fill('[name=name]', name);
  await d.choose('[name=source]', 'event');
  await d.fill('[name=contact_name]', contact);
  await d.press('保存する');
  await d.says(name, 'h1');
  return (await d.path()).split('?')[0];
}

async function writeDownTwo(d) {
  await d.goto('/office');
  await d.menu('会員募集の見込み先');
  await d.says('会員募集の見込み先', 'h1');
  await d.goto('/office/prospects/new');
  await d.press('保存する');
  await d.refused('団体名を入力してください');
  await d.pictures('1-prospect-refused');
  await writeDown(d, OTHER, '風見 そら');
  return writeDown(d, NAME, '夢見 あかり');
}

async function noteVisit(d, prospect) {
  await d.goto(`${prospect}/contacts/new`);
  await d.press('記録する');
  await d.refused('どのように接したかを選んでください');
  await d.pictures('2-contact-refused');
  await d.tick('[name=kind][value=visit]');
  await d.fill('[name=theirs]', '総務部長');
  await d.fill('[name=summary]', '紙の日報をやめたいとのこと。資料を渡した。');
  await d.choose('[name=stage]', 'invited');
  await d.fill('[name=next_action]', '申込みの様子を聞く');
  await typeDay(d, 'next_action_on', dayInJapan(7));
  await d.press('記録する');
  await d.says('紙の日報をやめたいとのこと');
  await d.pictures('3-prospect');
}

// Gives back its path; the link is taken from the page, as somebody copies it.
async function makeCampaign(d, place) {
  await d.goto('/office/campaigns');
  await d.press('募集施策を登録する');
  await d.press('保存する');
  await d.refused('始まる日');
  await d.pictures('4-campaign-refused');
  await d.fill('[name=code]', CODE);
  await d.fill('[name=name]', CAMPAIGN);
  await typeDay(d, 'starts_on', dayInJapan(0));
  await d.choose('[name=channel]', 'visit');
  await d.press('保存する');
  await d.says(CAMPAIGN, 'h1');
  const path = (await d.path()).split('?')[0];
  const markup = await d.engine.evaluate('document.querySelector("main").innerHTML');
  if (!markup.includes(`${place.origin}/r/${CODE}`)) throw new Error('the link is not shown');
  for (const file of ['qr', 'qr.png']) {
    if (!await d.has(`main a[href="${path}/${file}"]`)) throw new Error(`no link to ${file}`);
  }
  await d.pictures('5-campaign');
  return path;
}

// Instead of the home page: what was printed on paper.
async function throughTheLink(d) {
  await d.goto(`/r/${CODE}`);
  if (!(await d.path()).startsWith('/join?')) throw new Error(`led to ${await d.path()}`);
}

async function countsOf(d, campaign) {
  await d.goto(campaign);
  for (const words of ['リンクが開かれた回数', '申込みの入力を始めた',
    '申込みが届いた（書面を含む）']) {
    const is = await d.number(words);
    if (is !== 1) throw new Error(`${words} is ${is}, not 1`);
  }
}

// The button of the pair that is meant: other pairs may wait on the same page.
async function tie(d, prospect, receipt) {
  await d.goto('/office');
  await d.says('見込み先かもしれない入会申込');
  await d.goto('/office/prospect-matches');
  await d.says(receipt);
  await d.pictures('6-matches');
  const found = await d.engine.evaluate(`(() => { const row = [...document.querySelectorAll(`
    + `'main tbody tr')].find((one) => one.innerText.includes(${JSON.stringify(receipt)})`
    + ` && one.querySelector('a[href="${prospect}"]'));`
    + ` row?.setAttribute('data-pair', ''); return Boolean(row); })()`);
  if (!found) throw new Error(`no pair of ${receipt} and ${prospect}`);
  await d.press('同じ団体として結びつける', 'main tr[data-pair]');
  await d.says('結びつけました', '[role=status]');
  if (!(await d.path()).startsWith(prospect)) throw new Error(`tied to ${await d.path()}`);
  await d.says(NAME, 'h1');
}

async function chainTells(d, prospect, receipt) {
  await d.press('入会までの道のり');
  await d.says('はじめての接触：企業訪問');
  await d.says('紙の日報をやめたいとのこと');
  await d.says('入会を案内');
  await d.says(`募集施策：${CAMPAIGN}`);
  await d.says(`「${CAMPAIGN}」のリンクから`);
  await d.says(`受付番号 ${receipt}`);
  await d.says('いまは「申込」の段階です');
  await d.pictures('7-chain');
  await d.press(`受付番号 ${receipt}`);
  await d.says('会員募集との結びつき');
  await d.goto('/office/prospect-matches');
  const left = await d.text();
  if (left.includes(receipt)) throw new Error(`a pair of ${receipt} still waits: ${left}`);
  if (!(await d.has(`main a[href="${prospect}"]`))) return;
  throw new Error('the prospect still waits');
}

export default async function journeyRecruiting(report) {
  const step = (words, work) => report.step(`recruiting: ${words}`, work);
  const place = await startStaffed(STAFF);
  const browser = await launchChromium();
  const atDesk = async (name) => {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } }))
      .newPage();
    return new Driver(new ChromiumEngine(page), place.origin, `recruiting-${name}`, WIDTHS)
      .checkPages(report);
  };
  const onThePhone = async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
    const page = await context.newPage();
    const d = new Driver(new ChromiumEngine(page), place.origin, 'recruiting-phone');
    d.phone = (what) => picture(page, `recruiting-phone-${what}`);
    return d;
  };
  try {
    const office = await atDesk('office');
    const manager = await atDesk('manager');
    await step('the office signs in', async () => {
      await signIn(office, place.accounts.secretariat);
      await signIn(manager, place.accounts.secretariat_manager);
    });
    const prospect = await step('whom we want is written down', () => writeDownTwo(office));
    await step('a visit is noted', () => noteVisit(office, prospect));
    const campaign = await step('a campaign has its link and its pictures',
      () => makeCampaign(office, place));
    const receipt = await applyOnAPhone(report, 'Recruiting', onThePhone, manager,
      throughTheLink);
    await step('the campaign counts it', () => countsOf(office, campaign));
    await step('the application is tied to its prospect', () => tie(office, prospect, receipt));
    await step('the chain tells campaign, contacts and application',
      () => chainTells(office, prospect, receipt));
    await office.checked();
    report.nothing('recruiting: the server noted no error', place.logErrors());
  } finally {
    await browser.close();
    await place.end();
  }
}
