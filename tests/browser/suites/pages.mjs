// pages.mjs - every page that any role is shown, in a house in motion and in an empty one, asked
// everything of lib/page_checks.mjs.
//
//   sign in as each role -> follow every link and GET form (lib/crawl.mjs)
//   -> HTML checkers on every page of a different build, beside the browser
//   -> Chromium on the pages that together hold every kind of thing a pattern shows to anybody
//   -> every POST form sent empty, hostile and far too long (lib/forms.mjs), then all lists again
import { launchChromium } from '../lib/browser.mjs';
import { Crawl, kindsOf, knownRoutes, mainOf } from '../lib/crawl.mjs';
import { formsToSend, lookAtRefusal, sendForms } from '../lib/forms.mjs';
import { htmlProblems } from '../lib/html_checkers.mjs';
import { startDemo, startStaffed, until } from '../lib/instance.mjs';
import { STAFF, mergeTwins, signIn as enrolAndSignIn, uploadRoster } from '../lib/main_path.mjs';
import { ChromiumEngine, Driver } from '../lib/driver.mjs';
import { allProblems, arrangementProblems, listen } from '../lib/page_checks.mjs';
import { within } from '../lib/report.mjs';
import { signIn } from '../lib/sign_in.mjs';
import { leaveSite } from '../lib/site_states.mjs';

const AT_A_TIME = 2;
const CHECK_MS_MOST = 90_000;
const STARTS = ['/', '/sign-in'];
const ROLE_STARTS = { nobody: ['/_kit'] };
// What is asked for without a link: who may not see a page, and what is not there.
const REFUSED = [['visitor', '/office', 403], ['auditor', '/office/imports', 403],
  ['nobody', '/nowhere', 404], ['secretariat', '/office/members/nobody', 404],
  ['prefecture', '/office/member-reports/nothing', 404]];
// Only with a token or in the middle of signing in, all looked at in journey_account, or as a live
// stream that never ends.
const NOT_BY_LINK = ['/first-administrator/:token', '/invitation/:token', '/sign-in/code',
  '/sign-in/enrolment', '/sign-in/pledge', '/sign-in/recovery',
  // What a script asks, and what a form or a mailed link leads to: journey_join.
  '/postal-codes',
  '/join/application', '/join/application/:step', '/join/application/check',
  '/join/application/discard', '/join/application/new', '/join/application/paused',
  '/join/application/received', '/join/resume/:token', '/join/status/:token',
  '/join/status/:token/supplement', '/join/status/:token/withdrawal',
  // By a mailed link: answered in journey_decision; the other two in journey_account.
  '/answers/:token', '/address-proof/:token', '/password-reset/:token',
  // Attachments, which the demo's inquiries have not: the tests of inquiries.
  '/office/inquiries/:id/files/:file',
  // By a mailed link: journey_listings. Of the texts for other readers the demo has some.
  '/event-listings/status/:token', '/event-listings/status/:token/correction',
  '/event-listings/status/:token/withdrawal',
  ...['pages', 'materials', 'faq', 'profiles', 'grand-design'].flatMap(
    (type) => [`/${type}/:slug/easy`, `/${type}/:slug/en`]),
  // What a page shows or a script sends, no link: the tests of media, analytics, search.
  '/office/media/:id/files/:name', '/office/media/:id/events',
  '/counting/outbound', '/search/suggestions',
  // What the editor's script asks: journey_editor.
  '/office/content/targets', '/office/media/choices', '/office/media/choices/:id',
  // What search engines ask for, no link: the tests of feeds.
  '/robots.txt', '/sitemap.xml', '/sitemaps/:file',
  // A file that the demo's verdicts have not: the tests of accessibility.
  '/office/accessibility/:id/criteria/:criterion/evidence',
  // Live, or after a press that the demo has not: the tests of site_import and site_export.
  '/office/site-imports/:id/events', '/office/site-imports/:id/undo',
  '/office/site-copies/events', '/office/site-copies/:id/file',
  // By a mail's link: journey_mailings.
  '/unsubscribe/:token',
  // Looked at in journey_managing; the attachments are asked for in the feature's own tests.
  '/confirmations/:token', '/confirmations/:token/change', '/members/changes/:id/check',
  '/members/changes/:id/attachment', '/office/change-requests/:id/attachment',
  // After a form, by a letter or in a state that the demo has not: journey_privacy,
  // journey_managing; a campaign's link is followed in journey_recruiting.
  '/office/confirmations/new', '/privacy-requests/sent', '/privacy-requests/proof/:token',
  '/privacy-requests/status/:token', '/privacy-requests/status/:token/data.csv',
  '/privacy-requests/status/:token/data.json', '/members/my-data/:id',
  '/members/my-data/:id/data.csv', '/members/my-data/:id/data.json', '/r/:code',
  // Files to take that the demo's records have not: their tests are the features' own.
  '/office/reviews/:id/notice', '/office/applications/:id/files/:file',
  '/office/reviews/:id/criteria/:criterion/evidence',
  '/office/screenings/:id/searches/:search/evidence',
  // Off in the demo: journey_federation goes there and back with a provider, and looks at each.
  '/sign-in/elsewhere', '/sign-in/elsewhere/return', '/account/identity',
  '/account/identity/removal',
  '/account/passkeys/:id/removal', '/office/accounts/:id/pledges/:pledge/paper',
  '/office/imports/:id/events', '/office/member-reports/:id/events'];

