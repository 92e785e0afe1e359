// markdown.ts - the reader of Markdown behind the editor, set to what the server reads: CommonMark,
// tables, strike-through, every line end shown. Also: the spaces that the reader would trim and the
// server keeps stand meanwhile under two signs that nobody types. Pure.
import MarkdownIt from "markdown-it";

export type Token = ReturnType<MarkdownIt["parse"]>[number];

export const reader = new MarkdownIt("commonmark", { html: true, breaks: true })
  .enable(["table", "strikethrough"]);
// Addresses stay as they were typed.
reader.normalizeLink = (url) => url;
reader.normalizeLinkText = (url) => url;

// Punctuation, so that emphasis beside them is read as beside a space.
const WIDE = "\u2E00", FIXED = "\u2E01"; // for U+3000 and U+00A0
const ODD_SPACES = /[\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\uFEFF]/;

export function holdSpaces(text: string): string {
  return text.replace(/\u3000/g, WIDE).replace(/\u00A0/g, FIXED);
}

export function restoreSpaces(text: string): string {
  return text.split(WIDE).join("\u3000").split(FIXED).join("\u00A0");
}

// A text with one of these signs of its own cannot be held apart.
export function holdsOwnSigns(text: string): boolean {
  return text.includes(WIDE) || text.includes(FIXED);
}

// What reader and server would read differently: odd spaces, and ~one tilde~ as strike-through.
export function isReadDifferently(text: string): boolean {
  return ODD_SPACES.test(text) || /(^|[^~\\])~(?!~)[^~\s]/m.test(withoutAddresses(text));
}

function withoutAddresses(text: string): string {
  return text.replace(/https?:\/\/[^\s<>「」（）]+/g, "");
}

export interface Group {
  tokens: Token[];
  from: number; // lines [from, to) below the first line that was given
  to: number;
}

export interface Groups {
  groups: Group[];
  env: object;
}

// The top-level blocks, in order, each with its lines.
export function groupsOf(lines: string[]): Groups {
  const env = {};
  const tokens = reader.parse(holdSpaces(lines.join("\n")), env);
  const groups: Group[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (depth === 0) {
      const [from, to] = token.map ?? [0, 0];
      groups.push({ tokens: [], from, to });
    }
    groups[groups.length - 1].tokens.push(token);
    depth += token.nesting;
  }
  for (const group of groups) {
    while (group.to > group.from && isBlankLine(lines[group.to - 1])) group.to -= 1;
  }
  return { groups, env };
}

// As Markdown sees it: an ideographic space is a word.
export function isBlankLine(line: string): boolean {
  return /^[ \t]*$/.test(line);
}

export function render(tokens: Token[], env: object): string {
  return reader.renderer.render(tokens, reader.options, env).trim();
}
