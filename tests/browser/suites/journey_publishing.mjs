// journey_publishing.mjs - an editor who has never seen the program publishes a ＤＸ事例 with two
// pictures, its text by keys and buttons alone: a colleague confirms it, the company interviewed
// and the prefecture approve it by a single-use mailed link on a phone, the manager plans it for a
// minute, and a visitor reads it at that minute. Every state on the way is asked everything of
// page_checks.mjs. Chromium; the same path goes through Firefox and WebKit in engines.
import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver } from '../lib/driver.mjs';
import { writeByButtons } from '../lib/editor_buttons.mjs';
import { startStaffed } from '../lib/instance.mjs';
import { PHONE } from '../lib/join_path.mjs';
import { shiftsOf, watchShifts } from '../lib/loading.mjs';
import { signIn } from '../lib/main_path.mjs';
import { listen } from '../lib/page_checks.mjs';
import * as path from '../lib/publishing_path.mjs';
import { Stopped } from '../lib/report.mjs';

const STAFF = { secretariat: '結城 ことね', secretariat_2: '結城 あさひ',
  secretariat_manager: '結城 まもる', prefecture: '県北 みつる' };
const DESK = { width: 1280, height: 900 };

async function walk(report, place, person) {
  const step = (words, work) => report.step(`publishing: ${words}`, work);
  const atDesk = (role) => step(`${role} signs in`, async () => {
    const d = await person(role, DESK);
    await signIn(d, place.accounts[role]);
    d.home = '/office';
    return d;
  });
  const editor = await atDesk('secretariat');
  const second = await atDesk('secretariat_2');
  const manager = await atDesk('secretariat_manager');
  const ids = await step('two pictures are sent and described',
    () => path.sendPictures(editor, 1, true));
  const article = await step('a case is written, and put right with buttons where it says so',
    () => path.writeCase(editor, ids, writeByButtons));
  await step('it is sent on, and not confirmed by who wrote it',
    () => path.sendOn(editor, article));
  await step('a colleague confirms it', () => path.confirm(second));
  await step('the company and the prefecture are asked by mail',
    () => path.askBoth(editor, article));
  const phone = await person('phone', PHONE);
  phone.onPhone = true;
  await step('the company approves on a phone, once',
    () => path.answerByLink(phone, manager, path.companyAddress, 'company'));
  await step('the prefecture approves on a phone, once', () => path.answerByLink(phone, manager,
    place.accounts.prefecture.login, 'prefecture'));
  const at = await step('the manager plans it for a minute', () => path.plan(manager, article));
  await step('it is public at that minute and not before', () => path.goesLive(place.origin, at));
  await step('a visitor reads it on a phone', () => path.readIt(phone));
  await step('nothing moves while its pictures come', async () => {
    const { page } = (await person('reader', PHONE)).engine;
    await watchShifts(page);
    const shifts = await shiftsOf(page, place.origin + path.casePath);
    if (shifts.length > 0) throw new Error(`moved: ${shifts.join('; ')}`);
  });
  await step('the history says that it was in time', () => path.inHistory(editor, article));
}

export default async function journeyPublishing(report) {
  const place = await startStaffed(STAFF);
  const browser = await launchChromium();
  const people = [];
  const heard = [];
  const person = async (name, viewport) => {
    const page = await (await browser.newContext({ viewport })).newPage();
    heard.push(listen(page));
    const d = new Driver(new ChromiumEngine(page), place.origin, `publishing-${name}`)
      .checkPages(report, name === 'phone');
    people.push(d);
    return d;
  };
  try {
    await walk(report, place, person);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    for (const d of people) await d.checked();
    report.nothing('publishing: nothing was complained about',
      [...heard.flat(), ...place.logErrors()]);
    await browser.close();
    await place.end();
  }
}
