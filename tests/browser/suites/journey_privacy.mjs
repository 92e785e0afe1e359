// journey_privacy.mjs - a person asks what is held about them, from the public page to the file
// they read; and records past their term are destroyed: proposed by one, approved by another,
// certified. In Chromium without JavaScript, in the demo, whose records have a past. Pages that no
// link leads to are looked at by an onlooker.
import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver, onlooker } from '../lib/driver.mjs';
import { startDemo, until } from '../lib/instance.mjs';
import { mailedLink } from '../lib/letters.mjs';
import { signIn } from '../lib/main_path.mjs';
import { Stopped } from '../lib/report.mjs';
import { signIn as typeIn } from '../lib/sign_in.mjs';

const WIDTHS = [390, 820, 1280];
const ASKS = 'member@demo.example';

async function look(eyes, path, what) {
  await eyes.goto(path);
  await eyes.pictures(what);
}

async function asks(person, eyes) {
  await person.goto('/privacy-requests');
  await person.says('個人情報の開示・訂正・利用停止', 'h1');
  await person.pictures('guidance');
  await person.goto('/privacy-requests/new');
  await person.press('確認のメールを受け取る');
  await person.refused('請求の種類を選んでください');
  await person.pictures('form-refused');
  await person.tick('[name=kind][value=disclosure]');
  await person.fill('[name=name]', '水無月 担子');
  await person.fill('[name=email]', ASKS);
  await person.fill('[name=about]', '会員の担当者として登録されている内容を見たい。');
  await person.press('確認のメールを受け取る');
  await person.says('確認のメールを送りました', 'h1');
  await look(eyes, '/privacy-requests/sent', 'sent');
}

async function proves(person, manager, eyes) {
  const link = await mailedLink(manager, ASKS, 'ご請求の確認', '/privacy-requests/proof/');
  await person.goto(link);
  await person.says('請求の内容の確認', 'h1');
  await person.pictures('proof');
  await look(eyes, link, 'proof');
  await person.press('請求を送る');
  await person.says('請求を受け付けました', 'body');
  await person.says('本人確認待ち');
  await person.pictures('status-received');
  await look(eyes, await person.path(), 'status-received');
}

async function isChecked(office) {
  await office.goto('/office/privacy/requests');
  await office.pictures('requests');
  const path = await office.engine.evaluate(
    '[...document.querySelectorAll("main tbody tr")]'
    + '.find((row) => row.innerText.includes("開示") && row.innerText.includes("本人確認待ち"))'
    + '?.querySelector("a").getAttribute("href") ?? ""');
  if (!path) throw new Error('the request is not in the list');
  await office.goto(path);
  await office.press('本人であることを確かめた');
  await office.refused('本人確認の方法を入力してください');
  await office.pictures('identity-refused');
  await office.fill('[name=identity_how]', '登録の電話番号に折り返し、会員番号を確かめた。');
  await office.press('本人であることを確かめた');
  await office.press('持っている情報を集める');
  await office.says('水無月 担子');
  await office.pictures('gathered');
  return path;
}

async function isAnswered(manager, path) {
  await manager.goto(path);
  await manager.press('回答を送る');
  await manager.refused('回答の種類を選んでください');
  await manager.tick('[name=outcome][value=granted]');
  await manager.fill('[name=answer]', '持っている情報の写しをお渡しします。');
  await manager.press('回答を送る');
  await manager.says('回答を送りました', 'body');
}

async function reads(person, manager, eyes) {
  const link = await mailedLink(manager, ASKS, 'ご請求に回答しました', '/privacy-requests/status/');
  await person.goto(link);
  await person.says('持っている情報の写しをお渡しします。');
  await person.says('利用目的');
  await person.pictures('disclosed');
  await look(eyes, link, 'disclosed');
}

// Signed in no letter has to be proved; the page of one's own request comes of the form alone.
async function asksAsAMember(eyes, place) {
  await typeIn(eyes.engine.page, place.origin, place.accounts.member_staff);
  await eyes.goto('/members/my-data');
  await eyes.tick('[name=kind][value=stop]');
  await eyes.fill('[name=about]', '講座の案内を止めてほしい。');
  await eyes.press('請求を送る');
  await eyes.says('請求の状況', 'h1');
  await eyes.pictures('own-request');
}

