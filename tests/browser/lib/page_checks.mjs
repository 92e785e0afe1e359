// page_checks.mjs - everything asked of one page in Chromium: axe in both themes, widths, spacing,
// large text, targets, forced colours, paper and the keyboard. Gives back problems as lines.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { ROOT } from './instance.mjs';
import * as inPage from './in_page.mjs';

const nodeModules = createRequire(import.meta.url);
export const AXE = readFileSync(nodeModules.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const WIDTHS = [1280, 820, 390, 320];
const TAB_STOPS_MOST = 80;
const TABS_AT_ONCE = 16;
const TAB = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
const SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important;'
  + ' word-spacing: .16em !important } p { margin-bottom: 2em !important }';
const LARGE = 'html { font-size: 200% !important }';
const STILL = '*, *::before, *::after { transition: none !important; animation: none !important }';

export const SCREENS = join(ROOT, 'build/screens');

// Pictures are for eyes, and half of the time of a journey: the whole run of bin/test takes none.
export const PICTURES = process.env.MUSUBI_PICTURES !== 'none';

export async function picture(page, name, fullPage = true) {
  if (!PICTURES) return;
  mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage });
}

// `run` evaluates text in whichever browser; the same question in all three engines. `part`: CSS
// of what is looked at.
export async function axeProblems(run, rules = null, part = '') {
  const options = {
    preload: false, resultTypes: ['violations'],
    runOnly: rules ? { type: 'rule', values: rules } : { type: 'tag', values: TAGS },
  };
  const where = part ? `document.querySelector('${part}')` : 'document';
  const found = JSON.parse(await run(`axe.run(${where}, ${JSON.stringify(options)}).then((r) =>
    JSON.stringify(r.violations.flatMap((v) => v.nodes.map((n) => 'axe ' + v.id + ': ' + v.help
      + ' [' + n.target.join(' ') + '] ' + n.html.slice(0, 120)
      + ' ' + (n.any[0] ? n.any[0].message : '')))))`));
  return found;
}

// Collects what the console and the content policy complain about while a page is used.
export function listen(page) {
  const heard = [];
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // The browser itself notes that a page was answered with 4xx or 5xx; the check of that page
    // judges the status. What a page loads is another matter.
    const itself = message.location().url === page.url();
    if (itself && /status of \d+/.test(message.text())) return;
    heard.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => heard.push(`script error: ${error.message}`));
  page.on('dialog', async (dialog) => {
    heard.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  return heard;
}

// One for a page as long as it is open: where one is ended, Chromium takes the page's virtual
// authenticator (journey_passkey) away with it.
const sessions = new WeakMap();
async function keysOf(page) {
  if (!sessions.has(page)) sessions.set(page, await page.context().newCDPSession(page));
  return sessions.get(page);
}

// Presses Tab so often and tells where the focus was after each. Asked one by one, most of the time
// is the way to the browser and back: the keys go out together, the page notes at each key's end.
async function tabStops(page, keys, count) {
  await page.evaluate(`window.tabStops = [];
    window.onTabUp ??= () => window.tabStops.push((${inPage.focusSeen})());
    window.addEventListener('keyup', window.onTabUp, true);`);
  const sent = [];
  for (let i = 0; i < count; i += 1) {
    sent.push(keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...TAB }),
      keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...TAB }));
  }
  await Promise.all(sent);
  return page.evaluate(() => {
    window.removeEventListener('keyup', window.onTabUp, true);
    return window.tabStops;
  });
}

