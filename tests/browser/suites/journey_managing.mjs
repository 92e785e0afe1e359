// journey_managing.mjs - a year of three members: the yearly confirmation by a mailed link, a free
// change at once, a key change that the office confirms, a merger, and a 退会 whose signed-in
// session is over within a second. In Chromium, from an empty house.
import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver, WIDTHS } from '../lib/driver.mjs';
import { sleep, startStaffed } from '../lib/instance.mjs';
import { mailedLink } from '../lib/letters.mjs';
import { signIn } from '../lib/main_path.mjs';

const STAFF = { secretariat: '結城 ことね', secretariat_manager: '結城 まもる' };
const PASSWORD = 'ほしぞら みかんばたけ ゆうびんきょく';
const SESSION_MS_MOST = 1000;
const STAYS = { name: '株式会社ゆめみ工房', contact: '夢見 ひかり', email: 'hikari@yumemi.example.jp' };
const GOES = { name: '有限会社かざみどり', contact: '風見 そら', email: 'sora@kazami.example.jp' };
const LEAVES = { name: '合同会社あまやどり', contact: '雨宿 しずく', email: 'shizuku@ama.example.jp' };

async function typeDay(d, field, date) {
  await d.choose(`[name=${field}_era]`, 'reiwa');
  await d.fill(`[name=${field}_year]`, `${date.getFullYear() - 2018}`);
  await d.fill(`[name=${field}_month]`, `${date.getMonth() + 1}`);
  await d.fill(`[name=${field}_day]`, `${date.getDate()}`);
}

// A day on Japan's calendar, so many days from now, wherever this machine stands.
function dayInJapan(days) {
  const [y, m, d] = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' })
    .format(new Date(Date.now() + days * 86_400_000)).split('-').map(Number);
  return new Date(y, m - 1, d);
}

async function register(office, who) {
  await office.goto('/office/members/new');
  await office.fill('[name=name]', who.name);
  await office.fill('[name=contact_name]', who.contact);
  await office.fill('[name=contact_email]', who.email);
  await office.press('保存する');
  await office.says(who.name, 'h1');
  who.id = (await office.path()).split('?')[0].split('/').pop();
  who.number = /K\d{4}/.exec(await office.text())[0];
}

async function inviteAdministrator(manager, person, who) {
  await manager.goto(`/office/accounts/new?organisation=${who.id}`);
  await manager.fill('[name=name]', who.contact);
  await manager.fill('[name=login]', who.email);
  await manager.tick('[name=roles][value=member_admin]');
  await manager.press('招待を送る');
  const markup = await manager.engine.evaluate('document.body.innerHTML');
  await person.goto(/\/invitation\/[\w-]+/.exec(markup)[0]);
  await person.fill('[name=password]', PASSWORD);
  await person.fill('[name=password_again]', PASSWORD);
  await person.press('パスワードを決めて進む');
  if ((await person.path()).startsWith('/sign-in')) {
    await person.fill('[name=login]', who.email);
    await person.fill('[name=password]', PASSWORD);
    await person.press('ログインする');
  }
  await person.goto('/members/organisation');
  await person.says(who.name);
}

async function openRound(office) {
  await office.goto('/office/confirmations');
  await office.press('確認を始める');
  await office.press('メールを送る');
  await office.refused('期限');
  await office.pictures('1-round-refused');
  await typeDay(office, 'due_on', dayInJapan(30));
  await office.press('メールを送る');
  await office.says('登録内容の確認', 'h1');
}

// What half of the members will use: the form behind the same link, before and after a refusal.
async function lookAtTheChangeForm(visitor, link) {
  await visitor.press('変更があります');
  await visitor.says('登録内容の変更を届け出る', 'h1');
  await visitor.pictures('2-change');
  await visitor.fill('[name=telephone]', '12');
  await visitor.press('変更を届け出る');
  await visitor.refused('入力');
  await visitor.pictures('2-change-refused');
  await visitor.press('やめる');  // nothing was told: the question is still open
  if (!(await visitor.path()).startsWith(link)) throw new Error(`led to ${await visitor.path()}`);
}

async function confirmByLink(visitor, manager, office) {
  const link = await mailedLink(manager, LEAVES.email, '登録内容の確認', '/confirmations/');
  await visitor.goto(link);
  await visitor.says(LEAVES.name);
  await visitor.pictures('2-asked');
  const round = await office.path();
  await office.goto(round);
  await office.says(LEAVES.name);  // opening the link was no answer
  await lookAtTheChangeForm(visitor, link);
  await visitor.press('変更はありません');
  await visitor.says('ありがとうございました');
  await visitor.goto(link);
  await visitor.says('ご回答をいただいています');
  await office.goto(`${round.split('?')[0]}?state=unchanged`);
  await office.says(LEAVES.name);
  await office.pictures('3-progress');
}

async function freeChange(member, office) {
  await member.goto('/members/organisation');
  await member.press('連絡先などを直す');
  await member.fill('[name=telephone]', '12');
  await member.press('保存する');
  await member.refused('電話番号');
  await member.pictures('4-contact-refused');
  await member.fill('[name=telephone]', '０９６（０００）４３２１');
  await member.press('保存する');
  await member.says('096-000-4321');
  await member.pictures('5-organisation');
  await office.goto(`/office/members/${STAYS.id}`);
  await office.says('096-000-4321');
}

