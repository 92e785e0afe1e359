// journey_account.mjs - one account's life: invited, password, authenticator, signed in on two
// machines, signed out from afar, guessed at by a stranger, given back what was typed (and told
// when a colleague was faster), warned before the session ends. Before all of it, the first
// administrator of an empty house.
import { ChromiumEngine, Driver } from '../lib/driver.mjs';
import { startDemo, startEmpty, until } from '../lib/instance.mjs';
import { mailedLink } from '../lib/letters.mjs';
import { allProblems, listen, picture } from '../lib/page_checks.mjs';
import { becomeAdministrator, enrol, signIn } from '../lib/sign_in.mjs';
import { expectText, launchChromium, mainText } from '../lib/browser.mjs';

const IDLE_MS_UNTIL_WARNED = 26 * 60_000;
const WRONG_TRIES = 5;
const UNFINISHED = '株式会社つづきもの';
const [MINE, THEIRS] = ['展示会で名刺を交換', '商工会からの紹介'];
const INVITED = { name: '菊水 みらい', login: 'new-staff@demo.example',
  password: 'ほしぞら みかんばたけ ゆうびんきょく' };

async function invite(page, place) {
  await page.goto(`${place.origin}/office/accounts/new`);
  await page.getByLabel('お名前').fill(INVITED.name);
  await page.getByLabel('メールアドレス').fill(INVITED.login);
  await page.locator('main label').getByText('事務局', { exact: true }).click();
  await page.getByLabel('招待する理由').fill('4月の人事異動');
  await page.getByRole('button', { name: '招待を送る' }).click();
  await expectText(page, 'h1', 'リンクを作りました');
  await picture(page, 'account-invited');
  const markup = await page.content();
  const link = /\/invitation\/[\w-]+/.exec(markup);
  if (!link) throw new Error('no invitation link is shown');
  return link[0];
}

async function acceptInvitation(page, place, link, look) {
  await page.goto(place.origin + link);
  await expectText(page, 'main', INVITED.name);
  await page.locator('[name=password]').fill(INVITED.password);
  await page.locator('[name=password_again]').fill('ちがう ことばを いれました');
  await page.getByRole('button', { name: 'パスワードを決めて進む' }).click();
  await expectText(page, '.errbox', '入力内容に誤りがあります');
  await picture(page, 'account-password-refused');
  await page.locator('[name=password]').fill(INVITED.password);
  await page.locator('[name=password_again]').fill(INVITED.password);
  await page.getByRole('button', { name: 'パスワードを決めて進む' }).click();
  await enrol(page, INVITED, look);
  await picture(page, 'account-first-home');
  await page.goto(`${place.origin}/account`);
  await expectText(page, 'main', INVITED.login);
}

// The pages before signing in that no link leads to: asked everything that other pages are asked.
async function checkStepPages(browser, place, link) {
  const found = [];
  const page = await browser.newPage();
  const heard = listen(page);
  await page.goto(place.origin + link);
  found.push(...await allProblems(page, 'account-invitation'));
  await page.goto(`${place.origin}/sign-in`);
  await page.locator('[name=login]').fill(place.accounts.auditor.login);
  await page.locator('[name=password]').fill(place.accounts.auditor.password);
  await page.locator('main form button').first().click();
  await page.waitForURL('**/sign-in/code');
  found.push(...await allProblems(page, 'account-code'));
  await page.goto(`${place.origin}/sign-in/recovery`);
  await expectText(page, 'main', '回復コード');
  found.push(...await allProblems(page, '', false));
  await page.close();
  return [...heard, ...found];
}

// The same for what only a mailed link leads to: a forgotten password, a new address.
async function checkMailedPages(browser, place, manager) {
  const found = [];
  const page = await (await browser.newContext()).newPage();
  const heard = listen(page);
  const who = place.accounts.member_staff;
  const letters = new Driver(new ChromiumEngine(manager), place.origin, 'account');
  const follow = async (words, start, heading) => {
    await page.goto(place.origin + await mailedLink(letters, who.login, words, start));
    await expectText(page, 'h1', heading);
    found.push(...await allProblems(page, '', false));
  };
  await page.goto(`${place.origin}/sign-in/reset`);
  await page.locator('[name=login]').fill(who.login);
  await page.getByRole('button', { name: 'リンクを送る' }).click();
  await expectText(page, 'h1', 'メールを確かめてください');
  await follow('パスワードの決め直し', '/password-reset/', '新しいパスワードの設定');
  await signIn(page, place.origin, who);
  await page.goto(`${place.origin}/account/address`);
  await page.locator('[name=login]').fill('atarashii@demo.example');
  await page.locator('[name=current_password]').fill(who.password);
  await page.getByRole('button', { name: '確認のメールを送る' }).click();
  await page.waitForURL('**/account/address?message=asked');
  await follow('メールアドレスの変更の確認', '/address-proof/', 'メールアドレスの確認');
  await page.context().close();
  return [...heard, ...found];
}

