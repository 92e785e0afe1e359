// sign_in.mjs - what a person types to sign in, for suites that drive Chromium through Playwright.
import { createHmac } from 'node:crypto';

import { sleep } from './instance.mjs';

const STEP_MS = 30_000;

function fromBase32(text) {
  let bits = '';
  for (const letter of text.replace(/[\s=]/g, '').toUpperCase()) {
    bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  }
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

// RFC 6238 with six digits, what every authenticator app shows.
export function totp(secret, nowMs = Date.now()) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(nowMs / STEP_MS)));
  const hash = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const at = hash[hash.length - 1] & 15;
  return `${(hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000}`.padStart(6, '0');
}

const lastStep = new Map();

// A code is good once: a second sign-in within the same half minute waits for the next one.
export async function freshCode(secret) {
  while (lastStep.get(secret) === Math.floor(Date.now() / STEP_MS)) await sleep(200);
  lastStep.set(secret, Math.floor(Date.now() / STEP_MS));
  return totp(secret);
}

// From anywhere to signed in; leaves the browser on the page the program chose.
export async function signIn(page, origin, account) {
  await page.goto(`${origin}/sign-in`);
  await page.locator('[name=login]').fill(account.login);
  await page.locator('[name=password]').fill(account.password);
  await page.locator('main form button').first().click();
  if (account.totp_secret) {
    await page.waitForURL('**/sign-in/code');
    await page.locator('[name=code]').fill(await freshCode(account.totp_secret));
    await page.locator('main form button').first().click();
  }
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

// The first administrator of an empty house, by the one-time link; gives back the account.
export async function becomeAdministrator(page, place) {
  const account = { login: 'first@demo.example', password: 'あさつゆ みずうみ さんぽみち' };
  await page.goto(place.origin + place.firstLink);
  await page.locator('[name=name]').fill('結城 はじめ');
  await page.locator('[name=login]').fill(account.login);
  await page.locator('[name=password]').fill(account.password);
  await page.locator('[name=password_again]').fill(account.password);
  await page.locator('main form button').first().click();
  await enrol(page, account);
  return account;
}

// From the page that shows the authenticator's key to signed in; may have to sign in before. `look`
// sees the pages on the way.
export async function enrol(page, account, look = async () => {}) {
  await page.waitForLoadState();
  if (new URL(page.url()).pathname === '/sign-in') {
    await page.locator('[name=login]').fill(account.login);
    await page.locator('[name=password]').fill(account.password);
    await page.locator('main form button').first().click();
  }
  await page.waitForURL('**/sign-in/enrolment');
  await look(page, 'enrolment');
  const words = await page.locator('main').innerText();
  const key = /(?:[A-Z2-7]{4}[ -]?){4,}[A-Z2-7]*/.exec(words);
  if (!key) throw new Error(`no authenticator key on the page: ${words}`);
  account.totp_secret = key[0].replace(/[ -]/g, '');
  await page.locator('[name=code]').fill(await freshCode(account.totp_secret));
  await page.locator('main form button').first().click();
  await page.waitForURL((url) => url.pathname !== '/sign-in/enrolment');
  if (new URL(page.url()).pathname === '/sign-in/pledge') await look(page, 'pledge');
  await pledge(page);
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

// Staff are asked for their pledge before the first session; others never see the page.
export async function pledge(page) {
  if (new URL(page.url()).pathname !== '/sign-in/pledge') return;
  await page.locator('main label').getByText('誓約します').click();
  await page.getByRole('button', { name: '誓約して進む' }).click();
}
