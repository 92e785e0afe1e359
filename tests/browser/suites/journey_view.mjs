// journey_view.mjs - a reader's own letters, lines and furigana on the open pages: chosen by
// keyboard, there again before anything is painted, without a cookie and without a shift; not
// offered where no script runs; and an article in plain Japanese and in English without a script.
// What a first visit costs, and that it asks nobody else.
import { launchChromium } from '../lib/browser.mjs';
import { startDemo } from '../lib/instance.mjs';
import { firstVisit, shiftsOf, watchShifts } from '../lib/loading.mjs';
import { allProblems } from '../lib/page_checks.mjs';
import { Stopped } from '../lib/report.mjs';

const ARTICLE = '/news/seminar-r6-11';
const CASE = '/cases/zumen-kanri';
const EVENT = '/events/forum-2024';
const FIRST_VISIT_BYTES_MOST = 100_000;  // without pictures

function expect(holds, what) {
  if (!holds) throw new Error(what);
}

const sizeOfText = (page) => page.evaluate(
  () => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize));
const chosen = (page, name) => page.locator(`[name=${name}]:checked`).inputValue();

// By the arrow keys, as a radio group is.
async function choose(page, name, presses) {
  await page.locator(`[name=${name}]:checked`).focus();
  for (let i = 0; i < presses; ++i) await page.keyboard.press('ArrowDown');
}

async function isRemembered(page, place) {
  await page.goto(place.origin + ARTICLE + '/easy');
  const before = await sizeOfText(page);
  await choose(page, 'view_text', 2);
  await choose(page, 'view_ruby', 1);
  const after = await sizeOfText(page);
  expect(after > before * 1.3, `letters of ${before} px became ${after} px`);
  expect(!(await page.locator('ruby rt').first().isVisible()), 'furigana is still shown');
  await page.goto(`${place.origin}/about`);
  expect(await chosen(page, 'view_text') === 'larger', 'the next page forgot the letters');
  expect(await chosen(page, 'view_ruby') === 'off', 'the next page forgot the furigana');
  expect((await page.context().cookies()).length === 0, 'a cookie was set');
}

// What the browser itself counts as a shift, with everything chosen, from the first paint on.
async function nothingMoves(page, place) {
  await watchShifts(page);
  for (const [width, paths] of [[390, ['/', ARTICLE, `${ARTICLE}/easy`, CASE, EVENT]],
    [1280, ['/', CASE, EVENT]]]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of paths) {
      const shifts = await shiftsOf(page, place.origin + path);
      expect(shifts.length === 0, `${path} moved at ${width} px: ${shifts.join('; ')}`);
    }
  }
}

// By what the browser got from the server as it is served, compressed or not.
async function isLight(browser, place) {
  for (const path of ['/', CASE, EVENT]) {
    const asked = await firstVisit(browser, place.origin + path);
    const elsewhere = asked.filter(({ url }) => new URL(url).origin !== place.origin
      && !url.startsWith('data:'));
    expect(elsewhere.length === 0,
      `${path} asks elsewhere: ${elsewhere.map(({ url }) => url).join(' ')}`);
    const counted = asked.filter(({ kind }) => kind !== 'Image');
    for (const kind of ['Document', 'Stylesheet', 'Script']) {
      expect(counted.some((one) => one.kind === kind && one.bytes > 0),
        `no ${kind} of ${path} was counted`);
    }
    const bytes = counted.reduce((sum, one) => sum + one.bytes, 0);
    const list = counted.map((one) => `${one.bytes} ${new URL(one.url).pathname}`).join(', ');
    expect(bytes < FIRST_VISIT_BYTES_MOST, `${path} takes ${bytes} bytes: ${list}`);
  }
}

async function readsWithoutScript(browser, place) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(place.origin + ARTICLE);
  expect(!(await page.locator('[name=view_text]').first().isVisible()),
    'choices that would do nothing are offered');
  expect((await page.locator('#view').innerText()).includes('ブラウザーの拡大'),
    'the browser\'s own zoom is not named');
  await page.getByRole('link', { name: 'やさしい日本語' }).click();
  expect(await page.locator('ruby rt').first().isVisible(), 'no furigana without a script');
  await page.getByRole('link', { name: 'English summary' }).click();
  expect(await page.locator('h1 [lang=en]').count() === 1, 'the heading is not marked as English');
  await context.close();
}

async function walk(report, browser, place) {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  await report.step('a choice is remembered, without a cookie', () => isRemembered(page, place));
  await report.step('nothing moves while a page comes', () => nothingMoves(page, place));
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const path of [`${ARTICLE}/easy`, `${ARTICLE}/en`]) {
    await page.goto(place.origin + path);
    report.nothing(`all checks of ${path} in the largest letters`, await allProblems(page));
  }
  await context.close();
  await report.step('a first visit takes less than 100 KB without pictures, and asks nobody else',
    () => isLight(browser, place));
  await report.step('without a script the texts are there, and no empty choice',
    () => readsWithoutScript(browser, place));
}

export default async function journeyView(report) {
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
