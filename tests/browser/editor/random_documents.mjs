// random_documents.mjs - documents as the editor holds them, of words that are easily taken for
// signs, from a counted seed. Only shapes that Markdown can hold: no spaces at the edges, a list
// that is tight holds one paragraph an item. See suites/editor_texts.mjs.
const WORDS = ['漢字', 'かな', '「かっこ」', 'ＤＸ', 'abc', 'a_b', '_下線_', '*星*', '**', '`', '``', '#',
  '# ', '-', '- ', '+ ', '1. ', '2) ', '12.', '>', '> ', '|', '| - |', '---', '===', '=', ':::',
  ':::callout', '<b>', '<!--', '<a@b.example>', '&amp;', '&#65;', '&', '[x](y)', '[r]: /x', '![',
  '!', '\\', '~', '~~', '《かな》', '｜', '　', '。', '、', '%', '100%', '日　時', 'O\'Reilly', '"',
  'https://example.jp/a_b/~c?d=1', '```', '~~~', '(', ')'];
const WEIGHTED = ['強調', '太い文字', 'abc', '12', 'ことば'];
const LINKED = ['入会の案内', '県の［資料］', 'a*b', '「かっこ」'];
const HREFS = ['/join', 'https://example.jp/a_(b)', 'media:paper', 'mailto:a@example.jp',
  '/news/あ い'];

// mulberry32: small, and the same everywhere.
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6D2B79F5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class Maker {
  constructor(seed) {
    this.random = randomOf(seed);
  }

  below(number) {
    return Math.floor(this.random() * number);
  }

  one(list) {
    return list[this.below(list.length)];
  }

  many(least, most, make) {
    return Array.from({ length: least + this.below(most - least + 1) }, () => make());
  }

  text(most = 4) {
    const words = this.many(1, most, () => this.one(WORDS)).join('');
    return words.replace(/^[ \t]+|[ \t]+$/g, '') || '字';
  }

  // Plain words stand between all that has a mark: where marks meet is another test's matter.
  inline(breaks) {
    const out = [{ type: 'text', text: this.text() }];
    const push = (node) => out.push(node, { type: 'text', text: `と${this.text(2)}` });
    for (const kind of this.many(0, 3, () => this.below(breaks ? 6 : 5))) {
      const before = out[out.length - 1];
      before.text = `${before.text}の`;
      if (kind === 0) push({ type: 'text', text: this.one(WEIGHTED), marks: [{ type: 'strong' }] });
      if (kind === 1) push({ type: 'text', text: this.one(WEIGHTED), marks: [{ type: 'strike' }] });
      if (kind === 2) {
        push({ type: 'text', text: this.one(LINKED),
          marks: [{ type: 'link', attrs: { href: this.one(HREFS), title: '' } }] });
      }
      if (kind === 3) push({ type: 'text', text: 'x|y`z', marks: [{ type: 'code' }] });
      if (kind === 4) {
        push({ type: 'image', attrs: { src: 'media:icon', words: this.text(2), caption: '' } });
      }
      if (kind === 5) out.push({ type: 'hard_break' }, { type: 'text', text: this.text(2) });
    }
    return out;
  }

  paragraph(breaks = true) {
    return { type: 'paragraph', content: this.inline(breaks) };
  }

  // Inside another: tight, and numbered from 1, or Markdown would not see it.
  list(deep, nested = false) {
    const ordered = this.random() < 0.5;
    const tight = nested || this.random() < 0.7;
    const items = this.many(2, 3, () => {
      const content = [this.paragraph()];
      if (!tight) content.push(...this.many(0, 1, () => this.paragraph()));
      else if (deep && this.random() < 0.4) content.push(this.list(false, true));
      return { type: 'list_item', content };
    });
    return ordered
      ? { type: 'ordered_list', content: items,
        attrs: { order: nested ? 1 : 1 + this.below(12), tight } }
      : { type: 'bullet_list', attrs: { tight }, content: items };
  }

  table() {
    const width = 1 + this.below(3);
    const row = (type) => ({ type: 'table_row', content: Array.from({ length: width }, () => ({
      type, content: [this.random() < 0.2 ? { type: 'paragraph' } : this.paragraph(false)] })) });
    return { type: 'table', content: [row('table_header'), ...this.many(1, 3,
      () => row('table_cell'))] };
  }

  block(deep = true) {
    switch (this.below(deep ? 8 : 6)) {
      case 0: return { type: 'heading', attrs: { level: 1 + this.below(4) },
        content: this.inline(false) };
      case 1: return this.table();
      case 2: return { type: 'code_block', attrs: { params: this.one(['', 'js']) },
        content: [{ type: 'text', text: this.one(['a', 'a\n\n  b', '# x', '- y\n```', '`']) }] };
      case 3: return { type: 'horizontal_rule' };
      case 4: return this.list(deep);
      case 5: return this.paragraph();
      case 6: return { type: 'blockquote', content: this.many(1, 3, () => this.block(false)) };
      default: return this.paragraph();
    }
  }

  part() {
    if (this.random() < 0.15) {
      return { type: 'figure', attrs: { src: 'media:photo', words: this.text(2),
        caption: this.random() < 0.5 ? '' : this.text(2) } };
    }
    return this.block();
  }

  top() {
    const kind = this.below(8);
    if (kind === 0) {
      const title = this.random() < 0.5 ? []
        : [{ type: 'text', text: this.one(['題', 'ご注意 1']) }];
      return { type: 'callout', content: [{ type: 'callout_title', content: title },
        ...this.many(1, 3, () => this.part())] };
    }
    if (kind === 1) {
      return { type: 'columns', content: this.many(2, 3,
        () => ({ type: 'column', content: this.many(1, 2, () => this.part()) })) };
    }
    return this.part();
  }

  document() {
    return { type: 'doc', content: this.many(1, 6, () => this.top()) };
  }
}

// Neighbours with the same marks are one text in the editor.
export function* randomDocuments(count) {
  for (let seed = 1; seed <= count; seed += 1) yield [seed, new Maker(seed).document()];
}