// Where the time of the longest suite goes, for whoever shortens it.
async function timed(words, work) {
  const start = Date.now();
  const done = await work;
  console.log(`# pages, ${words}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return done;
}

async function inPool(items, work) {
  const queue = [...items];
  await Promise.all(Array.from({ length: AT_A_TIME }, async (_, tab) => {
    while (queue.length > 0) await work(queue.shift(), tab);
  }));
}

const cookieText = (state) => state.cookies.map((c) => `${c.name}=${c.value}`).join('; ');

// A signed-in state per role, made by typing.
async function signInAll(browser, place, typed) {
  const states = { nobody: { cookies: [], origins: [], home: '/' } };
  await inPool(Object.entries(place.accounts), async ([role, account]) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await typed(page, account);
    states[role] = { ...await context.storageState(), home: new URL(page.url()).pathname };
    await context.close();
  });
  return states;
}

// States that the demo has not: a roster being checked, a file that could not be read, a merge.
// Gives the paths of the first, whose steps are reached by pressing only.
async function leaveWork(browser, place, state) {
  const context = await browser.newContext({ storageState: state });
  const d = new Driver(new ChromiumEngine(await context.newPage()), place.origin, 'pages');
  const draft = await uploadRoster(d);
  const broken = { name: 'broken.xlsx', mimeType: 'application/octet-stream',
    buffer: Buffer.from('PK\u0003\u0004 not a workbook') };
  await d.goto('/office/imports/new');
  await d.upload('[name=file]', broken);
  await d.fill('[name=loan_name]', '読めない資料');
  await d.press('読み取って次へ進む');
  await mergeTwins(d);
  await context.close();
  return ['/rows', '/rows/104', '/commit'].map((step) => `/office/imports/${draft}${step}`);
}

// The demo has sent no mail: an invitation is one, kept as 未配信.
async function leaveMail(browser, place, state) {
  const context = await browser.newContext({ storageState: state });
  const page = await context.newPage();
  await page.goto(`${place.origin}/office/accounts/new`);
  await page.getByLabel('お名前').fill('菊水 みらい');
  await page.getByLabel('メールアドレス').fill('new-staff@demo.example');
  await page.locator('main label').getByText('事務局', { exact: true }).click();
  await page.getByLabel('招待する理由').fill('4月の人事異動');
  await page.getByRole('button', { name: '招待を送る' }).click();
  await until('the mail of the invitation', async () => {
    await page.goto(`${place.origin}/office/mails`);
    return page.locator('main a[href^="/office/mails/"]').count();
  });
  await context.close();
}

// A stock-take of accounts in the middle of its work.
async function leaveStocktake(browser, place, state) {
  const context = await browser.newContext({ storageState: state });
  const page = await context.newPage();
  await page.goto(`${place.origin}/office/stocktakes`);
  await page.getByRole('button', { name: '棚卸しを始める' }).click();
  await page.waitForURL('**/office/stocktakes/*');
  await context.close();
}

async function crawlAll(place, states, routes, more = {}) {
  const crawls = [];
  for (const [role, state] of Object.entries(states)) {
    const crawl = new Crawl(place.origin, role, cookieText(state), routes);
    for (const seed of [...STARTS, ...(ROLE_STARTS[role] ?? []), state.home ?? '/',
      ...(more[role] ?? [])]) {
      crawl.add(seed, 'the start');
    }
    for (const [who, path, status] of REFUSED) {
      if (who === role) crawl.add(path, 'an address typed', status);
    }
    crawls.push(await crawl.run());
  }
  return crawls;
}

// Different pages of one area must be told apart by their window titles.
function checkTitles(report, crawls, where) {
  for (const crawl of crawls) {
    const patterns = new Map();
    for (const page of crawl.pages.filter((each) => each.html && each.status === 200)) {
      const title = /<title>([^<]*)/.exec(page.html)?.[1] ?? '';
      patterns.set(title, (patterns.get(title) ?? new Set()).add(page.pattern));
    }
    const shared = [...patterns].filter(([, set]) => set.size > 1)
      .map(([title, set]) => `"${title}" is the title of ${[...set].join(' and ')}`);
    report.nothing(`${where}: titles differ for ${crawl.role}`, shared);
  }
}

function checkRoutes(report, routes, pages) {
  const reached = new Set(pages.map((page) => page.pattern));
  const never = routes.map((route) => route.pattern)
    .filter((pattern) => !reached.has(pattern) && !NOT_BY_LINK.includes(pattern));
  report.nothing('every page is reached by following links from somebody\'s home',
    never.map((pattern) => `${pattern} is shown to nobody as a link`));
}

// The public site is promised page by page, whatever its pages have in common.
const isPublic = (page) => page.role === 'nobody' && !page.pattern.startsWith('/_kit');

// Pages of one pattern that are built differently, and all public ones.
function differentlyBuilt(pages) {
  const chosen = new Map();
  for (const page of pages.filter((each) => each.html)) {
    const key = isPublic(page) ? page.path
      : `${page.pattern} ${[...kindsOf(page.html)].sort().join()}`;
    if (!chosen.has(key)) chosen.set(key, page);
  }
  return [...chosen.values()];
}

// A draft with everything to put right (lib/site_states.mjs) skips levels of headings; its preview
// shows it as it is, with the findings.
const PREVIEWS = ['/previews/:token', '/office/content/:id/preview'];
const isOfTheDraft = (page, problem) => PREVIEWS.includes(page.pattern)
  && /skipping \d+ heading level/.test(problem);

async function checkHtml(report, pages, where) {
  const byPattern = new Map();
  for (const [page, found] of await htmlProblems(differentlyBuilt(pages))) {
    const problems = found.filter((problem) => !isOfTheDraft(page, problem));
    const lines = byPattern.get(page.pattern) ?? [];
    byPattern.set(page.pattern, lines);
    lines.push(...problems.map((problem) => `${problem} (${page.path} as ${page.role})`));
  }
  for (const [pattern, lines] of byPattern) report.nothing(`${where}: HTML of ${pattern}`, lines);
}

// Few pages that together show every kind of thing a pattern has; `known` remembers what was seen.
// The frame of a role (its menu) is seen on its home. The page with most in it of each pattern,
// each home, each public page and what shows a kind that no page before it had are asked
// everything; the others what can differ when known things stand together otherwise.
function choosePages(pages, states, known) {
  const chosen = [];
  const withKinds = pages.filter((page) => page.html)
    .map((page) => ({ page, kinds: kindsOf(mainOf(page.html)) }))
    .sort((a, b) => b.kinds.size - a.kinds.size);
  for (const { page, kinds } of withKinds) {
    const seen = known.get(page.pattern) ?? new Set();
    const home = page.path === states[page.role].home && !known.has(`home ${page.role}`);
    const first = !known.has(page.pattern);
    if (!home && !isPublic(page) && [...kinds].every((kind) => seen.has(kind))) continue;
    const anywhere = known.get('anywhere') ?? new Set();
    const unseen = [...kinds].some((kind) => !anywhere.has(kind));
    if (home) known.set(`home ${page.role}`, new Set());
    known.set(page.pattern, new Set([...seen, ...kinds]));
    known.set('anywhere', new Set([...anywhere, ...kinds]));
    chosen.push({ ...page, keep: first || home, frame: home,
      whole: first || home || unseen || isPublic(page) });
  }
  return chosen;
}

// Tabs that are used again: one context a role and a tab.
class Tabs {
  constructor(browser, states) {
    Object.assign(this, { browser, states, open: new Map() });
  }

  async page(role, tab) {
    const key = `${role} ${tab}`;
    if (!this.open.has(key)) {
      const context = await this.browser.newContext({ storageState: this.states[role],
        viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
      const page = await context.newPage();
      this.open.set(key, { page, heard: listen(page) });
    }
    return this.open.get(key);
  }

  async forget(role, tab) {
    const { page } = this.open.get(`${role} ${tab}`);
    this.open.delete(`${role} ${tab}`);
    await within(CHECK_MS_MOST, page.context().close()).catch(() => undefined);
  }

  async ask(report, name, role, tab, work) {
    const { page, heard } = await this.page(role, tab);
    heard.length = 0;
    try {
      const problems = await within(CHECK_MS_MOST, work(page));
      report.nothing(name, [...heard, ...problems]);
    } catch (error) {
      report.notOk(name, error);
      await this.forget(role, tab);
    }
  }

  async end() {
    for (const { page } of this.open.values()) await page.context().close();
  }
}

async function checkInBrowser(report, tabs, place, chosen, where) {
  await inPool(chosen, (entry, tab) => {
    const name = `${where}: ${entry.path} as ${entry.role}`;
    const file = `${where}-${entry.pattern}-${entry.role}`.replace(/[^\w-]+/g, '_');
    return tabs.ask(report, name, entry.role, tab, async (page) => {
      await page.goto(place.origin + entry.path);
      if (!entry.whole) return arrangementProblems(page);
      return allProblems(page, entry.keep ? file : '', entry.frame);
    });
  });
}

async function house(report, browser, place, states, where, known, more) {
  const routes = knownRoutes();
  const crawls = await timed(`${where}: links`, crawlAll(place, states, routes, more));
  for (const crawl of crawls) {
    const count = `${crawl.pages.length} pages`;
    report.nothing(`${where}: every link shown to ${crawl.role} leads somewhere (${count})`,
      crawl.problems);
  }
  const pages = crawls.flatMap((crawl) => crawl.pages);
  checkTitles(report, crawls, where);
  const chosen = choosePages(pages, states, known);
  const tabs = new Tabs(browser, states);
  const whole = chosen.filter((entry) => entry.whole).length;
  await Promise.all([timed(`${where}: HTML`, checkHtml(report, pages, where)),
    timed(`${where}: ${whole} whole of ${chosen.length} looked at of ${pages.length}`,
      checkInBrowser(report, tabs, place, chosen, where))]);
  report.nothing(`${where}: the server noted no error while its pages were read`,
    place.logErrors());
  return { routes, pages, tabs };
}

async function demoHouse(report, browser, known) {
  const place = await startDemo();
  const states = await signInAll(browser, place,
    (page, account) => signIn(page, place.origin, account));
  await leaveMail(browser, place, states.secretariat_manager);
  await leaveStocktake(browser, place, states.secretariat_manager);
  const work = await leaveWork(browser, place, states.secretariat);
  const site = await leaveSite(browser, place, states);
  const more = { secretariat: [...work, ...site.office], nobody: site.open };
  const { routes, pages, tabs } = await house(report, browser, place, states, 'demo', known, more);
  checkRoutes(report, routes, pages);
  // What ends somebody's sign-in (a reset, a suspension) after what needs it, and nobody's forms
  // (signing in) last: too many wrong tries are slowed down, as they should be.
  const late = ({ page: { role, pattern } }) => (role === 'nobody' ? 2
    : Number(/^\/(office|members)\/accounts/.test(pattern)));
  const entries = formsToSend(pages).sort((one, other) => late(one) - late(other));
  await timed(`${entries.length} refusals`, inPool(entries, (entry, tab) => tabs.ask(report,
    `refused: ${entry.key}`, entry.page.role, tab, (page) => lookAtRefusal(page, place, entry))));
  await tabs.end();
  const refused = await timed('hostile forms',
    sendForms(report, place, (role) => cookieText(states[role]), entries));
  await timed('HTML of refusals', checkHtml(report, refused, 'refused'));
  // What hostile forms left behind is shown as the words they are.
  const again = await timed('links again',
    crawlAll(place, { secretariat_manager: states.secretariat_manager }, routes));
  report.nothing('no typed markup became markup', again[0].pages
    .filter((page) => page.html.includes('<script>alert(1)')).map((page) => page.path));
  report.nothing('the server noted no error while its forms were sent', place.logErrors());
  await place.end();
}

async function emptyHouse(report, browser, known) {
  const place = await startStaffed(STAFF);
  const states = await signInAll(browser, place, (page, account) =>
    enrolAndSignIn(new Driver(new ChromiumEngine(page), place.origin, 'empty'), account));
  const { tabs } = await house(report, browser, place, states, 'empty', known);
  await tabs.end();
  await place.end();
}

export default async function pages(report) {
  const browser = await launchChromium();
  const known = new Map();
  try {
    await demoHouse(report, browser, known);
    await emptyHouse(report, browser, known);
  } finally {
    await browser.close();
  }
}
