// forms.mjs - sends every form of the pages empty, with hostile values and with far too long ones:
// the answer is a page that says in words what to do (422), or the thing was done (redirect); never
// a fault of ours. By plain requests; what an empty form answers is looked at in the browser too.
import { decode } from './crawl.mjs';
import { AXE, axeProblems, picture } from './page_checks.mjs';
import * as inPage from './in_page.mjs';

const HOSTILE = '"><script>alert(1)</script>\'; DROP TABLE accounts;-- 𠮷野家🗾\u202e\u0007';
const LONG = HOSTILE + '長'.repeat(5000);
const ANSWER_MS_MOST = 20_000;
const VALUES = [['empty', ''], ['hostile', HOSTILE], ['far too long', LONG]];

const FORM = /(<form\b[^>]*method="post"[^>]*>).*?<\/form>/gs;
const TOKEN = /name="csrf_token" value="([^"]*)"/;

const attribute = (tag, name) => {
  const found = new RegExp(` ${name}(?:="([^"]*)")?(?=[ >/])`).exec(tag);
  return found ? decode(found[1] ?? '') : null;
};

// POST forms with something to type or choose; a form of one button alone is the journeys' matter.
// The gallery's forms lead nowhere.
export function formsToSend(pages) {
  const chosen = new Map();
  for (const page of pages.filter((each) => each.html && each.status === 200)) {
    if (page.pattern.startsWith('/_kit')) continue;
    for (const [whole, head] of page.html.matchAll(FORM)) {
      const action = attribute(head, 'action');
      const place = action.replace(/\/[\w-]{16,}/g, '/:id').replace(/\/\d+(?=\/|$)/g, '/:row');
      const names = [...whole.matchAll(/<(?:textarea|select|input)\b[^>]*>/g)].map(([tag]) => tag)
        .filter((tag) => attribute(tag, 'type') !== 'hidden').map((tag) => attribute(tag, 'name'));
      const key = `${page.pattern} -> ${place} (${[...new Set(names)].length} fields)`;
      if (names.length === 0 || chosen.has(key)) continue;
      chosen.set(key, { key, page, action, head, whole });
    }
  }
  return [...chosen.values()];
}

// The body as a browser would make it, with `value` in all that is typed; choices stay as shown
// unless the value is hostile, when they lie.
function bodyOf(entry, value, token) {
  const files = (attribute(entry.head, 'enctype') ?? '').startsWith('multipart');
  const body = files ? new FormData() : new URLSearchParams();
  for (const [tag] of entry.whole.matchAll(/<(?:textarea|select|input)\b[^>]*>/g)) {
    const name = attribute(tag, 'name');
    const type = attribute(tag, 'type') ?? 'text';
    if (!name) continue;
    if (name === 'csrf_token') body.append(name, token);
    else if (type === 'hidden') body.append(name, attribute(tag, 'value') ?? '');
    else if (type === 'file') {
      if (value) body.append(name, new Blob([value]), 'x.csv');
    } else if (/^(radio|checkbox)$/.test(type)) {
      if (value) body.append(name, value === HOSTILE ? value : attribute(tag, 'value') ?? 'on');
    } else body.append(name, value);
  }
  return body;
}

const ANSWERED_ONCE = ['/approvals/:token'];

function judge(status, html, value) {
  if (status === 303 || status === 302 || status === 200) return [];  // done, or a download
  if (status === 413 && value === LONG) return [];
  if (status === 409) return [];  // what was sent before came first
  if (status !== 422) return [`answered ${status}`];
  const found = [];
  const title = /<title>([^<]*)/.exec(html)?.[1] ?? '';
  if (!title.startsWith('エラー：')) found.push(`the title of the refusal is: ${title}`);
  const summary = /class="errbox"|role="alert"|data-focus/.test(html);
  if (!summary) found.push('the refusal has no summary');
  const box = /<[^>]*class="errbox".*?<\/ul>/s.exec(html)?.[0] ?? '';
  for (const [, id] of box.matchAll(/href="#([^"]*)"/g)) {
    if (!html.includes(` id="${id}"`)) found.push(`the summary links to #${id}: not there`);
  }
  return found;
}

