// journey_join.mjs - an organisation applies for membership on a 390 px phone, in Chromium without
// JavaScript, in Firefox and in WebKit; mailed links are followed as
// the letters hold them.
import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver, FirefoxEngine } from '../lib/driver.mjs';
import { startStaffed } from '../lib/instance.mjs';
import { PHONE, applyOnAPhone } from '../lib/join_path.mjs';
import { signIn } from '../lib/main_path.mjs';
import { Stopped } from '../lib/report.mjs';
import { WebKit } from '../lib/webdriver.mjs';

const STAFF = { secretariat_manager: '結城 まもる' };

// A Driver whose pictures are those of a phone, kept in one engine.
function onPhone(engine, place, name, keep) {
  const d = new Driver(engine, place.origin, `join-${name}`, keep ? [PHONE.width] : []);
  d.phone = async (what) => {
    if (!keep) return;
    await d.pictures(what);
    await engine.resize(PHONE.width, PHONE.height);
  };
  return d;
}

async function walkIn(report, name, start, keep) {
  const place = await startStaffed(STAFF);
  const engines = [];
  const person = async () => {
    const engine = await report.step(`${name}: a phone is switched on`, start);
    engines.push(engine);
    await engine.resize(PHONE.width, PHONE.height);
    return onPhone(engine, place, name, keep);
  };
  try {
    const manager = await person();
    await manager.engine.resize(1280, 900);
    await report.step(`${name}: the manager signs in`,
      () => signIn(manager, place.accounts.secretariat_manager));
    await applyOnAPhone(report, name, person, manager);
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
    }, true);
  } finally {
    await browser.close();
  }
}

async function inFirefox(report) {
  const browser = await report.step('Firefox: the browser starts', FirefoxEngine.launch);
  try {
    await walkIn(report, 'Firefox', () => FirefoxEngine.start(browser), false);
  } finally {
    await browser.close();
  }
}

export default async function journeyJoin(report) {
  for (const [name, work] of [['Chromium', inChromium], ['Firefox', inFirefox],
    ['WebKit', (r) => walkIn(r, 'WebKit', WebKit.start, false)]]) {
    try {
      await work(report);
    } catch (error) {
      if (!(error instanceof Stopped)) report.notOk(`${name}: joining`, error);
    }
  }
}
