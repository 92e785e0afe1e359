// engines.mjs - the main path in Firefox (WebDriver BiDi) and in WebKit (WebKitWebDriver): signing
// in with a code, then the office's pages, with axe asked in each engine. A browser that cannot be
// started is a failure that says why.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import puppeteer from 'puppeteer-core';

import { startDemo, until } from '../lib/instance.mjs';
import { AXE, SCREENS, axeProblems } from '../lib/page_checks.mjs';
import * as inPage from '../lib/in_page.mjs';
import { freshCode } from '../lib/sign_in.mjs';
import { WebKit } from '../lib/webdriver.mjs';

const PAGES = ['/', '/account', '/office/members', '/office/members/new', '/office/member-reports'];
const START_MS_MOST = 120_000;

// Firefox and WebKit behind the same few verbs.
class Firefox {
  static async start() {
    const firefox = new Firefox();
    firefox.browser = await puppeteer.launch({ browser: 'firefox', headless: true,
      executablePath: process.env.FIREFOX_BIN || '/usr/bin/firefox-esr',
      protocol: 'webDriverBiDi', timeout: START_MS_MOST });
    firefox.page = await firefox.browser.newPage();
    await firefox.page.setViewport({ width: 1280, height: 900 });
    return firefox;
  }

  goto(url) {
    return this.page.goto(url, { waitUntil: 'load' });
  }

  async url() {
    return this.page.url();
  }

  evaluate(text) {
    return this.page.evaluate(text);
  }

  run(script) {
    return this.page.evaluate(`(() => { ${script} })()`);
  }

  type(selector, text) {
    return this.page.type(selector, text);
  }

  click(selector) {
    return this.page.click(selector);
  }

  async screenshot() {
    return Buffer.from(await this.page.screenshot({ fullPage: true }));
  }

  end() {
    return this.browser.close();
  }
}

async function signIn(browser, place, account) {
  const pathNow = async () => new URL(await browser.url()).pathname;
  const arrives = (what, test) => until(what, async () => test(await pathNow()));
  await browser.goto(`${place.origin}/sign-in`);
  await browser.type('[name=login]', account.login);
  await browser.type('[name=password]', account.password);
  await browser.click('main form button');
  await arrives('the page for the code', (path) => path === '/sign-in/code');
  await browser.type('[name=code]', await freshCode(account.totp_secret));
  await browser.click('main form button');
  await arrives('being signed in', (path) => !path.startsWith('/sign-in'));
}

async function look(browser, place, name, path) {
  await browser.goto(place.origin + path);
  const found = await browser.evaluate(`(${inPage.basics})()`);
  found.push(...await browser.evaluate(`(${inPage.overflow})()`));
  await browser.run(AXE);
  found.push(...await axeProblems((text) => browser.evaluate(text)));
  const heading = await browser.evaluate('document.querySelector("h1").textContent');
  if (/見つかりません|できません/.test(heading)) found.push(`${path} says: ${heading}`);
  const file = `${name}${path}`.replace(/[^\w-]+/g, '_');
  writeFileSync(join(SCREENS, `${file}.png`), await browser.screenshot());
  return found;
}

async function engine(report, name, start) {
  const place = await startDemo();
  let browser;
  try {
    browser = await report.step(`${name}: the browser starts`, start);
    await report.step(`${name}: signing in with password and code`,
      () => signIn(browser, place, place.accounts.secretariat));
    for (const path of PAGES) {
      report.nothing(`${name}: ${path}`, await look(browser, place, name, path));
    }
  } finally {
    if (browser) await browser.end();
    await place.end();
  }
}

export default async function engines(report) {
  mkdirSync(SCREENS, { recursive: true });
  for (const [name, start] of [['Firefox', Firefox.start], ['WebKit', WebKit.start]]) {
    try {
      await engine(report, name, start);
    } catch (error) {
      if (error.constructor.name !== 'Stopped') report.notOk(`${name}: the main path`, error);
    }
  }
}