// Whoever is not signed in is given a cookie with the page.
async function beforeSending(place, entry, cookie) {
  const shown = await fetch(place.origin + entry.page.path, { headers: { Cookie: cookie } });
  const given = shown.headers.getSetCookie().map((line) => line.split(';')[0]);
  const html = await shown.text();
  const token = TOKEN.exec(html)?.[1];
  const known = TOKEN.exec(entry.whole)?.[1] ?? '';
  // An answer by a mailed link is one: whoever answered before took the form with it.
  const isOver = ANSWERED_ONCE.includes(entry.page.pattern) && !html.includes(entry.action);
  return { cookie: [cookie, ...given].filter(Boolean).join('; '), token: token ?? known, isOver };
}

// Gives the refused pages back, for the HTML checkers.
export async function sendForms(report, place, cookies, entries) {
  const refused = [];
  for (const entry of entries) {
    const found = [];
    const { cookie, token, isOver } = await beforeSending(place, entry,
      cookies(entry.page.role));
    if (isOver) {
      report.ok(`form ${entry.key} was answered by another form of this list`);
      continue;
    }
    for (const [words, value] of VALUES) {
      const answer = await fetch(place.origin + entry.action, {
        method: 'POST', redirect: 'manual', headers: { Cookie: cookie, Origin: place.origin },
        signal: AbortSignal.timeout(ANSWER_MS_MOST), body: bodyOf(entry, value, token),
      });
      const html = await answer.text();
      const { pattern } = entry.page;
      found.push(...judge(answer.status, html, value).map((line) => `${words}: ${line}`));
      const isPage = (answer.headers.get('content-type') ?? '').startsWith('text/html');
      if (isPage && html.includes('<script>alert(1)')) found.push(`${words}: came back as markup`);
      if (answer.status >= 400 && isPage) {
        refused.push({ html, pattern, path: `${entry.action} ${words}`, role: entry.page.role });
      }
    }
    report.nothing(`form ${entry.key} as ${entry.page.role}`, found);
  }
  return refused;
}

// An empty form sent from its page: the focus is on the summary, and the page is still whole.
export async function lookAtRefusal(page, place, entry) {
  await page.goto(place.origin + entry.page.path);
  const form = page.locator(`form[method=post][action="${entry.action}"]`).first();
  // A form of this list that wants nothing typed has acted, and took this one with it: an approval
  // leaves no refusal to send. What it answers to hostile values was asked before.
  if (await form.count() === 0) return [];
  const answered = page.waitForNavigation({ timeout: ANSWER_MS_MOST });
  answered.catch(() => undefined);  // awaited below; until then a failure must not end the run
  await form.evaluate((e) => {
    for (const field of e.querySelectorAll('input:not([type=hidden]), textarea')) {
      if (/^(radio|checkbox)$/.test(field.type)) field.checked = false;
      else field.value = '';
    }
    e.noValidate = true;
    e.requestSubmit(e.querySelector('button[type=submit], button:not([type])') ?? undefined);
  });
  const status = (await answered)?.status();
  if (status === 409) return [];  // another form of this list came first
  if (status !== 422) return status < 400 ? [] : [`answered ${status}`];
  const found = await page.evaluate(inPage.basics);
  const focused = await page.evaluate(() => {
    const box = document.querySelector('.errbox, .notice[data-focus]');
    return box !== null && (document.activeElement === box || box.contains(document.activeElement));
  });
  if (!focused) found.push('the summary of errors is not focused');
  await page.evaluate(AXE);
  // The frame was looked at on the page that the form stands on.
  found.push(...await axeProblems((text) => page.evaluate(text), null, 'main'));
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    found.push(...await page.evaluate(inPage.overflow), ...await page.evaluate(inPage.cutText));
  }
  await picture(page, `refused-${entry.key}`.replace(/[^\w-]+/g, '_'));
  return found;
}
