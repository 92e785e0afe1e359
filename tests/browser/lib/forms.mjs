// forms.mjs - sends every form of the pages empty and with hostile values: the answer is a page
// that says in words what to do (422), or the thing was done (redirect); never a fault of ours.
import { AXE, axeProblems, listen, picture } from './page_checks.mjs';
import { within } from './report.mjs';
import * as inPage from './in_page.mjs';

const HOSTILE = '"><script>alert(1)</script>\'; DROP TABLE accounts;-- 𠮷野家🗾\u202e\u0007';
const LONG = HOSTILE + '長'.repeat(5000);
const ANSWER_MS_MOST = 20_000;
const CHECK_MS_MOST = 60_000;
const TYPED = 'input:not([type=hidden]):not([type=file]):not([type=radio]):not([type=checkbox]),'
  + ' textarea';

// POST forms with something to type or choose; a form of one button alone is the journeys' matter.
// Ending the session in use would end the check.
function formsToSend(pages) {
  const chosen = new Map();
  for (const page of pages.filter((each) => each.html && each.status === 200)) {
    for (const match of page.html.matchAll(/<form\b[^>]*method="post"[^>]*action="([^"]*)"/g)) {
      const key = `${page.pattern} -> ${match[1].replace(/\/[\w-]{16,}/g, '/:id').split('?')[0]}`;
      const body = page.html.slice(match.index, page.html.indexOf('</form>', match.index));
      const fields = /<(textarea|select)\b|<input\b(?![^>]*type="hidden")/.test(body);
      if (fields && !chosen.has(key)) chosen.set(key, { key, page, action: match[1] });
    }
  }
  return [...chosen.values()];
}

async function fillAll(form, value) {
  for (const field of await form.locator(TYPED).all()) {
    if (!await field.isVisible()) continue;
    const takes = await field.evaluate((e, text) => {
      e.removeAttribute('maxlength');
      e.value = text;
      e.dispatchEvent(new Event('input', { bubbles: true }));
      return e.value === text || e.type !== 'text';
    }, value);
    if (!takes) throw new Error('a field does not take what is typed');
  }
}

async function sendOnce(page, entry, value) {
  const form = page.locator(`form[method=post][action="${entry.action}"]`).first();
  await form.evaluate((e) => {
    for (let up = e; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
  });
  await fillAll(form, value);
  const send = (e) => {
    const button = e.querySelector('button[type=submit], button:not([type])');
    e.requestSubmit(button ?? undefined);
  };
  const arrived = Promise.race([
    page.waitForNavigation({ timeout: ANSWER_MS_MOST }).then((answer) => answer?.status() ?? 0),
    page.waitForEvent('download', { timeout: ANSWER_MS_MOST }).then(() => 200),
  ]);
  await form.evaluate(send);
  return judge(page, await arrived, value);
}

async function judge(page, status, value) {
  if (status === 200) return [];  // done (after a redirect), or a download
  const found = [];
  if (status === 413 && value === LONG) return page.evaluate(inPage.basics);
  if (status !== 422) return [`answered ${status}`];
  if (!(await page.title()).startsWith('エラー：')) found.push(`title: ${await page.title()}`);
  const focused = await page.evaluate(() => {
    const box = document.querySelector('.errbox, .notice[data-focus]');
    return box !== null && (document.activeElement === box || box.contains(document.activeElement));
  });
  if (!focused) found.push('the summary of errors is not focused');
  const dead = await page.evaluate(() => [...document.querySelectorAll('.errbox a[href^="#"]')]
    .map((a) => a.getAttribute('href')).filter((href) => !document.getElementById(href.slice(1))));
  found.push(...dead.map((href) => `the summary links to ${href}, which is not there`));
  found.push(...await page.evaluate(inPage.basics));
  if (value === '') {
    await page.evaluate(AXE);
    found.push(...await axeProblems((text) => page.evaluate(text)));
  }
  return found;
}

async function checkForm(report, browser, place, state, entry) {
  for (const [words, value] of [['empty', ''], ['hostile', HOSTILE], ['far too long', LONG]]) {
    const name = `form ${entry.key} ${words} as ${entry.page.role}`;
    const context = await browser.newContext({ storageState: state,
      viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', acceptDownloads: true });
    try {
      const page = await context.newPage();
      const heard = listen(page);
      const problems = await within(CHECK_MS_MOST, page.goto(place.origin + entry.page.path)
        .then(() => sendOnce(page, entry, value)));
      if (value === '' && problems.length === 0) {
        await picture(page, `form-${entry.key}`.replace(/[^\w-]+/g, '_'));
      }
      const html = await page.content();
      if (html.includes('<script>alert(1)')) problems.push('typed markup came back as markup');
      problems.push(...heard);
      report.nothing(name, problems);
    } catch (error) {
      report.notOk(name, error);
    } finally {
      await within(CHECK_MS_MOST, context.close()).catch(() => undefined);
    }
  }
}

// Answers of refused forms are judged by the HTML checkers too, from the bytes the server sent.
async function checkAnswers(report, checkers, place, entry, cookie) {
  const fresh = await fetch(place.origin + entry.page.path, { headers: { Cookie: cookie } });
  const html = await fresh.text();
  const token = /name="csrf_token" value="([^"]*)"/.exec(html)?.[1] ?? '';
  const answer = await fetch(place.origin + entry.action, {
    method: 'POST', redirect: 'manual', headers: { Cookie: cookie },
    signal: AbortSignal.timeout(CHECK_MS_MOST),
    body: new URLSearchParams({ csrf_token: token }),
  });
  const type = answer.headers.get('content-type') ?? '';
  const body = await answer.text();
  if (answer.status < 400 || !type.startsWith('text/html')) return;
  report.nothing(`HTML of the refused form ${entry.key}`, await checkers.problems(body));
}

export async function formProblems(report, browser, checkers, place, states, pages) {
  // Nobody's forms (signing in) last: too many wrong tries are slowed down, as they should be.
  const entries = formsToSend(pages);
  const ordered = [...entries.filter((e) => e.page.role !== 'nobody'),
    ...entries.filter((e) => e.page.role === 'nobody')];
  for (const entry of ordered) {
    const state = states[entry.page.role];
    const cookie = state.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
    if (cookie) await checkAnswers(report, checkers, place, entry, cookie);
    await checkForm(report, browser, place, state, entry);
  }
}
