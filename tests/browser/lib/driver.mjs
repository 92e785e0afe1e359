// driver.mjs - what a person does with a page, in the same few verbs for every engine, with or
// without JavaScript. An engine gives goto, url, evaluate, type, click, upload, resize, screenshot.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import puppeteer from 'puppeteer-core';

import { sleep, until } from './instance.mjs';
import { htmlProblems } from './html_checkers.mjs';
import { PICTURES, SCREENS, allProblems } from './page_checks.mjs';

const START_MS_MOST = 120_000;
const ARRIVE_MS_MOST = 60_000;
const CLICKS_MOST = 3;
const CLICK_MS_MOST = 2_000;
const PICTURES_MS_MOST = 30_000;
const DECODE_MS_MOST = 5_000;
const ANSWER_MS_MOST = 40_000;
const ASKED_MOST = 3;
export const WIDTHS = [390, 820, 1280];

// Chromium, through a page of Playwright.
export class ChromiumEngine {
  constructor(page) {
    this.page = page;
  }

  goto(url) {
    return this.page.goto(url);
  }

  async url() {
    return this.page.url();
  }

  evaluate(text) {
    return this.page.evaluate(text);
  }

  type(selector, text) {
    return this.page.locator(selector).first().fill(text);
  }

  click(selector) {
    return this.page.locator(selector).first().click({ noWaitAfter: true });
  }

  upload(selector, file) {
    return this.page.locator(selector).setInputFiles(file);
  }

  resize(width, height) {
    return this.page.setViewportSize({ width, height });
  }

  screenshot() {
    return this.page.screenshot({ fullPage: true });
  }

  end() {
    return this.page.context().close();
  }
}

// Firefox never answers what it is asked in the moment a page is left, and the library waits for
// three minutes and gives up. What can be asked twice is asked again.
async function answered(ask, what = 'a press') {
  for (let i = 1; ; i += 1) {
    let late;
    const silence = new Promise((_, refuse) => {
      late = setTimeout(() => refuse(new Error('no answer')), ANSWER_MS_MOST);
    });
    const answer = ask();
    answer.catch(() => {});  // what comes too late is nobody's
    try {
      return await Promise.race([answer, silence]);
    } catch (error) {
      if (error.message !== 'no answer') throw error;
      if (i === ASKED_MOST) throw new Error(`no answer to ${what.slice(0, 200)}`);
    } finally {
      clearTimeout(late);
    }
  }
}

// Firefox, through WebDriver BiDi: one browser, a context of its own for each person.
export class FirefoxEngine {
  static launch() {
    return puppeteer.launch({ browser: 'firefox', headless: true,
      executablePath: process.env.FIREFOX_BIN || '/usr/bin/firefox-esr',
      protocol: 'webDriverBiDi', timeout: START_MS_MOST });
  }

