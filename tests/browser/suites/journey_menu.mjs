// journey_menu.mjs - a manager who has never seen the office finds a page by the menu: folded by
// what one sets out to do, by mouse without a script, by keyboard, and on a phone; what waits in a
// folded group is told beside its name. With everything open it is asked all of page_checks.mjs.
import { launchChromium } from '../lib/browser.mjs';
import { startDemo } from '../lib/instance.mjs';
import { overflow } from '../lib/in_page.mjs';
import { allProblems, picture } from '../lib/page_checks.mjs';
import { Stopped } from '../lib/report.mjs';
import { signIn } from '../lib/sign_in.mjs';

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 800 };
const TARGET_LEAST = 44;
const SEEN_AT_ONCE_MOST = 12;

function expect(holds, what) {
  if (!holds) throw new Error(what);
}

const groupOf = (page, path) => page.locator(`#menu details:has(a[href="${path}"])`);
const nameOf = (page, path) => groupOf(page, path).locator('summary');
const entry = (page, path) => page.locator(`#menu a[href="${path}"]`);
const openGroups = (page) => page.locator('#menu details[open]').count();

async function isHere(page, path) {
  await page.waitForURL(`**${path}`);
  const current = page.locator('#menu a[aria-current]');
  expect(await current.count() === 1, 'one entry is not marked as where we are');
  expect(await current.getAttribute('href') === path, `${path} is not marked`);
  expect(await openGroups(page) === 1, 'more than the group of the page stands open');
}

async function findsByMouse(page, place) {
  await page.goto(`${place.origin}/office`);
  expect(await openGroups(page) === 0, 'a group stands open on the home');
  const seen = await page.locator('#menu a:visible, #menu summary:visible').count();
  expect(seen <= SEEN_AT_ONCE_MOST, `${seen} things stand in the menu at once`);
  expect(!(await entry(page, '/office/members').isVisible()), 'the roster is not folded away');
  await nameOf(page, '/office/members').click();
  await entry(page, '/office/members').click();
  await isHere(page, '/office/members');
  expect(await entry(page, '/office/members').isVisible(), 'where we are is folded away');
  await nameOf(page, '/office/members').click();
  expect(!(await entry(page, '/office/members').isVisible()), 'the group does not fold again');
}

async function findsByKeyboard(page, place) {
  await page.goto(`${place.origin}/office`);
  await nameOf(page, '/office/inquiries').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const at = await page.evaluate(() => document.activeElement.getAttribute('href'));
  expect(at === '/office/inquiries', `Tab leads into the group to ${at}`);
  await page.keyboard.press('Enter');
  await isHere(page, '/office/inquiries');
}

async function findsOnPhone(page, place, scripts) {
  await page.setViewportSize(PHONE);
  await page.goto(`${place.origin}/office`);
  expect(!(await page.locator('#menu').isVisible()), 'the menu covers the phone');
  await page.locator('[data-menu-button]').click();
  if (scripts) {
    const inside = await page.evaluate(
      () => Boolean(document.activeElement.closest('#menu')?.contains(document.activeElement)));
    expect(inside, 'the focus does not follow into the menu');
  }
  await nameOf(page, '/office/content').click();
  const heights = await page.locator('#menu a:visible, #menu summary:visible')
    .evaluateAll((list) => list.map((e) => e.getBoundingClientRect().height));
  expect(Math.min(...heights) >= TARGET_LEAST, `a target is ${Math.min(...heights)} px high`);
  const wide = await page.evaluate(overflow);
  expect(wide.length === 0, wide.join());
  await picture(page, `menu-phone${scripts ? '' : '-no-script'}`, false);
  await entry(page, '/office/content').click();
  await isHere(page, '/office/content');
  await page.setViewportSize(WIDE);
}

// The number beside a folded group is that of its entries together, and goes when it opens.
async function tellsWhatWaits(page, place) {
  await page.goto(`${place.origin}/office`);
  const groups = await page.locator('#menu details').evaluateAll((list) => list.map((group) => {
    const number = (e) => (e ? parseInt(e.textContent, 10) : 0);
    const marks = [...group.querySelectorAll('ul .count')];
    return { name: group.querySelector('summary').textContent,
      told: number(group.querySelector('summary .count')),
      inside: marks.reduce((sum, e) => sum + number(e), 0) };
  }));
  for (const { name, told, inside } of groups) {
    expect(told === inside, `${name} tells ${told} of ${inside}`);
  }
  expect(groups.some((group) => group.told > 0), 'nothing waits anywhere in the demo');
  const waiting = page.locator('#menu details:has(summary .count)').first();
  expect(await waiting.locator('summary .count').isVisible(), 'the number is not shown');
  await waiting.locator('summary').click();
  expect(!(await waiting.locator('summary .count').isVisible()), 'it is told twice');
  expect(await waiting.locator('ul .count').first().isVisible(), 'it is told no more');
}

async function walk(report, browser, place) {
  const account = place.accounts.secretariat_manager;
  const plain = await (await browser.newContext({ javaScriptEnabled: false, viewport: WIDE }))
    .newPage();
  await report.step('menu: a manager signs in without a script',
    () => signIn(plain, place.origin, account));
  await report.step('menu: the roster is found without a script',
    () => findsByMouse(plain, place));
  await report.step('menu: an article is found on a phone without a script',
    () => findsOnPhone(plain, place, false));
  const page = await (await browser.newContext({ viewport: WIDE,
    storageState: await plain.context().storageState() })).newPage();
  await report.step('menu: the inquiries are found by keyboard',
    () => findsByKeyboard(page, place));
  await report.step('menu: an article is found on a phone',
    () => findsOnPhone(page, place, true));
  await report.step('menu: a folded group tells what waits in it',
    () => tellsWhatWaits(page, place));
  await page.goto(`${place.origin}/office/members`);
  await page.evaluate(() => {
    document.getElementById('menu').classList.add('is-open');
    for (const group of document.querySelectorAll('#menu details')) group.open = true;
  });
  report.nothing('menu: all checks with every group open', await allProblems(page, 'menu-open'));
}

export default async function journeyMenu(report) {
  const place = await startDemo();
  const browser = await launchChromium();
  try {
    await walk(report, browser, place);
    report.nothing('menu: the server noted no error', place.logErrors());
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    await browser.close();
    await place.end();
  }
}