// Two of the office edit one member at once: whoever saves last sees what the other wrote before it
// is replaced, and nothing that was typed is lost.
async function editMeanwhile(late, first) {
  const [theirs, mine] = ['096-000-5555', '096-000-6666'];
  const form = `/office/members/${STAYS.id}/edit`;
  await late.goto(form);
  await first.goto(form);
  await first.fill('[name=telephone]', theirs);
  await first.press('保存する');
  await first.says(theirs);
  await late.fill('[name=telephone]', mine);
  await late.press('保存する');
  await late.refused('ほかの人が先に変更しました');
  await late.says(theirs);
  const typed = await late.engine.evaluate('document.querySelector("[name=telephone]").value');
  if (typed !== mine) throw new Error(`the telephone typed was ${mine}; the form holds ${typed}`);
  await late.pictures('registry-conflict');
  await late.press('保存する');  // seen both, and means it
  await late.says(STAYS.name, 'h1');
  await late.says(mine);
}

// From the form over the check page to the receipt; gives back the path of the request.
async function send(member, kind, fill, what) {
  await member.goto(`/members/changes/new/${kind}`);
  await member.press('確認に進む');
  await member.refused('入力');
  await member.pictures(`${what}-refused`);
  await fill();
  await member.press('確認に進む');
  await member.says('届出の内容の確認', 'h1');
  await member.pictures(`${what}-check`);
  await member.press('この内容で届け出る');
  await member.says('変更R');
  await member.pictures(`${what}-sent`);
  return (await member.path()).split('?')[0];
}

async function confirm(office, path, button, what) {
  await office.goto(`/office/change-requests/${path.split('/').pop()}`);
  await office.pictures(`${what}-office`);
  await office.press(button);
  await office.says('完了');
}

async function keyChange(member, office) {
  const path = await send(member, 'details', async () => {
    await member.fill('[name=name]', 'ゆめみ工房株式会社');
    await member.fill('[name=reason]', '商号変更のため');
  }, '6-details');
  await office.goto('/office/change-requests');
  await office.says(STAYS.name);
  await office.pictures('7-queue');
  await confirm(office, path, '選んだ内容で登録する', '8-details');
  await member.goto(path);
  await member.says('完了');
  await member.goto('/members/organisation');
  await member.says('ゆめみ工房株式会社');
}

// Signed in a moment ago, signed out within a second of the office's button.
async function isOver(member, pressed) {
  for (;;) {
    await member.goto('/members');
    if ((await member.path()).startsWith('/sign-in')) break;
    if (Date.now() - pressed > SESSION_MS_MOST) throw new Error('the session goes on');
    await sleep(20);
  }
}

async function merger(member, office) {
  const path = await send(member, 'merger', async () => {
    await member.fill('[name=into_name]', STAYS.name);
    await member.fill('[name=into_no]', STAYS.number);
    await typeDay(member, 'effective_on', dayInJapan(0));
    await member.fill('[name=reason]', 'グループの再編のため');
  }, '9-merger');
  await confirm(office, path, '合併を確認する', '9-merger');
  await isOver(member, Date.now());
  await office.goto(`/office/members/${STAYS.id}`);
  await office.says(GOES.contact);
}

async function withdrawal(member, office) {
  await member.goto('/members/changes/new');
  await member.pictures('10-kinds');
  const path = await send(member, 'withdrawal', async () => {
    await typeDay(member, 'effective_on', dayInJapan(0));
    await member.fill('[name=reason]', '事業の終了のため');
  }, '11-withdrawal');
  await confirm(office, path, '退会を確認する', '11-withdrawal');
  await isOver(member, Date.now());
  await office.goto(`/office/members/${LEAVES.id}`);
  await office.says('退会');
}

export default async function journeyManaging(report) {
  const place = await startStaffed(STAFF);
  const browser = await launchChromium();
  const person = async (name) => {
    const page = await (await browser.newContext()).newPage();
    return new Driver(new ChromiumEngine(page), place.origin, `managing-${name}`, WIDTHS)
      .checkPages(report);
  };
  try {
    const [office, manager, stays, goes, leaves, visitor] = await Promise.all(
      ['office', 'manager', 'stays', 'goes', 'leaves', 'visitor'].map(person));
    await report.step('managing: the office signs in', async () => {
      await signIn(office, place.accounts.secretariat);
      await signIn(manager, place.accounts.secretariat_manager);
      for (const who of [STAYS, GOES, LEAVES]) await register(office, who);
    });
    await report.step('managing: three administrators come in', async () => {
      await inviteAdministrator(manager, stays, STAYS);
      await inviteAdministrator(manager, goes, GOES);
      await inviteAdministrator(manager, leaves, LEAVES);
    });
    await report.step('managing: the office opens a round', () => openRound(office));
    await report.step('managing: a contact person confirms by the mailed link',
      () => confirmByLink(visitor, manager, office));
    await report.step('managing: a free change takes effect at once',
      () => freeChange(stays, office));
    // A second window at the office: the frame of its pages was looked at in the first.
    const late = new Driver(new ChromiumEngine(await office.engine.page.context().newPage()),
      place.origin, 'managing-late').checkPages(report, false);
    await report.step('managing: two of the office edit one member at once',
      () => editMeanwhile(late, manager));
    await report.step('managing: a key change waits for the office',
      () => keyChange(stays, office));
    await report.step('managing: a merger ends the sessions of the one that goes',
      () => merger(goes, office));
    await report.step('managing: leaving ends the session within a second',
      () => withdrawal(leaves, office));
    for (const one of [office, late, stays, goes, leaves, visitor]) await one.checked();
    report.nothing('managing: the server noted no error', place.logErrors());
  } finally {
    await browser.close();
    await place.end();
  }
}
