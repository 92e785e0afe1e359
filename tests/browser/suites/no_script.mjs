// no_script.mjs - the work goes on where JavaScript is off or did not arrive: the whole main path,
// the registry and its forms, refusals with their summary, an article written and saved.
import { expectText, launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver } from '../lib/driver.mjs';
import { startDemo, startStaffed } from '../lib/instance.mjs';
import { STAFF, walk } from '../lib/main_path.mjs';
import { picture } from '../lib/page_checks.mjs';
import { signIn } from '../lib/sign_in.mjs';

async function changeAName(page, place) {
  await page.goto(`${place.origin}/account`);
  await page.locator('main form [name=name]').fill('');
  await page.getByRole('button', { name: 'お名前を保存する' }).click();
  await expectText(page, '.errbox', '入力内容に誤りがあります');
  if (!(await page.title()).startsWith('エラー：')) throw new Error(await page.title());
  await page.locator('main form [name=name]').fill('結城 ことは');
  await page.getByRole('button', { name: 'お名前を保存する' }).click();
  await page.waitForURL('**/account?message=name');
  await page.goto(`${place.origin}/account`);
  const kept = await page.locator('main form [name=name]').inputValue();
  if (kept !== '結城 ことは') throw new Error(`the name is ${kept}`);
}

async function readTheRegistry(page, place) {
  await page.goto(`${place.origin}/office/members`);
  await expectText(page, 'h1', '会員名簿');
  await page.locator('table tbody th a').first().click();
  await expectText(page, 'nav.crumbs', '会員名簿');
  await picture(page, 'no-script-organisation');
}

// As Markdown, which the server draws; read back as it was typed.
async function writeAnArticle(page, place) {
  const d = new Driver(new ChromiumEngine(page), place.origin, 'no-script');
  const text = '# 持ち物\n\n- 筆記用具\n\n| 品 | 数 |\n|---|---|\n| 鉛筆 | 12 |';
  await d.goto('/office/content/new');
  await d.tick('[name=type][value=news]');
  await d.fill('[name=title]', 'スクリプトなしで書いたお知らせ');
  await d.fill('[name=slug]', 'script-nashi');
  await d.press('本文を書く');
  await d.fill('[name=lead]', '持ち物のお知らせです。');
  await d.fill('[name=body]', text);
  await d.press('保存して見た目を確かめる');
  const drawn = await d.engine.evaluate('["h2", "li", "td"].map((name) =>'
    + ' [...document.querySelectorAll(`main ${name}`)].map((e) => e.innerText.trim())).flat()');
  for (const words of ['持ち物', '筆記用具', '鉛筆']) {
    if (!drawn.includes(words)) throw new Error(`${words} is not drawn: ${drawn.join(' | ')}`);
  }
  await d.press('続きを書く');
  const there = () => page.locator('textarea[name=body]').inputValue();
  if ((await there()).trim() !== text) throw new Error(`read back was ${await there()}`);
  await d.fill('[name=body]', `${text}\n\n終わりに。`);
  await d.press('保存する');
  await d.says('保存しました', 'body');
  await d.press('続きを書く');
  if (!(await there()).includes('終わりに。')) throw new Error(`not saved: ${await there()}`);
}

async function mainPath(report, browser) {
  const place = await startStaffed(STAFF);
  const person = async () => {
    const context = await browser.newContext({ javaScriptEnabled: false,
      viewport: { width: 1280, height: 900 } });
    return new Driver(new ChromiumEngine(await context.newPage()), place.origin, 'no-script');
  };
  try {
    await walk(report, 'no script', place, person);
    report.nothing('no script: the server noted no error', place.logErrors());
  } finally {
    await place.end();
  }
}

async function ownPages(report, browser) {
  const place = await startDemo();
  try {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await report.step('no script: signing in to the demo',
      () => signIn(page, place.origin, place.accounts.secretariat));
    await report.step('no script: a form refused, put right and saved',
      () => changeAName(page, place));
    await report.step('no script: the registry and one member', () => readTheRegistry(page, place));
    await report.step('no script: an article is written, saved and read back',
      () => writeAnArticle(page, place));
    report.nothing('no script: the demo noted no error', place.logErrors());
  } finally {
    await place.end();
  }
}

export default async function noScript(report) {
  const browser = await launchChromium();
  try {
    await ownPages(report, browser);
    await mainPath(report, browser);
  } finally {
    await browser.close();
  }
}
