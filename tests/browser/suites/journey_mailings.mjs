// journey_mailings.mjs - a mailing from its segment to the recipient's letter box and back: written
// and tested by one of the secretariat, confirmed by another, received by a real SMTP server,
// stopped by one click of a mail program and by a link without signing in or scripts.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver, WIDTHS, onlooker } from '../lib/driver.mjs';
import { endProcess, ROOT, startStaffed, until } from '../lib/instance.mjs';
import { signIn } from '../lib/main_path.mjs';
import { Stopped } from '../lib/report.mjs';

const STAFF = { secretariat: '結城 ことね', secretariat_manager: '結城 まもる',
  auditor: '監物 ただし' };
const MEMBERS = 56;  // above the 50 that one person may send alone
const PUBLIC = 'https://musubi.example.jp';  // what the links in mails begin with

async function startSmtp(folder) {
  mkdirSync(folder, { recursive: true });
  const child = spawn(process.execPath, [join(ROOT, 'tests/support/smtp_server.mjs'), folder],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const [, port] = await new Promise((done) => {
    lines.once('line', (line) => done(line.split(' ')));
  });
  return { child, port };
}

function decodeBody(raw) {
  return Buffer.from(raw.slice(raw.indexOf('\r\n\r\n') + 4).replaceAll('\r\n', ''), 'base64')
    .toString('utf8');
}

function decodeSubject(raw) {
  const written = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(raw)[1];
  return [...written.matchAll(/=\?UTF-8\?B\?([^?]*)\?=/g)]
    .map((word) => Buffer.from(word[1], 'base64').toString('utf8')).join('');
}

class Post {
  constructor(folder) {
    this.folder = folder;
  }

  all() {
    return readdirSync(this.folder).filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(this.folder, name), 'utf8')));
  }

  to(address, subject) {
    return this.all().filter((mail) => mail.to.includes(address)
      && decodeSubject(mail.raw).includes(subject));
  }
}

