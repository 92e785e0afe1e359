// journey_listings.mjs - an event from a telephone to the draft of its article: asked on the open
// page at 390 px, followed and corrected by the mailed link, asked back and taken at the office's
// desk, withdrawn. In Chromium without JavaScript, in the demo; an onlooker asks everything of
// page_checks.mjs of the open pages, which only a form or the mailed link leads to.
import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver, onlooker } from '../lib/driver.mjs';
import { startDemo } from '../lib/instance.mjs';
import { mailedLink } from '../lib/letters.mjs';
import { signIn } from '../lib/main_path.mjs';
import { Stopped } from '../lib/report.mjs';

const WIDTHS = [390, 820, 1280];
const ASKER = 'hitomi@kumiai.example.jp';
const EVENT = '水道の検針を電子にする勉強会';
const QUESTION = '会場の駐車場の台数を教えてください。';

async function fillIn(d) {
  const texts = { title: EVENT, organiser: 'かくう水道組合', starts_on_year: '6',
    starts_on_month: '12', starts_on_day: '10', place: '架空市水道会館', fee: '無料',
    application: '12月6日までに電話で申し込んでください。', contact: 'かくう水道組合',
    summary: '検針の記録を紙から電子に替えた組合が、手順と費用を話します。',
    name: '架空 ひとみ', organisation_name: 'かくう水道組合', email: ASKER };
  await d.choose('[name=organiser_kind]', 'other');
  await d.choose('[name=starts_on_era]', 'reiwa');
  for (const [name, text] of Object.entries(texts)) await d.fill(`[name=${name}]`, text);
  await d.tick('[name=consent]');
}

// The same address once more, by eyes that hold nothing but the link.
async function look(eyes, path, what) {
  await eyes.goto(path);
  await eyes.pictures(what);
}

async function asks(person, eyes) {
  await person.goto('/');
  await person.press('催しの掲載のご依頼', 'footer');
  await person.says('催しの掲載のご依頼', 'h1');
  await person.engine.resize(390, 800);
  await person.pictures('form');
  await person.engine.resize(390, 800);
  await person.press('掲載を頼む');
  await person.refused('催しの名前を入力してください');
  await person.pictures('form-refused');
  await eyes.goto(await person.path());
  await eyes.press('掲載を頼む');
  await eyes.refused('催しの名前を入力してください');
  await eyes.pictures('form-refused');
  await fillIn(person);
  await person.press('掲載を頼む');
  await person.says('掲載のご依頼を受け付けました', 'body');
  await person.pictures('received');
  await look(eyes, await person.path(), 'received');
  const [number] = /R6-掲-\d{4}/.exec(await person.text('h1'));
  return number;
}

async function asksBack(office, number) {
  await office.goto('/office');
  await office.says('判断を待つ催しの掲載依頼');
  await office.goto('/office/event-listings?show=open');
  await office.pictures('queue');
  await office.press(number);
  await office.says(EVENT, 'h1');
  await office.pictures('desk');
  await office.fill('[name=question]', QUESTION);
  await office.press('確認のメールを送る');
  await office.says('確認のメールを送りました', 'body');
}

// Gives back the mailed link.
async function corrects(person, manager, eyes) {
  const link = await mailedLink(manager, ASKER, '確かめさせてください',
    '/event-listings/status/');
  await person.engine.resize(390, 800);
  await person.goto(link);
  await person.says(QUESTION);
  await look(eyes, link, 'asked-back');
  await person.press('内容を直す');
  await person.pictures('correction');
  await eyes.press('内容を直す');
  await eyes.pictures('correction');
  await person.fill('[name=reply]', '20台分あります。');
  await person.press('この内容で送る');
  await person.says('直した内容を送りました', 'body');
  return link;
}

async function takes(office, number) {
  await office.goto('/office/event-listings');
  await office.press(number);
  await office.says('20台分あります。');
  await office.press('イベントの下書きにする');
  await office.says(`掲載依頼 ${number}`);
  await office.says('直すところは見つかりませんでした');
  await office.press(`掲載依頼 ${number}`);
  await office.says('掲載準備中');
  await office.pictures('taken');
}

async function withdraws(person, office, eyes, link) {
  await person.press('取り下げる');
  await person.pictures('withdrawal');
  await eyes.goto(link);
  await eyes.press('取り下げる');
  await eyes.says('理由');
  await eyes.pictures('withdrawal');
  await person.fill('[name=withdraw_reason]', '講師の都合で中止になりました。');
  await person.press('取り下げる');
  await person.says('ご依頼を取り下げました', 'body');
  await look(eyes, link, 'withdrawn');
  await office.goto('/office');
  await office.says('掲載した催しの訂正・取下げ');
  await office.goto('/office/event-listings?show=pending');
  await office.press((await office.text()).match(/R6-掲-\d{4}/)[0]);
  await office.says('講師の都合で中止になりました。');
  await office.press('公開を終えた');
  await office.says('済みにしました', 'body');
}

async function walk(report, browser, place) {
  const opened = [];
  const someone = async (role) => {
    const context = await browser.newContext({
      javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
    const d = new Driver(new ChromiumEngine(await context.newPage()), place.origin,
      'listings', WIDTHS);
    opened.push(d);
    if (role) await report.step(`${role} signs in`, () => signIn(d, place.accounts[role]));
    return d;
  };
  const eyes = await onlooker(browser, place.origin, 'listings', report);
  opened.push(eyes);
  try {
    const person = await someone('');
    const office = await someone('secretariat');
    const manager = await someone('secretariat_manager');
    const number = await report.step('a body asks on a telephone', () => asks(person, eyes));
    await report.step('the office asks back', () => asksBack(office, number));
    const link = await report.step('the asker answers by the link',
      () => corrects(person, manager, eyes));
    await report.step('the office takes it as a draft', () => takes(office, number));
    await report.step('the asker withdraws, and the office ends it',
      () => withdraws(person, office, eyes, link));
    await report.step('the prefecture sees the figures of the month', async () => {
      const prefecture = await someone('prefecture');
      await prefecture.goto('/office/event-listings/months');
      await prefecture.says('掲載依頼の件数', 'h1');
      await prefecture.pictures('months');
    });
    await report.step('a wrong link tells nothing', async () => {
      await person.goto('/event-listings/status/nothing-of-ours');
      await person.says('このリンクは使えません', 'h1');
      await look(eyes, '/event-listings/status/nothing-of-ours', 'a wrong link');
    });
    await eyes.checked();
  } finally {
    for (const d of opened) await d.end();
  }
}

export default async function journeyListings(report) {
  const place = await startDemo();
  const browser = await launchChromium();
  try {
    await walk(report, browser, place);
    report.nothing('the server noted no error', place.logErrors());
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    await browser.close();
    await place.end();
  }
}
