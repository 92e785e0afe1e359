// no_script.mjs - the work goes on where JavaScript is off or did not arrive: the whole main path,
// the registry and its forms, refusals with their summary.
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