async function disclosure(report, place, people) {
  const { person, office, manager, eyes } = people;
  await report.step('a person asks on the public page', () => asks(person, eyes));
  await report.step('and proves the address', () => proves(person, manager, eyes));
  const path = await report.step('the office checks who asks', () => isChecked(office));
  await report.step('the manager answers', () => isAnswered(manager, path));
  await report.step('the person reads what is held', () => reads(person, manager, eyes));
  await report.step('a member asks on the own page', () => asksAsAMember(eyes, place));
  await eyes.checked();
}

async function proposes(office, manager) {
  // The morning's job proposed by itself; the manager wants it said why.
  await manager.goto('/office/retention/destructions?state=proposed');
  const waiting = await manager.engine.evaluate(
    'document.querySelector("main tbody a").getAttribute("href")');
  await manager.goto(waiting);
  await manager.pictures('proposed');
  await manager.press('消去を承認する');
  await manager.refused('印を付けてください');
  await manager.fill('[name=note]', '消去する理由を添えて、提案し直してください。');
  await manager.press('承認しない');
  await manager.says('承認しないことを記録しました', 'body');
  await office.goto('/office/retention');
  await office.pictures('terms');
  await office.goto('/office/retention/kinds/accounts.stopped');
  await office.fill('[name=reason]', '異動から1年が過ぎ、照会の予定もないため。');
  await office.press('消去を提案する');
  await office.says('消去を提案しました', 'body');
  await office.says('承認は、事務局管理者が行います。');
  return (await office.path()).split('?')[0];
}

async function certifies(manager, path) {
  await manager.goto(path);
  await manager.tick('[name=confirmed]');
  await manager.press('消去を承認する');
  await until('the certificate', async () => {
    await manager.goto(path);
    return manager.has(`a[href="${path}/certificate"]`);
  }, 180_000, 500);  // printed after whatever the demo still prints
  await manager.says('消去済み');
  await manager.pictures('certified');
  const kind = await manager.engine.evaluate(
    `fetch(${JSON.stringify(`${path}/certificate`)})`
    + '.then(async (r) => r.status + " " + (await r.text()).slice(0, 5))');
  if (kind !== '200 %PDF-') throw new Error(`the certificate is ${kind}`);
  for (const page of ['holds', 'evidence', 'destructions']) {
    await manager.goto(`/office/retention/${page}`);
    await manager.pictures(page);
  }
}

async function looksAround(office) {
  for (const [name, path] of [['office-home', '/office'],
    ['consents', '/office/privacy/consents'], ['register', '/office/privacy/register'],
    ['incidents', '/office/privacy/incidents'],
    ['incident-new', '/office/privacy/incidents/new']]) {
    await office.goto(path);
    await office.pictures(name);
  }
}

export default async function journeyPrivacy(report) {
  const place = await startDemo();
  const browser = await launchChromium();
  try {
    const people = {};
    for (const name of ['person', 'office', 'manager']) {
      const context = await browser.newContext({ javaScriptEnabled: false });
      people[name] = new Driver(new ChromiumEngine(await context.newPage()), place.origin,
        `privacy-${name}`, WIDTHS);
    }
    people.eyes = await onlooker(browser, place.origin, 'privacy-eyes', report);
    await report.step('the office signs in',
      () => signIn(people.office, place.accounts.secretariat));
    await report.step('the manager signs in',
      () => signIn(people.manager, place.accounts.secretariat_manager));
    await disclosure(report, place, people);
    const path = await report.step('the office proposes what is past its term',
      () => proposes(people.office, people.manager));
    await report.step('the manager approves and it is certified',
      () => certifies(people.manager, path));
    await report.step('the other pages of personal data', () => looksAround(people.office));
    report.nothing('the server noted no error', place.logErrors());
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    await browser.close();
    await place.end();
  }
}
