// journey_inquiries.mjs - a question from a telephone to its answer and back: asked on the open
// page at 390 px, answered at the office's desk, read and asked on by the mailed link; a note among
// colleagues is never seen; a sending into the hidden field is set aside. In Chromium without
// JavaScript, in the demo.
import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver } from '../lib/driver.mjs';
import { startDemo } from '../lib/instance.mjs';
import { mailedLink } from '../lib/letters.mjs';
import { signIn } from '../lib/main_path.mjs';
import { Stopped } from '../lib/report.mjs';

const WIDTHS = [390, 820, 1280];
const ASKER = 'tsubasa@tsubasa.example.jp';
const NOTE = '電話でも一度お話しした方です。';

async function fillIn(d, subject) {
  await d.choose('[name=category]', 'event');
  await d.fill('[name=subject]', subject);
  await d.fill('[name=body]', '入門講座の会場に車いすで入れますか。');
  await d.fill('[name=name]', '架空 つばさ');
  await d.fill('[name=email]', ASKER);
  await d.tick('[name=consent]');
}

async function asks(person) {
  await person.goto('/');
  await person.press('お問い合わせ', 'body');
  await person.says('お問い合わせ', 'h1');
  await person.engine.resize(390, 800);
  await person.pictures('form');
  await person.engine.resize(390, 800);
  await person.press('送る');
  await person.refused('お問い合わせの種類を選んでください');
  await person.pictures('form-refused');
  await person.engine.resize(390, 800);
  await fillIn(person, '会場のバリアフリーについて');
  await person.press('送る');
  await person.says('お問い合わせを受け付けました', 'body');
  await person.pictures('received');
  const [number] = /R6-問-\d{4}/.exec(await person.text('h1'));
  return number;
}

async function openInList(office, number) {
  await office.goto('/office/inquiries');
  await office.says(number);
  await office.press(number);
  await office.says(number, 'h1');
}

async function answers(office, number) {
  await office.goto('/office');
  await office.says('回答を待つ問合せ');
  await openInList(office, number);
  await office.pictures('desk');
  await office.press('自分が受け持つ');
  await office.says('担当を決めました', 'body');
  await office.fill('[name=note]', NOTE);
  await office.press('メモを残す');
  await office.says('相手には送られません', 'body');
  await office.says(NOTE);
  await office.press('回答を送る');
  await office.refused('回答を入力してください');
  await office.pictures('answer-refused');
  await office.fill('[name=answer]', 'エレベーターと多目的トイレがあります。どうぞお越しください。');
  await office.press('回答を送る');
  await office.says('回答を記録しました', 'body');
  await office.pictures('answered');
}

async function readsAndAsksOn(person, manager) {
  const link = await mailedLink(manager, ASKER, '会場のバリアフリーについて',
    '/contact/status/');
  await person.engine.resize(390, 800);
  await person.goto(link);
  await person.says('エレベーターと多目的トイレがあります');
  if ((await person.text('body')).includes(NOTE)) throw new Error('the note is seen outside');
  await person.pictures('answer-read');
  await person.engine.resize(390, 800);
  await person.fill('[name=body]', '介助の人も一緒に入れますか。');
  await person.press('送る');
  await person.says('書き足した内容を送りました', 'body');
  await person.says('介助の人も一緒に入れますか');
}

async function isSetAside(person, office) {
  await person.goto('/contact');
  await fillIn(person, '自動の送信');
  await person.engine.evaluate('document.querySelector("[name=homepage]").value = "x"');
  await person.press('送る');
  await person.says('お問い合わせを受け付けました', 'body');
  await office.goto('/office/inquiries?show=quarantined');
  await office.says('自動の送信');
  await office.pictures('quarantine');
  await office.press((await office.text()).match(/R6-問-\d{4}/)[0]);
  await office.says('止めています');
  await office.press('問合せとして受け付ける');
  await office.says('問合せとして受け付け', 'body');
}

async function walk(report, browser, place) {
  const opened = [];
  const someone = async (role) => {
    const context = await browser.newContext({
      javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
    const d = new Driver(new ChromiumEngine(await context.newPage()), place.origin,
      'inquiries', WIDTHS);
    opened.push(d);
    if (role) await report.step(`${role} signs in`, () => signIn(d, place.accounts[role]));
    return d;
  };
  try {
    const person = await someone('');
    const office = await someone('secretariat');
    const manager = await someone('secretariat_manager');
    const number = await report.step('a person asks on a telephone', () => asks(person));
    await report.step('the office answers', () => answers(office, number));
    await report.step('the person reads by the link and asks on',
      () => readsAndAsksOn(person, manager));
    await report.step('the thread is open again', async () => {
      await openInList(office, number);
      await office.says('介助の人も一緒に入れますか');
      await office.says('回答待ち');
    });
    await report.step('a program is set aside and let in by a person',
      () => isSetAside(person, office));
    await report.step('the prefecture sees the figures of the month', async () => {
      const prefecture = await someone('prefecture');
      await prefecture.goto('/office/inquiries/months');
      await prefecture.says('問合せの件数', 'h1');
      await prefecture.pictures('months');
    });
    await report.step('a wrong link tells nothing', async () => {
      await person.goto('/contact/status/nothing-of-ours');
      await person.says('このリンクは使えません', 'h1');
    });
  } finally {
    for (const d of opened) await d.end();
  }
}

export default async function journeyInquiries(report) {
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