function roster(folder) {
  const file = join(folder, 'members.csv');
  const rows = ['会員番号,企業・団体名,入会年月日,業種,担当者氏名,メールアドレス'];
  for (let i = 1; i <= MEMBERS; i += 1) {
    rows.push(`K${7000 + i},試験工業${i},2024-05-10,情報通信業,試験 ${i},p${i}@m${i}.example.jp`);
  }
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

function expect(what, is) {
  if (!is) throw new Error(`not so: ${what}`);
}

async function isSaid(d, words) {
  await until(`"${words}"`, async () => {
    await d.goto(await d.path());
    return (await d.text()).includes(words);
  }, 60_000, 500);
}

async function makeSegment(d) {
  await d.goto('/office/mailings');
  await d.press('配信先');
  await d.press('配信先を作る');
  await d.tick('[name=states][value=active]');
  await d.press('この条件で数える');
  await d.says(`${MEMBERS}`);
  await d.press('配信先を保存する');
  await d.refused('配信先の名前を入力してください');
  await d.pictures('segment-refused');
  await d.fill('[name=name]:not([type=hidden])', '会員の全員');
  await d.press('配信先を保存する');
  await d.says('会員の全員', 'h1');
  await d.pictures('segment');
}

async function writeDraft(d, subject) {
  await d.goto('/office/mail-segments');
  await d.press('会員の全員');
  await d.press('この配信先に書く');
  await d.tick('[name=mail_class][value=news]');
  await d.fill('[name=subject]', subject);
  await d.fill('[name=body]', '{{会社名}} {{お名前}} 様\n\n講座のご案内です。');
  await d.press('下書きを保存する');
  await d.refused('差し込めません');
  await d.pictures('draft-refused');
  await d.fill('[name=body]', '{{団体名}}\n{{お名前}} 様\n\n講座のご案内です。');
  await d.press('下書きを保存する');
  await d.says(subject, 'h1');
}

async function prepareAndSubmit(d) {
  await d.press('宛先を確かめる');
  await isSaid(d, '2人目の確認を頼む');
  await d.pictures('prepared');
  await d.press('2人目の確認を頼む');
  await d.says('ご自分では確認できません');
  return d.path();
}

async function confirm(d, path) {
  await d.goto('/office');
  await d.says('2人目の確認を待つ一斉配信');
  await d.goto(path.split('?')[0]);
  await d.pictures('to-confirm');
  await d.press(`${MEMBERS}件に送ることを確認する`);
}

async function oneClick(place, mail) {
  const link = /^List-Unsubscribe: <([^>]*)>/m.exec(mail.raw)?.[1] ?? '';
  expect('the header names a link of the house', link.startsWith(`${PUBLIC}/unsubscribe/`));
  expect('the header allows one click',
    /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m.test(mail.raw));
  const answer = await fetch(place.origin + link.slice(PUBLIC.length), { method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click' });
  expect(`one click is answered with 200, not ${answer.status}`, answer.status === 200);
}

async function stopByLink(browser, place, mail, report) {
  const link = new RegExp(`${PUBLIC}(/unsubscribe/[\\w-]+)`).exec(decodeBody(mail.raw))[1];
  const context = await browser.newContext({ javaScriptEnabled: false });
  const d = new Driver(new ChromiumEngine(await context.newPage()), place.origin, 'mailings',
    WIDTHS);
  const eyes = await onlooker(browser, place.origin, 'mailings', report);
  const look = async (path, what) => {
    await eyes.goto(path);
    await eyes.pictures(what);
  };
  try {
    await report.step('a recipient stops by the link, without signing in or scripts', async () => {
      await d.goto(link);
      await d.pictures('unsubscribe');
      await look(link, 'unsubscribe');
      await d.press('「お知らせ」の配信を止める');
      await d.says('配信を止めました');
      await d.pictures('unsubscribed');
      await look(link, 'unsubscribed');
    });
    await report.step('a wrong link tells nothing', async () => {
      await d.goto('/unsubscribe/nothing-of-ours');
      await d.says('このリンクからは手続きできません');
      await look('/unsubscribe/nothing-of-ours', 'a wrong link');
    });
    await eyes.checked();
  } finally {
    await d.end();
    await eyes.end();
  }
}

async function walk(report, browser, place, post) {
  const person = async (role, name) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const d = new Driver(new ChromiumEngine(await context.newPage()), place.origin, name, WIDTHS);
    await report.step(`${role} signs in`, () => signIn(d, place.accounts[role]));
    return d;
  };
  const office = await person('secretariat', 'mailings');
  const manager = await person('secretariat_manager', 'mailings-manager');
  await report.step('the secretariat saves a segment', () => makeSegment(office));
  await report.step('and writes a draft', () => writeDraft(office, '講座のご案内'));
  const draft = await office.path();
  await report.step('and sees what a recipient will get', async () => {
    await office.press('送られる姿を見る');
    await office.says('試験 1 様');
    await office.says('差出人：');
    await office.pictures('preview');
  });
  await report.step('and sends a test to itself', async () => {
    await office.press('自分に試し送りする');
    const own = place.accounts.secretariat.login;
    await until('the test sending', () => post.to(own, '【試し送り】講座のご案内').length > 0);
    const about = post.all().filter((one) => decodeSubject(one.raw).includes('講座のご案内'));
    expect(`nobody else got it: ${about.map((one) => one.to.join())}`, about.length === 1);
  });
  await office.goto(draft.split('?')[0]);
  const path = await report.step('and asks another person', () => prepareAndSubmit(office));
  await report.step('another person confirms', () => confirm(manager, path));
  await report.step('everybody receives it once', async () => {
    const got = () => post.all().filter((one) => decodeSubject(one.raw) === '講座のご案内');
    await until('all mails', () => got().length >= MEMBERS, 60_000);
    const addresses = new Set(got().map((one) => one.to.join()));
    expect(`${addresses.size} addresses`, addresses.size === MEMBERS && got().length === MEMBERS);
    await isSaid(office, '送信済み');
    await office.pictures('sent');
  });
  const [first] = post.to('p1@m1.example.jp', '講座のご案内');
  const [second] = post.to('p2@m2.example.jp', '講座のご案内');
  await report.step('a mail program stops it by one click', () => oneClick(place, first));
  await stopByLink(browser, place, second, report);
  await report.step('both are left out of the next one', async () => {
    await writeDraft(office, '次のご案内');
    await office.press('宛先を確かめる');
    await isSaid(office, '本人が配信を止めている');
    await office.says(/本人が配信を止めている\s*2件/);
    await office.goto('/office/mail-consents');
    await office.says('メールソフトの配信停止');
    await office.pictures('consents');
  });
  const auditor = await person('auditor', 'mailings-auditor');
  await report.step('the auditor reads without addresses', async () => {
    await auditor.goto(`${draft.split('?')[0]}/recipients?show=sent`);
    const there = await auditor.text();
    expect('no address is shown', !there.includes('p3@m3.example.jp'));
    await auditor.pictures('recipients');
  });
}

export default async function journeyMailings(report) {
  const browser = await launchChromium();
  let smtp;
  try {
    const probe = await startStaffedWithPost((made) => { smtp = made; });
    try {
      await walk(report, browser, probe.place, probe.post);
      report.nothing('mailings: the server noted no error', probe.place.logErrors());
    } finally {
      await probe.place.end();
    }
  } catch (error) {
    if (!(error instanceof Stopped)) report.notOk('mailings', error);
  } finally {
    await browser.close();
    if (smtp) await endProcess(smtp.child);
  }
}

async function startStaffedWithPost(started) {
  const folder = join(ROOT, 'build', `journey-mailings-${process.pid}`);
  const smtp = await startSmtp(folder);
  started(smtp);
  const place = await startStaffed(STAFF, {
    MUSUBI_MAIL_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    MUSUBI_MAIL_FROM_ADDRESS: 'jimukyoku@example.jp',
    MUSUBI_SERVER_PUBLIC_ORIGIN: PUBLIC,
    MUSUBI_CONSORTIUM_ADDRESS: '860-0001 熊本市中央区架空町1-2-3',
  });
  await place.command('import', 'members', roster(folder));
  return { place, post: new Post(folder) };
}