// The first page that anybody who installs the program opens, and the first person who comes in.
async function checkFirstAdministrator(browser, empty) {
  const page = await (await browser.newContext()).newPage();
  const found = listen(page);
  const link = empty.origin + empty.firstLink;
  await page.goto(link);
  await expectText(page, 'h1', '最初の管理者の登録');
  found.push(...await allProblems(page, 'account-first-administrator'));
  await page.locator('main form button').first().click();
  await expectText(page, '.errbox', '入力内容に誤りがあります');
  found.push(...await allProblems(page, 'account-first-administrator-refused'));
  await becomeAdministrator(page, empty);
  await page.goto(`${empty.origin}/office/accounts`);
  await expectText(page, 'main', '結城 はじめ');
  await page.goto(link);
  if (await page.locator('[name=password]').count()) throw new Error('it can be used again');
  found.push(...await allProblems(page, '', false));
  await page.context().close();
  return [...found, ...empty.logErrors()];
}

async function endRemotely(here, there, place) {
  await here.goto(`${place.origin}/account/sessions`);
  await expectText(here, 'table caption', '2台');
  await picture(here, 'account-sessions');
  await here.getByRole('button', { name: /終える/ }).and(here.locator('table button')).click();
  await expectText(here, 'table caption', '1台');
  await there.goto(`${place.origin}/account`);
  await there.waitForURL('**/sign-in**');
}

async function guess(page, place) {
  for (let i = 0; i < WRONG_TRIES; i += 1) {
    await page.goto(`${place.origin}/sign-in`);
    await page.locator('[name=login]').fill(INVITED.login);
    await page.locator('[name=password]').fill(`まちがった ことば ${i}`);
    await page.locator('main form button').first().click();
    await expectText(page, 'main', 'ログインできませんでした');
  }
  const before = await mainText(page);
  if (!before.includes('違います')) throw new Error(`not told what is wrong: ${before}`);
  await page.locator('[name=login]').fill(INVITED.login);
  await page.locator('[name=password]').fill('まちがった ことば');
  await page.locator('main form button').first().click();
  await expectText(page, 'main', '安全のため間を置いています');
  await expectText(page, 'main', '秒ほど待って');
  await picture(page, 'account-locked');
}

