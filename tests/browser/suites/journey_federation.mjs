// journey_federation.mjs - signing in by another service, as a member and a browser do it: linked
// with the password in hand, used in its place, told to the owner by mail, taken off again. Whoever
// is not known there, or says no there, reads what to do next. The provider stands on another host
// (127.0.0.1) than the program (localhost), so that the browser keeps its rules between strangers.
import { expectText, launchChromium } from '../lib/browser.mjs';
import { startDemo, until } from '../lib/instance.mjs';
import { Provider, agree, refuse } from '../lib/oidc_provider.mjs';
import { allProblems, listen } from '../lib/page_checks.mjs';
import { signIn } from '../lib/sign_in.mjs';

const PEOPLE = { own: { subject: 'person-1', password: 'かくう いち' },
  stranger: { subject: 'person-2', password: 'かくう に' } };
const BUTTON = 'かくうIDでログインする';
// The subject of the letter to the owner.
const LETTER = 'ログインの方法が変わりました';

class Story {
  constructor(place, browser, provider) {
    Object.assign(this, { place, browser, provider, heard: [], found: [] });
  }

  async page() {
    const page = await (await this.browser.newContext()).newPage();
    this.heard.push(listen(page));
    return page;
  }

  goto(page, path) {
    return page.goto(this.place.origin + path);
  }

  async look(page, name) {
    const problems = await allProblems(page, `federation-${name}`);
    this.found.push(...problems.map((one) => `${name}: ${one}`));
  }

  // The refusals of a password, of a stranger and of a no are asked for, and the browser says so.
  complaints() {
    return this.heard.flat().filter((line) => !line.includes('status of 422'));
  }
}

async function setOut(story, page) {
  await story.goto(page, '/sign-in?return_to=/account');
  await page.getByRole('link', { name: BUTTON }).click();
}

async function signOut(story, page) {
  await story.goto(page, '/account');
  await page.locator('form[action="/sign-out"]').first()
    .evaluate((form) => form.requestSubmit());
  await page.waitForURL('**/sign-in**');
}

async function link(story, page) {
  await story.goto(page, '/account');
  await story.look(page, 'account');
  await page.getByRole('link', { name: 'ほかのサービスとつなぐ' }).click();
  await page.waitForURL('**/account/identity');
  await story.look(page, 'link');
  await page.locator('[name=current_password]').fill('まちがった ことば');
  await page.getByRole('button', { name: 'ほかのサービスとつなぐ' }).click();
  await expectText(page, '.errbox', '今のパスワードが違います');
  await story.look(page, 'link-refused');
  await page.locator('[name=current_password]').fill(story.place.accounts.member_staff.password);
  await page.getByRole('button', { name: 'ほかのサービスとつなぐ' }).click();
  await expectText(page, 'h1', 'ほかのサービスへ進む');
  await story.look(page, 'way-on');
  await page.getByRole('link', { name: 'ほかのサービスの画面へ進む' }).click();
  await agree(page, story.provider, 'own');
  await page.waitForURL('**/account/identity?message=linked');
  await expectText(page, '[role=status]', 'ほかのサービスとつなぎました');
  await expectText(page, 'main', 'まだありません');
  await story.look(page, 'linked');
}

async function enterByProvider(story, page) {
  await story.goto(page, '/sign-in?return_to=/account');
  await story.look(page, 'sign-in');
  await page.getByRole('link', { name: BUTTON }).click();
  await agree(page, story.provider, 'own');
  await page.waitForURL((url) => url.pathname === '/account');
  await expectText(page, 'main', story.place.accounts.member_staff.login);
  await story.goto(page, '/account/identity');
  await expectText(page, 'main', '最後に使った時');
  const facts = await page.locator('main').innerText();
  if (facts.includes('まだありません')) throw new Error(`the use is not shown: ${facts}`);
}

async function sayNo(story) {
  const page = await story.page();
  await setOut(story, page);
  await refuse(page, story.provider);
  await expectText(page, 'main', '確認が取りやめられました');
  await story.look(page, 'declined');
  await page.context().close();
}

// Nobody's identity makes no account; the page leads to the way in that there is.
async function unknownPerson(story) {
  const page = await story.page();
  await setOut(story, page);
  await agree(page, story.provider, 'stranger');
  await expectText(page, 'main', 'まだつながっていません');
  await expectText(page, 'main', 'メールアドレスとパスワードでログインし');
  await story.look(page, 'unknown');
  await page.getByRole('link', { name: 'ログインの画面に戻る' }).click();
  await page.waitForURL('**/sign-in');
  await story.goto(page, '/account');
  await page.waitForURL('**/sign-in**');
  await page.context().close();
}

async function unlink(story, page) {
  await story.goto(page, '/account');
  await page.getByRole('link', { name: 'つながりを確かめる・外す' }).click();
  await page.getByRole('link', { name: 'つながりを外す', exact: true }).click();
  await expectText(page, 'main', 'つながりを外しますか');
  await story.look(page, 'removal');
  await page.getByRole('button', { name: '外す', exact: true }).click();
  await page.waitForURL('**/account/identity?message=unlinked');
  await expectText(page, '[role=status]', 'つながりを外しました');
}

async function refusedAfterwards(story, page) {
  await signOut(story, page);
  await setOut(story, page);
  await agree(page, story.provider, 'own');
  await expectText(page, 'main', 'まだつながっていません');
}

// The manager reads what went out: one letter of the link and one of its end.
async function ownerWasTold(story) {
  const { accounts } = story.place;
  const page = await story.page();
  await signIn(page, story.place.origin, accounts.secretariat_manager);
  await until('two letters to the owner', async () => {
    await story.goto(page, '/office/mails');
    const rows = page.locator('main tbody tr').filter({ hasText: accounts.member_staff.login })
      .filter({ hasText: LETTER });
    return await rows.count() === 2;
  }, 30_000, 300);
  await page.context().close();
}

async function walk(report, story) {
  const step = (words, work) => report.step(`federation: ${words}`, work);
  const page = await story.page();
  await step('a member signs in by password',
    () => signIn(page, story.place.origin, story.place.accounts.member_staff));
  await step('links another service with the password in hand', () => link(story, page));
  await step('signs out, and in by the other service', async () => {
    await signOut(story, page);
    await enterByProvider(story, page);
  });
  await step('a no at the other service is told in words', () => sayNo(story));
  await step('who is not linked is told what to do next', () => unknownPerson(story));
  await step('takes the link off after a question', () => unlink(story, page));
  await step('and is not let in by it afterwards', () => refusedAfterwards(story, page));
  await step('the owner was told of both by mail', () => ownerWasTold(story));
}

export default async function journeyFederation(report) {
  const provider = await new Provider(PEOPLE).start();
  const place = await startDemo(provider.settings, 'localhost');
  const browser = await launchChromium();
  const story = new Story(place, browser, provider);
  provider.register(place.origin);
  try {
    await walk(report, story);
    report.nothing('federation: its pages', story.found);
    report.nothing('federation: the provider had nothing to refuse', provider.refused);
    report.nothing('federation: nothing was complained about',
      [...story.complaints(), ...place.logErrors()]);
  } finally {
    await browser.close();
    await place.end();
    await provider.end();
  }
}