async function keyboardWalk(page, frame) {
  const found = [];
  const stops = new Set();
  await page.evaluate(() => {
    // From the top, also where the page put the focus elsewhere.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    window.scrollTo(0, 0);
    window.focusedBefore = null;
    window.focusedFirst = null;
  });
  const keys = await keysOf(page);
  for (let i = 0, around = false; i < TAB_STOPS_MOST && !around;) {
    const count = i === 0 ? 1 : Math.min(TABS_AT_ONCE, TAB_STOPS_MOST - i);
    const seen = await tabStops(page, keys, count);
    // The controls of a player keep some of their keys to themselves.
    if (seen.length === 0) found.push(`${count} Tabs were pressed, none was noted`);
    const end = seen.findIndex(({ at }) => !at);
    around = end >= 0 || seen.length === 0;
    for (const { at, problem } of around ? seen.slice(0, end) : seen) {
      stops.add(at);
      if (problem) found.push(problem);
    }
    if (i === 0 && !frame && /skip/.test(seen[0]?.at)) await page.keyboard.press('Enter');
    i += count;
  }
  await page.evaluate(() => document.activeElement?.blur());
  const first = [...stops][0] ?? '';
  if (!/skip/.test(first)) {
    found.push(`the first Tab stop is not the skip link but ${first || 'nothing'}`);
  }
  return found;
}

async function withStyle(page, css, ask) {
  await page.evaluate(inPage.addStyle, css);
  const found = await ask();
  await page.evaluate(inPage.dropStyles);
  return found;
}

async function layoutProblems(page, name) {
  const found = [];
  const note = (where, problems) => found.push(...problems.map((p) => `${where}: ${p}`));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 500 ? 800 : 900 });
    note(`${width} px`, [...await page.evaluate(inPage.overflow),
      ...await page.evaluate(inPage.cutText)]);
    if (name && width === 390) await picture(page, `${name}-${width}`);
    if (width === 390) note('390 px', await page.evaluate(inPage.smallTargets));
  }
  note('spacing', await withStyle(page, SPACING, async () => [
    ...await page.evaluate(inPage.overflow), ...await page.evaluate(inPage.cutText)]));
  note('320 px, 200 % text', await withStyle(page, LARGE, () => page.evaluate(inPage.wideCrumbs)));
  await page.setViewportSize({ width: 1280, height: 900 });
  note('200 % text', await withStyle(page, LARGE, async () => [
    ...await page.evaluate(inPage.overflow), ...await page.evaluate(inPage.cutText)]));
  return found;
}

async function mediaProblems(page, name, part) {
  const found = [];
  const note = (where, problems) => found.push(...problems.map((p) => `${where}: ${p}`));
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(inPage.addStyle, STILL);
  if (name) await picture(page, `${name}-dark`);
  note('dark', await axeProblems((text) => page.evaluate(text),
    ['color-contrast', 'link-in-text-block'], part));
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  note('forced colours', await page.evaluate(inPage.lostText));
  await page.emulateMedia({ forcedColors: 'none', media: 'print' });
  await page.setViewportSize({ width: 673, height: 1000 });  // A4 within the style sheet's margins
  note('print', [...await page.evaluate(inPage.printed), ...await page.evaluate(inPage.overflow)]);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.evaluate(inPage.dropStyles);
  return found;
}

// The whole list, for a page that is open at 1280 px. With a name, pictures are kept. Without its
// frame, where other pages had the same: Tab goes on from the skip link, axe looks at main.
export async function allProblems(page, name = '', frame = true) {
  const part = frame ? '' : 'main';
  const found = await page.evaluate(inPage.basics);
  found.push(...await page.evaluate(inPage.cutCharts));
  await page.evaluate(AXE);
  found.push(...await axeProblems((text) => page.evaluate(text), null, part));
  found.push(...await keyboardWalk(page, frame));
  found.push(...await layoutProblems(page, name));
  found.push(...await mediaProblems(page, name, part));
  return found;
}

// Of a page whose kinds of things were all asked everything on other pages: what depends on how
// they stand together.
export async function arrangementProblems(page) {
  const found = await page.evaluate(inPage.basics);
  await page.evaluate(AXE);
  found.push(...await axeProblems((text) => page.evaluate(text), null, 'main'));
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    found.push(...[...await page.evaluate(inPage.overflow), ...await page.evaluate(inPage.cutText)]
      .map((problem) => `${width} px: ${problem}`));
  }
  return found;
}