async function warnedBeforeTheEnd(browser, place, state) {
  const context = await browser.newContext({ storageState: state });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${place.origin}/account`);
  if (await page.locator('.idle').isVisible()) throw new Error('warned at once');
  await page.clock.fastForward(IDLE_MS_UNTIL_WARNED);
  await page.locator('.idle').waitFor({ state: 'visible', timeout: 5000 });
  await expectText(page, '.idle', 'まもなくログアウトします');
  await picture(page, 'account-idle', false);
  await page.getByRole('button', { name: '続けて使う' }).click();
  await page.locator('.idle').waitFor({ state: 'hidden', timeout: 5000 });
  // Signed out meanwhile: nobody may be told that the session goes on.
  await page.clock.fastForward(IDLE_MS_UNTIL_WARNED);
  await page.locator('.idle').waitFor({ state: 'visible', timeout: 5000 });
  await context.clearCookies();
  await page.getByRole('button', { name: '続けて使う' }).click();
  await expectText(page, '.idle', 'ログインが終わりました');
  await expectText(page, '.idle', '別のタブでログイン');
  await context.close();
}

function expectEqual(what, is, should) {
  if (is !== should) throw new Error(`${what} is ${is}, not ${should}`);
}

// Asked before leaving, and told no; signed out meanwhile, and back: what was typed is offered.
async function keepsWhatWasTyped(browser, place, state) {
  const context = await browser.newContext({ storageState: state });
  const page = await context.newPage();
  const asked = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await (asked.length === 1 ? dialog.dismiss() : dialog.accept());
  });
  const form = `${place.origin}/office/prospects/new`;
  const [name, source] = ['name', 'source'].map((one) => page.locator(`main [name=${one}]`));
  const leave = () => page.locator('main form').getByText('やめる', { exact: true })
    .click({ noWaitAfter: true });
  await page.goto(form);
  await name.click();  // a browser asks only who has touched the page
  await name.fill(UNFINISHED);
  await source.selectOption('event');
  await page.locator('main [name=contact_name]').fill('続木 あとり');
  await leave();
  await until('the question before leaving', () => asked.length === 1);
  expectEqual('the question', asked[0], 'beforeunload');
  expectEqual('the page after staying', page.url(), form);
  expectEqual('the name after staying', await name.inputValue(), UNFINISHED);
  const kept = await page.evaluate(() => JSON.stringify(sessionStorage));
  if (kept.includes('csrf_token')) throw new Error(`a token is kept: ${kept}`);
  const cookies = await context.cookies();
  await context.clearCookies();
  await leave();
  await page.waitForURL('**/sign-in**');
  await context.addCookies(cookies);
  await page.goto(form);
  await expectText(page, '.draft', '途中まで入力した内容');
  expectEqual('the name before it is asked for', await name.inputValue(), '');
  await page.getByRole('button', { name: '続きから入力する' }).click();
  expectEqual('the name', await name.inputValue(), UNFINISHED);
  expectEqual('the choice', await source.inputValue(), 'event');
  expectEqual('offers left', await page.locator('.draft').count(), 0);
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await expectText(page, 'h1', UNFINISHED);
  const made = new URL(page.url()).pathname;
  await page.goto(form);
  expectEqual('offers of what was sent', await page.locator('.draft').count(), 0);
  await context.close();
  return made;
}

// A draft put back after a colleague has saved: a conflict with both texts, and nothing is lost.
async function aColleagueWasFaster(browser, place, state, colleague, prospect) {
  const context = await browser.newContext({ storageState: state });
  const page = await context.newPage();
  page.on('dialog', (dialog) => dialog.accept());
  const form = `${place.origin}${prospect}/edit`;
  const save = { name: '保存する', exact: true };
  const words = page.locator('main [name=source_note]');
  await page.goto(form);
  await words.fill(MINE);
  await page.goto(place.origin + prospect);
  await colleague.goto(form);
  await colleague.locator('main [name=source_note]').fill(THEIRS);
  await colleague.getByRole('button', save).click();
  await expectText(colleague, 'main', THEIRS);
  await page.goto(form);
  expectEqual('the words now', await words.inputValue(), THEIRS);
  await page.getByRole('button', { name: '続きから入力する' }).click();
  expectEqual('the words put back', await words.inputValue(), MINE);
  const answer = page.waitForResponse((one) => one.request().method() === 'POST'
    && one.url() === place.origin + prospect);
  await page.getByRole('button', save).click();
  expectEqual('the answer to the old draft', (await answer).status(), 409);
  await expectText(page, 'main', `いまは「${THEIRS}」`);
  expectEqual('the words after the conflict', await words.inputValue(), MINE);
  await picture(page, 'account-draft-conflict');
  const found = await allProblems(page);
  await colleague.goto(place.origin + prospect);
  await expectText(colleague, 'main', THEIRS);
  await page.getByRole('button', save).click();  // seen both, and means it
  await expectText(page, 'h1', UNFINISHED);
  await expectText(page, 'main', MINE);
  await context.close();
  return found;
}

export default async function journeyAccount(report) {
  const place = await startDemo();
  const browser = await launchChromium();
  const empty = await startEmpty();
  try {
    report.nothing('account: the first administrator of an empty house', await report.step(
      'account: the first link leads in once', () => checkFirstAdministrator(browser, empty)));
    const office = await (await browser.newContext()).newPage();
    const heard = listen(office);
    await report.step('account: the manager signs in with password and code',
      () => signIn(office, place.origin, place.accounts.secretariat_manager));
    const link = await report.step('account: the manager invites', () => invite(office, place));
    report.nothing('account: the pages before signing in',
      await checkStepPages(browser, place, link));
    report.nothing('account: the pages behind mailed links',
      await checkMailedPages(browser, place, office));
    const own = await browser.newContext();
    const page = await own.newPage();
    heard.push(...listen(page));
    const onTheWay = [];
    await report.step('account: invitation, password and authenticator lead in',
      () => acceptInvitation(page, place, link, async (seen, what) => {
        onTheWay.push(...(await allProblems(seen, '', false)).map((one) => `${what}: ${one}`));
      }));
    report.nothing('account: the pages on the way in', onTheWay);
    await report.step('account: a used invitation is over', async () => {
      const other = await browser.newPage();
      await other.goto(place.origin + link);
      if (await other.locator('[name=password]').count()) throw new Error('it can be used again');
      await other.close();
    });
    const second = await (await browser.newContext()).newPage();
    await report.step('account: signed in on a second machine', async () => {
      await signIn(second, place.origin, INVITED);
    });
    await report.step('account: the second machine is signed out from the first',
      () => endRemotely(page, second, place));
    const stranger = await (await browser.newContext()).newPage();
    await report.step('account: guessing is slowed down, and says for how long',
      () => guess(stranger, place));
    await report.step('account: whoever is signed in goes on working meanwhile', async () => {
      await page.goto(`${place.origin}/account`);
      await expectText(page, 'h1', 'わたしのアカウント');
    });
    const prospect = await report.step(
      'account: what was typed survives a wrong press and a lost session',
      async () => keepsWhatWasTyped(browser, place, await own.storageState()));
    const conflict = await report.step(
      'account: an old draft does not overwrite what a colleague saved',
      async () => aColleagueWasFaster(browser, place, await own.storageState(), office, prospect));
    report.nothing('account: the page with both texts', conflict);
    await report.step('account: told before the session ends, extended by one press',
      async () => warnedBeforeTheEnd(browser, place, await own.storageState()));
    await report.step('account: signing out ends it', async () => {
      await page.goto(`${place.origin}/account`);
      await page.locator('form[action="/sign-out"]').first()
        .evaluate((form) => form.requestSubmit());
      await page.waitForURL('**/sign-in**');
      await page.goto(`${place.origin}/account`);
      await page.waitForURL('**/sign-in**');
    });
    report.nothing('account: nothing was complained about', [...heard, ...place.logErrors()]);
  } finally {
    await browser.close();
    await empty.end();
    await place.end();
  }
}
