// engines.mjs - the main path in Firefox (WebDriver BiDi) and in WebKit (WebKitWebDriver), then
// some of its pages with axe asked in each engine. A browser that cannot be started is a failure
// that says why.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Driver, FirefoxEngine } from '../lib/driver.mjs';
import * as inPage from '../lib/in_page.mjs';
import { startStaffed } from '../lib/instance.mjs';
import { STAFF, walk } from '../lib/main_path.mjs';
import { AXE, SCREENS, axeProblems } from '../lib/page_checks.mjs';
import { Stopped } from '../lib/report.mjs';
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

async function mainPath(report, name, start) {
  const place = await startStaffed(STAFF);
  const engines = [];
  const person = async () => {
    engines.push(await report.step(`${name}: a browser for one person starts`, start));
    return new Driver(engines.at(-1), place.origin, name);
  };
  try {
    const { id, merge, file, secretariat } = await walk(report, name, place, person);
    for (const path of ['/', '/account', '/office', '/office/members', '/office/members/new',
      '/office/imports/new', `/office/imports/${id}`, merge, file]) {
      const shown = path.replace(/\/[\w-]{16,}/, '/:id');
      report.nothing(`${name}: ${shown}`, await look(secretariat, path));
    }
    report.nothing(`${name}: the server noted no error`, place.logErrors());
  } finally {
    for (const engine of engines) await engine.end();
    await place.end();
  }
}

async function inFirefox(report) {
  const browser = await report.step('Firefox: the browser starts', FirefoxEngine.launch);
  try {
    await mainPath(report, 'Firefox', () => FirefoxEngine.start(browser));
  } finally {
    await browser.close();
  }
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
