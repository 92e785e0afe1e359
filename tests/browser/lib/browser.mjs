// browser.mjs - starting Chromium, and saying in words what was expected and what was there.
import { chromium } from 'playwright-core';

const WAIT_MS_MOST = 15_000;

// Debian's chromium-headless-shell is built of the same source and draws the same pages for two
// thirds of the time; CHROMIUM_BIN=/usr/bin/chromium asks the whole browser.
export async function launchChromium() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_BIN || '/usr/bin/chromium-headless-shell' });
}

export const mainText = (page) => page.locator('main').innerText();

// Waits until one of the elements holds the words; tells what stood there otherwise.
export async function expectText(page, selector, words) {
  const wanted = page.locator(selector).filter({ hasText: words }).first();
  try {
    await wanted.waitFor({ state: 'visible', timeout: WAIT_MS_MOST });
  } catch {
    const there = await page.locator(selector).allInnerTexts().catch(() => []);
    throw new Error(`expected "${words}" in ${selector} of ${page.url()}; there is: `
      + there.join(' | ').slice(0, 1500));
  }
}
