// engines.mjs - the main paths in Firefox (WebDriver BiDi) and in WebKit (WebKitWebDriver): the
// roster to its report, an article to its readers, who search for it and ask about it; then some of
// their pages with axe asked in each engine. A browser that cannot be started is a failure that
// says why.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Driver, FirefoxEngine } from '../lib/driver.mjs';
import { tryButtons } from '../lib/editor_buttons.mjs';
import * as inPage from '../lib/in_page.mjs';
import { startStaffed } from '../lib/instance.mjs';
import { STAFF, walk } from '../lib/main_path.mjs';
import { AXE, SCREENS, axeProblems } from '../lib/page_checks.mjs';
import * as publishing from '../lib/publishing_path.mjs';
import { Report, Stopped } from '../lib/report.mjs';
import { WebKit } from '../lib/webdriver.mjs';

// Of the page that is open; journey_join asks it of the applicant's.
export async function problemsHere(engine) {
  const found = await engine.evaluate(`(${inPage.basics})()`);
  found.push(...await engine.evaluate(`(${inPage.overflow})()`));
  await engine.run(AXE);
  found.push(...await axeProblems((text) => engine.evaluate(text)));
  return found;
}

async function look(d, path) {
  await d.goto(path);
  const { engine } = d;
  const found = await problemsHere(engine);
  const heading = await d.text('h1');
  if (/見つかりません|できません/.test(heading)) found.push(`${path} says: ${heading}`);
  const file = `${d.name}${path}`.replace(/\/[\w-]{16,}/g, '-one').replace(/[^\w-]+/g, '_');
  writeFileSync(join(SCREENS, `${file}.png`), await engine.screenshot());
  return found;
}

// An article with two pictures, published at once; the minute is waited for in Chromium alone.
async function publish(report, name, place, { editor, manager, guest }) {
  const step = (words, work) => report.step(`${name}: ${words}`, work);
  manager.home = '/office';
  await step('words take their form by buttons', () => tryButtons(editor));
  const seed = name.length;  // pictures of its own in each engine
  const ids = await step('two pictures are sent and described',
    () => publishing.sendPictures(editor, seed));
  const article = await step('a case is written and put right',
    () => publishing.writeCase(editor, ids));
  await step('it is sent on', () => publishing.sendOn(editor, article));
  await step('another person confirms it', () => publishing.confirm(manager));
  await step('two are asked by mail', () => publishing.askBoth(editor, article));
  await step('the company answers by the link',
    () => publishing.answerByLink(guest, manager, publishing.companyAddress, 'company'));
  await step('the prefecture answers by the link', () => publishing.answerByLink(guest, manager,
    place.accounts.prefecture.login, 'prefecture'));
  await step('the manager publishes it', () => publishing.publishAtOnce(manager, article));
  await step('a visitor reads it with its pictures', () => publishing.readIt(guest));
  const found = await step('a visitor finds it while typing, and by the search',
    () => publishing.findIt(guest));
  await step('a visitor asks about it, and the desk sees the inquiry',
    () => publishing.askAboutIt(guest, editor));
  for (const path of ['/cases', publishing.casePath, '/news', '/contact', found]) {
    report.nothing(`${name}: ${path} for a visitor`, await look(guest, path));
  }
  for (const path of ['/office/content', article, `${article}/preview`, '/office/media']) {
    const shown = path.replace(/\/[\w-]{16,}/, '/:id');
    report.nothing(`${name}: ${shown}`, await look(editor, path));
  }
}

async function mainPath(report, name, start) {
  const place = await startStaffed(STAFF);
  const engines = [];
  const person = async () => {
    engines.push(await report.step(`${name}: a browser for one person starts`, start));
    return new Driver(engines.at(-1), place.origin, name);
  };
  try {
    const { id, merge, file, secretariat, manager } = await walk(report, name, place, person);
    for (const path of ['/', '/account', '/office', '/office/members', '/office/members/new',
      '/office/imports/new', `/office/imports/${id}`, merge, file]) {
      const shown = path.replace(/\/[\w-]{16,}/, '/:id');
      report.nothing(`${name}: ${shown}`, await look(secretariat, path));
    }
    await publish(report, name, place,
      { editor: secretariat, manager, guest: await person() });
    report.nothing(`${name}: the server noted no error`, place.logErrors());
  } finally {
    for (const engine of engines) await engine.end();
    await place.end();
  }
}

// What a walk found, told when it is known whether it counts.
class Kept extends Report {
  lines = [];

  ok(name) {
    this.lines.push(['ok', name]);
  }

  notOk(name, why) {
    this.lines.push(['notOk', name, why]);
  }

  tell(report) {
    for (const [kind, ...words] of this.lines) report[kind](...words);
  }
}

async function walkFirefox(report) {
  const browser = await report.step('Firefox: the browser starts', FirefoxEngine.launch);
  try {
    await mainPath(report, 'Firefox', () => FirefoxEngine.start(browser));
  } finally {
    await browser.close();
  }
}

// Beside other work Firefox sometimes never answers its driver again, whatever is asked; that says
// nothing of the pages. Once, the walk begins anew with a fresh browser and a fresh house.
async function inFirefox(report) {
  for (const isLast of [false, true]) {
    const kept = new Kept();
    await walkFirefox(kept).catch((error) => {
      if (!(error instanceof Stopped)) kept.notOk('Firefox: the main path', error);
    });
    const isSilent = kept.lines.some(
      ([, , why]) => /^no answer|callFunction timed out/.test(why?.message ?? ''));
    if (!isSilent || isLast) return kept.tell(report);
    console.log('# Firefox does not answer any more: once more with a fresh one');
  }
  return undefined;
}

export default async function engines(report) {
  mkdirSync(SCREENS, { recursive: true });
  for (const [name, work] of [['Firefox', () => inFirefox(report)],
    ['WebKit', () => mainPath(report, 'WebKit', WebKit.start)]]) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Stopped)) report.notOk(`${name}: the main path`, error);
    }
  }
}
