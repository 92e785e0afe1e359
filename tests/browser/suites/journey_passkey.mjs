// journey_passkey.mjs - a passkey's life, with Chromium's own virtual authenticator: chosen at the
// first sign-in, used in the place of password and code, a second one added and removed, and a
// recovery code when the device is gone. Without script the page says what to do instead.
import { expectText, launchChromium } from '../lib/browser.mjs';
import { startStaffed } from '../lib/instance.mjs';
import { allProblems, listen, picture } from '../lib/page_checks.mjs';
import { plugIn } from '../lib/passkeys.mjs';

const STAFF = { auditor: '監物 ただし' };

async function givePassword(page, place, account) {
  await page.goto(`${place.origin}/sign-in`);
  await page.locator('[name=login]').fill(account.login);
  await page.locator('[name=password]').fill(account.password);
  await page.getByRole('button', { name: 'ログインする', exact: true }).click();
}

async function enrolWithPasskey(page, place, account, found) {
  await givePassword(page, place, account);
  await page.waitForURL('**/sign-in/enrolment');
  found.push(...await allProblems(page, 'passkey-enrolment'));
  await page.getByLabel('パスキーの名前').fill('机のパソコン');
  await page.getByRole('button', { name: 'パスキーを登録する' }).click();
  await page.waitForURL('**/account/recovery-codes**');
  found.push(...await allProblems(page, 'passkey-recovery-before'));
  await page.getByRole('button', { name: '回復コードを作る' }).click();
  await expectText(page, 'main', '二度と表示できません');
  found.push(...await allProblems(page, 'passkey-recovery-codes'));
  const words = await page.locator('main ol.numbered').innerText();
  const codes = words.match(/(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/g) ?? [];
  if (codes.length !== 10) throw new Error(`10 codes expected: ${words}`);
  await page.getByRole('link', { name: '控えたので続ける' }).click();
  await page.goto(`${place.origin}/account`);
  await expectText(page, 'main', '机のパソコン');
  found.push(...await allProblems(page, 'passkey-account'));
  return codes;
}

async function signInWithPasskey(page, place) {
  await page.context().clearCookies();
  await page.goto(`${place.origin}/sign-in?return_to=/account`);
  await picture(page, 'passkey-sign-in');
  await page.getByRole('button', { name: 'パスキーでログインする' }).click();
  await page.waitForURL((url) => url.pathname === '/account');
}

async function addSecond(context, page, first, place, account) {
  await page.goto(`${place.origin}/account`);
  await page.getByLabel('パスキーの名前').fill('予備の鍵');
  await page.locator('[name=passkey_password]').fill('まちがった ことば');
  await page.getByRole('button', { name: 'パスキーを登録する' }).click();
  await expectText(page, '[data-says]', '今のパスワードが違います');
  // The same device is told that it has one already; another one is taken.
  await page.locator('[name=passkey_password]').fill(account.password);
  await page.getByRole('button', { name: 'パスキーを登録する' }).click();
  await expectText(page, '[data-says]', '登録されています');
  await first.devtools.send('WebAuthn.removeVirtualAuthenticator',
    { authenticatorId: first.authenticatorId });
  await plugIn(context, page);
  await page.locator('[name=passkey_password]').fill(account.password);
  await page.getByRole('button', { name: 'パスキーを登録する' }).click();
  await expectText(page, 'main', 'パスキーを登録しました');
  await expectText(page, 'table caption', '2個');
}

async function removeOne(page, found) {
  await page.getByRole('link', { name: /外す.*予備の鍵/ }).click();
  await expectText(page, 'main', '「予備の鍵」を外しますか');
  found.push(...await allProblems(page, 'passkey-removal'));
  await page.getByRole('button', { name: 'パスキーを外す' }).click();
  await expectText(page, 'table caption', '1個');
}

async function recover(browser, place, account, code, found) {
  const page = await (await browser.newContext()).newPage();
  await givePassword(page, place, account);
  await page.waitForURL('**/sign-in/code');
  found.push(...await allProblems(page, 'passkey-second-step'));
  await page.getByRole('link', { name: /回復コードを使う/ }).click();
  found.push(...await allProblems(page, 'passkey-recovery'));
  await page.locator('[name=recovery_code]').fill(code.toLowerCase());
  await page.getByRole('button', { name: '確認してログインする' }).click();
  await expectText(page, '[role=status]', '9個です');
  await page.context().close();
}

async function withoutScript(browser, place) {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${place.origin}/sign-in`);
  await expectText(page, 'main', 'JavaScriptを使える新しいブラウザー');
  if (await page.getByRole('button', { name: 'パスキーでログインする' }).isVisible()) {
    throw new Error('a button that does nothing is shown');
  }
  await page.context().close();
}

export default async function journeyPasskey(report) {
  const place = await startStaffed(STAFF, {}, 'localhost');
  const browser = await launchChromium();
  const account = place.accounts.auditor;
  const found = [];
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    const heard = listen(page);
    const first = await plugIn(context, page);
    const codes = await report.step('passkey: chosen at the first sign-in, then recovery codes',
      () => enrolWithPasskey(page, place, account, found));
    await report.step('passkey: signs in without password and code',
      () => signInWithPasskey(page, place));
    await report.step('passkey: a second one after the password, never twice the same',
      () => addSecond(context, page, first, place, account));
    await report.step('passkey: one is removed after a question', () => removeOne(page, found));
    await report.step('passkey: a recovery code when the device is gone',
      () => recover(browser, place, account, codes[4], found));
    await report.step('passkey: without script the page says how to go on',
      () => withoutScript(browser, place));
    report.nothing('passkey: its pages', found);
    // The wrong password was refused on purpose, and the browser says so once.
    const complaints = heard.filter((line) => !line.includes('status of 422'));
    report.nothing('passkey: nothing was complained about', [...complaints, ...place.logErrors()]);
  } finally {
    await browser.close();
    await place.end();
  }
}