  static async start(browser) {
    const firefox = new FirefoxEngine();
    firefox.context = await browser.createBrowserContext();
    firefox.page = await firefox.context.newPage();
    // A click that fell beside its button onto a link asks whether to leave what was typed, and
    // until that is answered no question to the page is. We stay; click() presses again.
    firefox.page.on('dialog', (dialog) => {
      console.log(`# Firefox asks: ${dialog.type()} ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
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
    return answered(() => this.page.evaluate(text), text);
  }

  run(script) {
    return this.evaluate(`(() => { ${script} })()`);
  }

  type(selector, text) {
    return this.page.type(selector, text);
  }

  // Where the page moves under the pointer (the checks of the editor answer) a click falls beside
  // what it was meant for, and a person clicks again. The other engines see to that themselves.
  async click(selector) {
    const at = JSON.stringify(selector);
    await this.evaluate(`(() => { const { dataset } = document.documentElement;
      dataset.click = 'waiting'; document.querySelector(${at}).addEventListener('click',
        () => { dataset.click = 'came'; }, { capture: true, once: true }); })()`);
    for (let i = 0; i < CLICKS_MOST; i += 1) {
      await answered(() => this.page.click(selector));
      const end = Date.now() + CLICK_MS_MOST;
      do {
        // No answer, or another page: it is being left.
        const state = await this.evaluate('document.documentElement.dataset.click')
          .catch(() => 'left');
        if (state !== 'waiting') return;
        await sleep(50);
      } while (Date.now() < end);
    }
  }

  async upload(selector, file) {
    const field = await answered(() => this.page.$(selector));
    await field.uploadFile(file);
  }

  resize(width, height) {
    return this.page.setViewport({ width, height });
  }

  async screenshot() {
    return Buffer.from(await this.page.screenshot({ fullPage: true }));
  }

  end() {
    return this.context.close();
  }
}

// Runs in the page: marks what carries the words, so that the engine can press it; tells how many.
function markWords(words, within) {
  for (const e of document.querySelectorAll('[data-press]')) e.removeAttribute('data-press');
  const bare = (text) => text.replace(/\s+/g, ' ').trim();
  // What a closed <details> holds has boxes in some engines, and nobody sees it.
  const shown = (e) => e.getClientRects().length > 0
    && !e.closest('details:not([open]) > :not(summary), [aria-hidden=true]');
  const all = [...document.querySelectorAll(`${within} button, ${within} a[href]`)];
  const said = (e) => bare(e.innerText) === words || e.getAttribute('aria-label') === words;
  const hits = all.filter((e) => said(e) && shown(e));
  const loose = all.filter((e) => bare(e.innerText).startsWith(words) && shown(e));
  const chosen = hits[0] ?? loose[0];
  chosen?.setAttribute('data-press', '');
  chosen?.scrollIntoView({ block: 'center' });
  return Boolean(chosen);
}

// Runs in the page: marks the summary of the menu's group that the entry stands folded in.
function markFold(words) {
  const bare = (text) => text.replace(/\s+/g, ' ').trim();
  const all = [...document.querySelectorAll('#menu a[href]')];
  const entry = all.find((e) => bare(e.textContent) === words)
    ?? all.find((e) => bare(e.textContent).startsWith(words));
  if (!entry) return 'missing';
  const group = entry.closest('details:not([open])');
  if (!group) return 'open';
  const summary = group.querySelector('summary');
  summary.scrollIntoView({ block: 'center' });
  summary.setAttribute('data-unfold', '');
  return 'folded';
}

export class Driver {
  // `widths`: of the pictures that are kept; none where another suite keeps them.
  constructor(engine, origin, name, widths = []) {
    Object.assign(this, { engine, origin, name, widths, looked: [] });
  }

  // From now on each page that a picture is asked of is asked everything of page_checks.mjs: for
  // pages that only a form or a mailed token leads to, which the crawl of `pages` cannot reach.
  // Chromium only; `checked()` at the end asks the HTML checkers. Without the frame (the office's
  // menu), which `pages` looks at on each role's home: half of the time.
  checkPages(report, frame = true) {
    Object.assign(this, { report, frame });
    return this;
  }

  async checked() {
    for (const [page, problems] of await htmlProblems(this.looked)) {
      this.report.nothing(`${this.name}: HTML of ${page.what}`, problems);
    }
    this.looked = [];
  }

  async goto(path) {
    await this.engine.goto(this.origin + path);
  }

  // The path of where we are, with its query.
  async path() {
    const url = new URL(await this.engine.url());
    return url.pathname + url.search;
  }

  async text(selector = 'main') {
    return this.engine.evaluate(`document.querySelector(${JSON.stringify(selector)})`
      + '?.innerText ?? ""');
  }

  has(selector) {
    return this.engine.evaluate(`Boolean(document.querySelector(${JSON.stringify(selector)}))`);
  }

  async says(words, selector = 'main') {
    const there = await this.text(selector);
    if (words instanceof RegExp ? words.test(there) : there.includes(words)) return there;
    throw new Error(`expected "${words}" in ${selector} of ${await this.path()}; there is: `
      + there.slice(0, 1500));
  }

  // A number that follows the words on the page.
  async number(words, selector = 'main') {
    const there = await this.text(selector);
    const found = new RegExp(`${words}[\\s：]*([\\d,]+)`).exec(there);
    if (!found) throw new Error(`no number after ${words} in: ${there.slice(0, 1500)}`);
    return Number(found[1].replaceAll(',', ''));
  }

  async fill(selector, text) {
    const at = JSON.stringify(selector);
    await this.engine.evaluate(`(() => { const e = document.querySelector(${at});`
      + ` e.scrollIntoView({ block: 'center' }); e.value = ''; })()`);
    await this.engine.type(selector, text);
  }

  async choose(selector, value) {
    const at = JSON.stringify(selector);
    const taken = await this.engine.evaluate(`(() => { const e = document.querySelector(${at});`
      + ` e.value = ${JSON.stringify(value)};`
      + ` e.dispatchEvent(new Event('change', { bubbles: true })); return e.value; })()`);
    if (taken !== value) throw new Error(`${selector} does not offer ${value}`);
  }

  // A radio button or a box: pressed where a finger would, on its label.
  async tick(selector) {
    await this.engine.evaluate(`(() => { const e = document.querySelector(`
      + `${JSON.stringify(selector)}); const label = e.closest('label') ?? e.labels[0] ?? e;`
      + ` label.scrollIntoView({ block: 'center' }); label.setAttribute('data-tick', ''); })()`);
    let ticked = false;
    // Pressed again where the page moved under the finger.
    for (let i = 0; i < CLICKS_MOST && !ticked; i += 1) {
      if (i > 0) await sleep(300);
      await this.engine.click('[data-tick]');
      ticked = await this.engine.evaluate(
        `document.querySelector(${JSON.stringify(selector)}).checked`);
    }
    await this.engine.evaluate(
      `document.querySelector('[data-tick]').removeAttribute('data-tick')`);
    if (!ticked) throw new Error(`${selector} is not ticked`);
  }

  upload(selector, file) {
    return this.engine.upload(selector, file);
  }

  // Opens what is folded under these words, where a finger would.
  async unfold(words) {
    const stands = await this.engine.evaluate(`(() => {`
      + ` const one = [...document.querySelectorAll('main summary')]`
      + `.find((e) => e.innerText.includes(${JSON.stringify(words)}));`
      + ` if (!one) return 'missing'; if (one.parentElement.open) return 'open';`
      + ` one.scrollIntoView({ block: 'center' }); one.setAttribute('data-unfold', '');`
      + ` return 'folded'; })()`);
    if (stands === 'missing') {
      throw new Error(`nothing is folded under "${words}" on ${await this.path()}`);
    }
    if (stands === 'folded') await this.pressFold();
  }

  async pressFold() {
    await this.engine.click('[data-unfold]');
    await this.engine.evaluate(
      `document.querySelector('[data-unfold]').removeAttribute('data-unfold')`);
  }

  // Goes on by an entry of the area's menu, whose group is opened first where it is folded.
  async menu(words) {
    const stands = await this.engine.evaluate(`(${markFold})(${JSON.stringify(words)})`);
    if (stands === 'missing') {
      throw new Error(`the menu has no "${words}" on ${await this.path()}: `
        + (await this.text('#menu')).slice(0, 1500));
    }
    if (stands === 'folded') await this.pressFold();
    await this.press(words, '#menu');
  }

  // Every picture of the page is there and can be read by this engine; tells how many. Asked again
  // for a moment: a picture that begins to load while it is decoded refuses in WebKit, and Firefox
  // may then never say whether it could.
  async shownPictures() {
    const ask = `Promise.all([...document.querySelectorAll('main picture img')].map((e) => {`
      + ` e.loading = 'eager'; return Promise.race([e.decode().then(() => 1),`
      + ` new Promise((_, refuse) => { setTimeout(() => refuse(new Error('it waits for '`
      + ` + (e.currentSrc || e.src) + (e.complete ? ', complete' : ''))), ${DECODE_MS_MOST}); })]);`
      + ` })).then((list) => list.length, (e) => String(e))`;
    let shown = '';
    await until('pictures that can be read', async () => {
      shown = await this.engine.evaluate(ask);
      return typeof shown === 'number';
    }, PICTURES_MS_MOST, 500).catch((error) => { throw new Error(`${error.message}: ${shown}`); });
    return shown;
  }

  // Presses a button or link by its words and waits until another page is there.
  async press(words, within = 'main') {
    const found = await this.engine.evaluate(
      `(${markWords})(${JSON.stringify(words)}, ${JSON.stringify(within)})`);
    if (!found) {
      throw new Error(`nothing to press says "${words}" in ${within} of ${await this.path()}: `
        + (await this.text()).slice(0, 1500));
    }
    await this.engine.evaluate('document.documentElement.setAttribute("data-left", "")');
    await this.engine.click('[data-press]');
    const ask = 'document.readyState === "complete"'
      + ' && !document.documentElement.hasAttribute("data-left")';
    await until(`the page after "${words}"`,
      () => Promise.resolve(this.engine.evaluate(ask)).catch(() => false), ARRIVE_MS_MOST);
  }

  // The answer to a form that cannot be taken: in words, at the top and in the title.
  async refused(words) {
    await this.says(words, '.errbox');
    const title = await this.engine.evaluate('document.title');
    if (!title.startsWith('エラー：')) throw new Error(`the title of a refusal is: ${title}`);
  }

  async pictures(what) {
    if (this.report) {
      this.looked.push({ what, html: await this.engine.page.content() });
      this.report.nothing(`${this.name}: all checks of ${what}`,
        await allProblems(this.engine.page, '', this.frame));
    }
    if (!PICTURES || this.widths.length === 0) return;
    mkdirSync(SCREENS, { recursive: true });
    for (const width of this.widths) {
      await this.engine.resize(width, width < 500 ? 800 : 900);
      const file = `${this.name}-${what}-${width}.png`;
      writeFileSync(join(SCREENS, file), await this.engine.screenshot());
    }
    await this.engine.resize(1280, 900);
  }

  end() {
    return this.engine.end();
  }
}

// Looks at a page that somebody without JavaScript stands before: axe waits by a timer, and none
// runs where scripts are off.
export async function onlooker(browser, origin, name, report) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  return new Driver(new ChromiumEngine(await context.newPage()), origin, name)
    .checkPages(report, false);
}
