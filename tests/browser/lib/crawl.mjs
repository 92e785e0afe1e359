// crawl.mjs - follows every link and every GET form a role is shown, by plain requests, and keeps
// what came back.
//
// Of pages that differ only in which record they show, a few stand for all: the key of a page is
// its route pattern and the names of its query fields. Documents are made once, for the first role
// that is shown them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './instance.mjs';

const SAMPLES_PER_KEY = 2;
// A record whose page offers other things in each of its states: all of the demo's are opened.
const SAMPLES_OF = { '/office/applications/:id': 30, '/office/reviews/:id': 30,
  '/office/screenings/:id': 30, '/office/content/:id': 40, '/office/content/:id/preview': 12,
  '/office/media/:id': 12, '/office/inquiries/:id': 30, '/office/site-reports/:id': 12,
  '/members/inquiries/:id': 6, '/cases/:slug': 12, '/news/:slug': 12, '/pages/:slug': 20,
  '/events/:slug': 6, '/materials/:slug': 6, '/faq/:slug': 6, '/profiles/:slug': 6,
  '/grand-design/:slug': 4 };
const AT_A_TIME = 4;
const NOTHING_LIKE_IT = 'どこにもない言葉';

// The GET rows of the reviewed access table; a pattern's `:id` matches one part of a path.
export function knownRoutes() {
  const text = readFileSync(join(ROOT, 'tests/whole/access_table.txt'), 'utf8');
  return text.split('\n').filter((line) => line.startsWith('GET ')).map((line) => {
    const pattern = line.split(' ')[1];
    const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+|\\\*\w*/g, '[^/]+');
    return { pattern, test: new RegExp(`^${source}$`) };
  }).sort((a, b) => a.pattern.split(':').length - b.pattern.split(':').length);
}

export function decode(text) {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const allOf = (html, pattern) => [...html.matchAll(pattern)].map((match) => decode(match[1]));
const attribute = (tag, name) => decode(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'path', 'line', 'rect', 'circle',
  'use', 'wbr', 'col']);

// Which kinds of things stand in which: `div.tile>h3.`. Pages of equal kinds look and work alike,
// whatever their words, numbers and how many rows they have.
export function kindsOf(html) {
  const kinds = new Set();
  const open = [];
  for (const [, end, tag, rest] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b([^>]*)>/g)) {
    if (end) {
      while (open.length > 0 && open.pop().tag !== tag);
      continue;
    }
    const words = ['class', 'type', 'role'].map((name) => attribute(rest, name)).join('.');
    kinds.add(`${open.at(-1)?.named ?? ''}>${tag}.${words}`);
    if (!VOID.has(tag)) open.push({ tag, named: `${tag}.${words}` });
  }
  return kinds;
}

export const mainOf = (html) => html.slice(html.indexOf('<main'), html.indexOf('</main>'));

// What a GET form asks for as it stands, with `words` in its text fields.
function addressOf(form, words) {
  const query = new URLSearchParams();
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const type = attribute(tag, 'type') || 'text';
    const name = attribute(tag, 'name');
    if (!name || (/^(radio|checkbox)$/.test(type) && !/ checked/.test(tag))) continue;
    const typed = /^(text|search)$/.test(type);
    query.append(name, typed && words !== null ? words : attribute(tag, 'value'));
  }
  for (const [, head, body] of form.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
    const chosen = /<option\b[^>]* selected[^>]*>/.exec(body) ?? /<option\b[^>]*>/.exec(body);
    query.append(attribute(head, 'name'), attribute(chosen?.[0] ?? '', 'value'));
  }
  const head = /<form\b[^>]*>/.exec(form)[0];
  return `${attribute(head, 'action')}?${query}`;
}

export class Crawl {
  static madeDocuments = new Set();

  constructor(origin, role, cookie, routes) {
    Object.assign(this, { origin, role, cookie, routes });
    this.pages = [];       // {path, pattern, key, html, status, type}
    this.problems = [];
    this.waiting = [];
    this.seen = new Set();
    this.samples = new Map();
    this.fragments = [];   // {from, path, id}: judged when all pages are known
  }

  pattern(path) {
    const found = this.routes.find((route) => route.test.test(path));
    return found ? found.pattern : path;
  }

  // `status`: what the page must answer; a link's page must be there.
  add(address, from, status = 200) {
    const url = new URL(address, this.origin);
    if (url.origin !== this.origin) return;
    const full = url.pathname + url.search;
    if (this.seen.has(full)) return;
    const pattern = this.pattern(url.pathname);
    const asked = [...new Set(url.searchParams.keys())].sort();
    const nothing = full.includes(encodeURIComponent(NOTHING_LIKE_IT)) ? ' nothing' : '';
    const key = `${pattern}?${asked}${nothing}`;
    const count = this.samples.get(key) ?? 0;
    if (count >= (SAMPLES_OF[pattern] ?? SAMPLES_PER_KEY)) return;
    if (/\/files\/:/.test(pattern)) {
      const document = `${this.origin}${url.pathname}`;
      if (Crawl.madeDocuments.has(document)) return;
      Crawl.madeDocuments.add(document);
    }
    this.samples.set(key, count + 1);
    this.seen.add(full);
    const shown = /^\/_kit\/error\/(\d+)$/.exec(url.pathname)?.[1] ?? status;
    this.waiting.push({ path: full, pattern, key, from, expected: Number(shown) });
  }

  async visit(entry) {
    const headers = { Cookie: this.cookie, Accept: 'text/html,*/*' };
    const answer = await fetch(this.origin + entry.path, { headers, redirect: 'manual' });
    const type = answer.headers.get('content-type') ?? '';
    if (answer.status >= 300 && answer.status < 400) {
      await answer.arrayBuffer();
      this.add(answer.headers.get('location') ?? '/', entry.from);
      return;
    }
    const body = await answer.text();
    // Words where a day is asked for are refused in the page's own words.
    const refused = entry.key.endsWith(' nothing') && answer.status === 422;
    if (answer.status !== entry.expected && !refused) {
      this.problems.push(`${this.role}: ${entry.from} leads to ${entry.path}: ${answer.status}`);
    }
    const page = { ...entry, role: this.role, status: answer.status, type, html: '' };
    this.pages.push(page);
    if (!type.startsWith('text/html')) return;
    page.html = body;
    page.ids = allOf(body, /\bid="([^"]*)"/g);
    for (const href of allOf(body, /<a\b[^>]*?\bhref="([^"]*)"/g)) this.follow(page, href);
    for (const [form] of body.matchAll(/<form\b[^>]*method="get".*?<\/form>/gs)) {
      this.add(addressOf(form, null), page.path);
      this.add(addressOf(form, NOTHING_LIKE_IT), page.path);
    }
  }

  follow(page, href) {
    const url = new URL(href, this.origin + page.path);
    if (url.origin !== this.origin) return;
    if (url.hash.length > 1) {
      this.fragments.push({ from: page.path, path: url.pathname + url.search,
        id: decodeURIComponent(url.hash.slice(1)) });
    }
    this.add(href.startsWith('#') ? page.path : url.pathname + url.search, page.path);
  }

  async run() {
    const workers = Array.from({ length: AT_A_TIME }, async () => {
      while (this.waiting.length > 0) await this.visit(this.waiting.shift());
    });
    await Promise.all(workers);
    if (this.waiting.length > 0) return this.run();
    for (const { from, path, id } of this.fragments) {
      const target = this.pages.find((page) => page.path === path);
      if (target?.ids && !target.ids.includes(id)) {
        this.problems.push(`${this.role}: ${from} links to ${path}#${id}, which is not there`);
      }
    }
    return this;
  }
}
