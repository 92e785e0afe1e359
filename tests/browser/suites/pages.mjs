// pages.mjs - every page that any role is shown, asked everything of lib/page_checks.mjs.
//
//   sign in as each role -> follow every link (lib/crawl.mjs) -> HTML checkers on each answer
//   -> Chromium on each page of a different shape -> every form sent empty and with hostile values
//   -> the same crawl in an empty house, where every list says that there is nothing yet
import { launchChromium } from '../lib/browser.mjs';

import { Crawl, knownRoutes, shapeOf } from '../lib/crawl.mjs';
import { formProblems } from '../lib/forms.mjs';
import { HtmlCheckers } from '../lib/html_checkers.mjs';
import { startDemo, startEmpty } from '../lib/instance.mjs';
import { allProblems, listen } from '../lib/page_checks.mjs';
import { within } from '../lib/report.mjs';
import { becomeAdministrator, signIn } from '../lib/sign_in.mjs';

const AT_A_TIME = 2;
const SHAPES_PER_KEY = 2;
const CHECK_MS_MOST = 90_000;
const STARTS = ['/', '/sign-in', '/account'];
const ROLE_STARTS = {
  nobody: ['/_kit'],
  secretariat_manager: ['/office'],
  secretariat: ['/office'],
  prefecture: ['/prefecture'],
  auditor: ['/office'],
};
// Only with a token, in the middle of signing in, or as a live stream that never ends.
const NOT_BY_LINK = ['/first-administrator/:token', '/invitation/:token', '/sign-in/code',
  '/sign-in/enrolment', '/office/imports/:id/events'];


async function inPool(items, work) {
  const queue = [...items];
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    while (queue.length > 0) await work(queue.shift());
  }));
}

const cookieText = (state) => state.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
const withoutTokens = (html) => html.replace(/name="csrf_token" value="[^"]*"/g, '');

// A signed-in state per role, made by typing, one role after another.
async function signInAll(browser, place) {
  const states = { nobody: { cookies: [], origins: [] } };
  for (const [role, account] of Object.entries(place.accounts)) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, place.origin, account);
    states[role] = await context.storageState();
    states[role].home = new URL(page.url()).pathname;
    await context.close();
  }
  return states;
}

async function checkHtml(report, checkers, pages, where) {
  const judged = new Set();
  const found = new Map();
  await inPool(pages.filter((page) => page.html), async (page) => {
    const bare = withoutTokens(page.html);
    if (judged.has(bare)) return;
    judged.add(bare);
    const problems = found.get(page.pattern) ?? [];
    found.set(page.pattern, problems);
    for (const problem of await checkers.problems(page.html)) {
      problems.push(`${problem} (${page.path} as ${page.role})`);
    }
  });
  for (const [pattern, problems] of found) report.nothing(`${where}: HTML of ${pattern}`, problems);
}

// Different pages of one area must be told apart by their window titles.
function checkTitles(report, crawls, where) {
  for (const crawl of crawls) {
    const patterns = new Map();
    for (const page of crawl.pages.filter((each) => each.html)) {
      const title = /<title>([^<]*)/.exec(page.html)?.[1] ?? '';
      patterns.set(title, (patterns.get(title) ?? new Set()).add(page.pattern));
    }
    const shared = [...patterns].filter(([, set]) => set.size > 1)
      .map(([title, set]) => `"${title}" is the title of ${[...set].join(' and ')}`);
    report.nothing(`${where}: titles differ for ${crawl.role}`, shared);
  }
}

async function checkInBrowser(report, browser, place, states, pages, where) {
  const chosen = [];
  const shapes = new Map();
  for (const page of pages.filter((each) => each.html && each.status === 200)) {
    const known = shapes.get(page.key) ?? new Set();
    shapes.set(page.key, known);
    const shape = shapeOf(page.html);
    if (known.has(shape) || known.size >= SHAPES_PER_KEY) continue;
    known.add(shape);
    chosen.push({ ...page, first: known.size === 1 });
  }
  await inPool(chosen, async (entry) => {
    const name = `${where}: ${entry.path} as ${entry.role}`;
    const context = await browser.newContext({ storageState: states[entry.role],
      viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    try {
      const page = await context.newPage();
      const heard = listen(page);
      const file = `${where}-${entry.key}-${entry.role}`.replace(/[^\w-]+/g, '_');
      const problems = await within(CHECK_MS_MOST, page.goto(place.origin + entry.path)
        .then(() => allProblems(page, file)));
      report.nothing(name, [...heard, ...problems]);
    } catch (error) {
      report.notOk(name, error);
    } finally {
      await within(CHECK_MS_MOST, context.close()).catch(() => undefined);
    }
  });
}

function checkRoutes(report, routes, pages) {
  const reached = new Set(pages.map((page) => page.pattern));
  const never = routes.map((route) => route.pattern)
    .filter((pattern) => !reached.has(pattern) && !NOT_BY_LINK.includes(pattern));
  report.nothing('every page is reached by following links from somebody\'s home',
    never.map((pattern) => `${pattern} is shown to nobody as a link`));
}

async function crawlAll(place, states, routes) {
  const crawls = [];
  for (const [role, state] of Object.entries(states)) {
    const crawl = new Crawl(place.origin, role, cookieText(state), routes);
    const seeds = [...STARTS, ...(ROLE_STARTS[role] ?? []), state.home ?? '/'];
    crawls.push(await crawl.run(role === 'nobody' ? seeds.filter((s) => s !== '/account') : seeds));
  }
  return crawls;
}

async function demoHouse(report, browser, checkers) {
  const place = await startDemo();
  const routes = knownRoutes();
  const states = await signInAll(browser, place);
  const crawls = await crawlAll(place, states, routes);
  for (const crawl of crawls) {
    const count = `${crawl.pages.length} pages`;
    report.nothing(`every link shown to ${crawl.role} leads somewhere (${count})`, crawl.problems);
  }
  const pages = crawls.flatMap((crawl) => crawl.pages);
  checkRoutes(report, routes, pages);
  checkTitles(report, crawls, 'demo');
  await checkHtml(report, checkers, pages, 'demo');
  await checkInBrowser(report, browser, place, states, pages, 'demo');
  report.nothing('the server noted no error while its pages were read', place.logErrors());
  await formProblems(report, browser, checkers, place, states, pages);
  report.nothing('the server noted no error while its forms were sent', place.logErrors());
  await place.end();
}

async function emptyHouse(report, browser, checkers) {
  const place = await startEmpty();
  const context = await browser.newContext();
  const page = await context.newPage();
  await becomeAdministrator(page, place);
  const states = { secretariat_manager: await context.storageState() };
  states.secretariat_manager.home = new URL(page.url()).pathname;
  await context.close();
  const crawls = await crawlAll(place, states, knownRoutes());
  report.nothing('every link in an empty house leads somewhere', crawls[0].problems);
  await checkHtml(report, checkers, crawls[0].pages, 'empty');
  // The policies, the help and the gallery say the same in an empty house.
  const own = crawls[0].pages.filter((each) => /^\/(office|account)?(\/|$|\?)/.test(each.path));
  await checkInBrowser(report, browser, place, states, own, 'empty');
  report.nothing('the server noted no error in an empty house', place.logErrors());
  await place.end();
}

export default async function pages(report) {
  const browser = await launchChromium();
  const checkers = await HtmlCheckers.start();
  try {
    await demoHouse(report, browser, checkers);
    await emptyHouse(report, browser, checkers);
  } finally {
    await browser.close();
    await checkers.end();
  }
}
