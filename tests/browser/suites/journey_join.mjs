// journey_join.mjs - an organisation applies for membership on a 390 px phone, in Chromium without
// JavaScript, in Firefox and in WebKit; mailed links are followed as
// the letters hold them. The address comes of the postal code: by its button in the first, as soon
// as the code is typed in the others.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver, FirefoxEngine } from '../lib/driver.mjs';
import { sleep, startStaffed, until } from '../lib/instance.mjs';
import { PHONE, applyOnAPhone, throughTheHome } from '../lib/join_path.mjs';
import { signIn } from '../lib/main_path.mjs';
import { Stopped } from '../lib/report.mjs';
import { WebKit } from '../lib/webdriver.mjs';
import { problemsHere } from './engines.mjs';

const STAFF = { secretariat_manager: '結城 まもる' };

// Invented towns, as the post writes its list.
const TOWNS = [['8600001', '架空町'], ['8600002', '架空町'], ['8600002', '架空本町']]
  .map(([code, town]) => `43101,860,${code},,,,熊本県,熊本市中央区,${town},0,0,0,0,0,0\n`).join('');
const WARD = '熊本県熊本市中央区';
const TYPED = '熊本市中央区架空町1-2-3';

const addressIn = (d) => d.engine.evaluate('document.querySelector("[name=address]").value');
const shows = (d, words) => until(`the address ${words}`,
  async () => (await addressIn(d)) === words);

// Without a script: the button sends the form, and it comes back filled in.
async function placeByTheButton(d) {
  await d.fill('[name=postal_code]', '8600002');
  await d.press('住所を調べる');
  await d.says('2か所あります');
  await d.phone('4-places');
  await d.tick(`[name=found_address][value="${WARD}架空本町"]`);
  await d.press('選んだ所在地にする');
  await shows(d, `${WARD}架空本町`);
  await d.fill('[name=postal_code]', '8600001');
  await d.fill('[name=address]', TYPED);
}

// With one: as soon as the seventh digit is there.
async function placeByTheScript(d) {
  await d.fill('[name=postal_code]', '860-0002');
  await until('the places to choose from', () => d.has('[name=found_address]'));
  await d.says('2か所あります');
  await d.phone('4-places');
  if (await addressIn(d) !== '') throw new Error('an address was put in before one was chosen');
  await d.engine.click('[data-found] button');
  await d.says('あてはまる所在地を選んでから');
  await d.tick(`[name=found_address][value="${WARD}架空本町"]`);
  await d.engine.click('[data-found] button');
  await shows(d, `${WARD}架空本町`);
  // Another code takes the place of what we put there ourselves, and says so.
  await d.fill('[name=postal_code]', '8600001');
  await shows(d, `${WARD}架空町`);
  await d.says(`所在地に「${WARD}架空町」を入れました`);
  // What a person typed stays, and nothing is said.
  await d.fill('[name=address]', TYPED);
  await d.fill('[name=postal_code]', '8600002');
  await sleep(1000);
  if (await addressIn(d) !== TYPED) throw new Error(`typed over: ${await addressIn(d)}`);
  if (await d.has('[name=found_address]')) throw new Error('places are offered unasked');
  await d.fill('[name=postal_code]', '8600001');
}

// A Driver whose pictures are those of a phone, kept in one engine; in the others, whose pages have
// scripts, axe is asked. The rest is asked in journey_decision.
function onPhone(report, engine, place, name, keep) {
  const d = new Driver(engine, place.origin, `join-${name}`, keep ? [PHONE.width] : []);
  d.phone = async (what) => {
    if (!keep) {
      report.nothing(`${name}: join: axe of ${what}`, await problemsHere(engine));
      return;
    }
    await d.pictures(what);
    await engine.resize(PHONE.width, PHONE.height);
  };
  return d;
}

async function walkIn(report, name, start, keep, typePlace) {
  const place = await startStaffed(STAFF);
  const list = join(place.folder, 'towns.csv');
  writeFileSync(list, TOWNS);
  const engines = [];
  const person = async () => {
    const engine = await report.step(`${name}: a phone is switched on`, start);
    engines.push(engine);
    await engine.resize(PHONE.width, PHONE.height);
    return onPhone(report, engine, place, name, keep);
  };
  try {
    const manager = await person();
    await manager.engine.resize(1280, 900);
    await report.step(`${name}: the manager signs in`,
      () => signIn(manager, place.accounts.secretariat_manager));
    await report.step(`${name}: a list of postal codes is imported`,
      () => place.command('import', 'postal-codes', list));
    await applyOnAPhone(report, name, person, manager, throughTheHome, typePlace);
    report.nothing(`${name}: join: the server noted no error`, place.logErrors());
  } finally {
    for (const engine of engines) await engine.end();
    await place.end();
  }
}

async function inChromium(report) {
  const browser = await launchChromium();
  try {
    await walkIn(report, 'Chromium', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
      return new ChromiumEngine(await context.newPage());
    }, true, placeByTheButton);
  } finally {
    await browser.close();
  }
}

async function inFirefox(report) {
  const browser = await report.step('Firefox: the browser starts', FirefoxEngine.launch);
  try {
    await walkIn(report, 'Firefox', () => FirefoxEngine.start(browser), false, placeByTheScript);
  } finally {
    await browser.close();
  }
}

export default async function journeyJoin(report) {
  for (const [name, work] of [['Chromium', inChromium], ['Firefox', inFirefox],
    ['WebKit', (r) => walkIn(r, 'WebKit', WebKit.start, false, placeByTheScript)]]) {
    try {
      await work(report);
    } catch (error) {
      if (!(error instanceof Stopped)) report.notOk(`${name}: joining`, error);
    }
  }
}
