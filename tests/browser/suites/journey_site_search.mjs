// journey_site_search.mjs - a visitor of the demo's site looks for something: suggestions while
// typing, by keyboard alone and with axe asked while the list is open; hits that are marked; a
// mistyped word; nothing found and the way on; and the same form where JavaScript is off.
import { expectText, launchChromium } from '../lib/browser.mjs';
import { startDemo, until } from '../lib/instance.mjs';
import { AXE, allProblems, axeProblems, picture } from '../lib/page_checks.mjs';

const BOX = '#site-search';
const LIST = '#site-search-list';

async function suggestions(place, words) {
  const answer = await fetch(`${place.origin}/search/suggestions?q=${encodeURIComponent(words)}`);
  return (await answer.json()).suggestions;
}

async function attribute(page, selector, name) {
  return page.locator(selector).getAttribute(name);
}

function expect(found, wanted, what) {
  if (found !== wanted) throw new Error(`${what} is ${found}, not ${wanted}`);
}

async function byKeyboard(page, place) {
  await page.goto(`${place.origin}/`);
  await page.locator(BOX).focus();
  expect(await attribute(page, BOX, 'role'), 'combobox', 'the role of the box');
  expect(await attribute(page, BOX, 'aria-expanded'), 'false', 'aria-expanded at first');
  await page.keyboard.type('ホームペ');
  await page.locator(`${LIST} [role=option]`).first().waitFor({ state: 'visible' });
  expect(await attribute(page, BOX, 'aria-expanded'), 'true', 'aria-expanded with a list');
  await page.keyboard.press('ArrowDown');
  const active = await attribute(page, BOX, 'aria-activedescendant');
  expect(await attribute(page, `#${active}`, 'aria-selected'), 'true', 'the option it points at');
  await page.keyboard.press('Escape');
  expect(await page.locator(LIST).isVisible(), false, 'the list after Escape');
  expect(await page.locator(BOX).inputValue(), 'ホームペ', 'what was typed, after Escape');
  await page.keyboard.type('ー');
  await page.locator(`${LIST} [role=option]`).first().waitFor({ state: 'visible' });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expectText(page, 'h1', 'の検索結果');
  await expectText(page, 'main mark', 'ホームページ');
}

async function withAnOpenList(page, place) {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${place.origin}/about`);
  await page.locator(BOX).focus();
  await page.keyboard.type('ホーム');
  await page.locator(`${LIST} [role=option]`).first().waitFor({ state: 'visible' });
  await page.evaluate(AXE);
  const problems = await axeProblems((text) => page.evaluate(text));
  await picture(page, 'site-search-suggestions');
  await page.setViewportSize({ width: 1280, height: 900 });
  return problems;
}

async function resultPages(report, page, place) {
  const asked = { found: 'ホームページ', mistyped: 'ホームベージ', nothing: '養殖真珠' };
  const said = { found: '見つかりました', mistyped: 'で探した結果です', nothing: '見つかりませんでした' };
  for (const [name, words] of Object.entries(asked)) {
    await report.step(`a search that is ${name} says so`, async () => {
      await page.goto(`${place.origin}/search?q=${encodeURIComponent(words)}`);
      await expectText(page, 'main', said[name]);
      await picture(page, `site-search-${name}`);
    });
    report.nothing(`the page of a search: ${name}`, await allProblems(page, `search-${name}`));
  }
}

async function withoutScript(browser, place) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${place.origin}/`);
  await page.locator(BOX).fill('ホームページ');
  await page.locator(BOX).press('Enter');
  await expectText(page, 'h1', '「ホームページ」の検索結果');
  await context.close();
}

export default async function siteSearch(report) {
  const place = await startDemo();
  const browser = await launchChromium();
  try {
    await report.step('words of the site are offered soon after the start', () => until(
      'a suggestion', async () => (await suggestions(place, 'ホーム')).length > 0, 60_000, 500));
    const page = await (await browser.newContext()).newPage();
    await report.step('a word is chosen by keyboard alone', () => byKeyboard(page, place));
    report.nothing('axe, while suggestions are open on a phone', await withAnOpenList(page, place));
    await resultPages(report, page, place);
    await report.step('the same form works without JavaScript',
      () => withoutScript(browser, place));
    report.nothing('search: the server noted no error', place.logErrors());
  } finally {
    await browser.close();
    await place.end();
  }
}
