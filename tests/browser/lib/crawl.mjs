// crawl.mjs - follows every link a role is shown, by plain requests, and keeps what came back.
//
// Of pages that differ only in which record they show, a few stand for all: the key of a page is
// its route pattern and the names of its query fields.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './instance.mjs';

const SAMPLES_PER_KEY = 2;

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

// The tags and classes without words, numbers and addresses: equal shapes look and work alike.
export function shapeOf(html) {
  return html.replace(/>[^<]*</g, '><').replace(/ (?!class|type|role)[\w-]+="[^"]*"/g, '')
    .replace(/(<(li|tr|option|dt|dd)\b[^>]*>).*?(?=<\2|<\/(ul|ol|tbody|select|dl)>)/gs, '$1');
}

export class Crawl {
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

  add(address, from) {
    const url = new URL(address, this.origin);
    if (url.origin !== this.origin) return;
    const full = url.pathname + url.search;
    if (this.seen.has(full)) return;
    const pattern = this.pattern(url.pathname);
    const key = `${pattern}?${[...new Set(url.searchParams.keys())].sort()}`;
    const count = this.samples.get(key) ?? 0;
    if (count >= SAMPLES_PER_KEY) return;
    this.samples.set(key, count + 1);
    this.seen.add(full);
    this.waiting.push({ path: full, pattern, key, from });
  }

  async visit(entry) {
    const headers = { Cookie: this.cookie, Accept: 'text/html,*/*' };
    const answer = await fetch(this.origin + entry.path, { headers, redirect: 'manual' });
    const type = answer.headers.get('content-type') ?? '';
    const body = await answer.text();
    if (answer.status >= 300 && answer.status < 400) {
      this.add(answer.headers.get('location') ?? '/', entry.from);
      return;
    }
    if (answer.status !== 200) {
      this.problems.push(`${this.role}: ${entry.from} leads to ${entry.path}: ${answer.status}`);
    }
    const page = { ...entry, role: this.role, status: answer.status, type, html: '' };
    this.pages.push(page);
    if (!type.startsWith('text/html')) return;
    page.html = body;
    page.ids = allOf(body, /\bid="([^"]*)"/g);
    for (const href of allOf(body, /<a\b[^>]*?\bhref="([^"]*)"/g)) this.follow(page, href);
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

  async run(seeds) {
    for (const seed of seeds) this.add(seed, 'the start');
    while (this.waiting.length > 0) {
      await Promise.all(this.waiting.splice(0, 6).map((entry) => this.visit(entry)));
    }
    for (const { from, path, id } of this.fragments) {
      const target = this.pages.find((page) => page.path === path);
      if (target?.ids && !target.ids.includes(id)) {
        this.problems.push(`${this.role}: ${from} links to ${path}#${id}, which is not there`);
      }
    }
    return this;
  }
}
