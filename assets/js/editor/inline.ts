// inline.ts - words, links and emphasis of one block as Markdown. Signs that would mean something
// else are escaped, addresses are left alone. Emphasis whose edge stands where Markdown would not
// see it (`**「重要」**です`) moves off the brackets: words are never lost, only their weight.
// Pure; write.ts reads back what comes out.
import type { Node } from "prosemirror-model";

import { writtenIn } from "./furigana";
import type { Furigana } from "./furigana";

type Weight = "strong" | "em" | "strike";
export const WEIGHTS: readonly Weight[] = ["strong", "em", "strike"];
const SIGN: Record<Weight, string> = { strong: "**", em: "*", strike: "~~" };

interface Atom {
  text: string; // one character, a line end, or a finished picture
  kind: "text" | "break" | "picture" | "code";
  link: string; // `href "title"` as it is written, "" = none
  weights: Set<Weight>;
  furigana?: Furigana; // that it is a sign or a letter of
}

export interface InlineOptions {
  cell?: boolean; // of a table: no line ends, no bare |
  plain?: boolean; // without weights: when they cannot be written
  inLine?: boolean; // behind the mark of a heading or cell: no line begins here
}

// Ideographic spaces are words: they stay.
const EDGES = /^[ \t]+|[ \t]+$/g;

const isBlank = (atom: Atom | undefined): boolean => !atom || /^\s$/u.test(atom.text);
const isPunctuation = (atom: Atom): boolean =>
  atom.kind !== "text" || /^[\p{P}\p{S}]$/u.test(atom.text);
const isWord = (text: string): boolean => /^[\p{L}\p{N}]$/u.test(text);

export function writeInline(block: Node, options: InlineOptions = {}): string {
  const atoms = atomsOf(block, options);
  if (!options.plain) for (const weight of WEIGHTS) moveEdges(atoms, weight);
  const text = joined(atoms, options);
  return options.inLine ? text.replace(EDGES, "") : withLineStarts(text);
}

export function writePicture(attrs: Record<string, unknown>): string {
  const words = String(attrs.words).replace(/\s*\n\s*/g, " ").replace(/[\\[\]`*_<&~]/g, "\\$&");
  const caption = String(attrs.caption).replace(/\s*\n\s*/g, " ").replace(EDGES, "");
  return `![${words}](${target(String(attrs.src), caption)})`;
}

function target(href: string, title: string): string {
  const bare = /^[^\s<>()\\]+$/.test(href) ? href : `<${href.replace(/[<>\\\n]/g, encodeURI)}>`;
  return title === "" ? bare : `${bare} "${title.replace(/[\\"&~]/g, "\\$&")}"`;
}

function atomsOf(block: Node, options: InlineOptions): Atom[] {
  const out: Atom[] = [];
  block.forEach((node) => {
    const names = new Set(node.marks.map((mark) => mark.type.name));
    const weights = new Set(options.plain ? [] : WEIGHTS.filter((each) => names.has(each)));
    const mark = node.marks.find((each) => each.type.name === "link");
    const link = mark ? target(String(mark.attrs.href), String(mark.attrs.title)) : "";
    const add = (text: string, kind: Atom["kind"], furigana?: Furigana): void => {
      out.push({ text, kind, link, weights: new Set(weights), furigana });
    };
    if (node.type.name === "image") add(writePicture(node.attrs), "picture");
    else if (node.type.name === "hard_break") add(options.cell ? " " : "\n", "break");
    else if (names.has("code")) {
      for (const character of node.text ?? "") add(character, "code");
    } else {
      const readings = writtenIn(node.text ?? "");
      let at = 0;
      for (const character of node.text ?? "") {
        add(character, "text", readings.find((each) => each.from <= at && at < each.to));
        at += character.length;
      }
    }
  });
  return out;
}

// Each run of a weight shrinks until both its edges are where Markdown opens and closes it.
function moveEdges(atoms: Atom[], weight: Weight): void {
  let at = 0;
  while (at < atoms.length) {
    if (!atoms[at].weights.has(weight)) {
      at += 1;
      continue;
    }
    let end = at;
    while (end < atoms.length && atoms[end].weights.has(weight)) end += 1;
    let from = at, to = end;
    // A word and its reading are one: signs between them would part them.
    const parts = (i: number): boolean =>
      atoms[i]?.furigana !== undefined && atoms[i].furigana === atoms[i - 1]?.furigana;
    const hides = (inner: Atom, outer: Atom | undefined): boolean => isBlank(inner) ||
      (isPunctuation(inner) && outer !== undefined && !isBlank(outer) && !isPunctuation(outer));
    while (from < to && (parts(from) || hides(atoms[from], outside(atoms, from, from - 1)))) {
      from += 1;
    }
    while (to > from && (parts(to) || hides(atoms[to - 1], outside(atoms, to - 1, to)))) to -= 1;
    for (let i = at; i < end; i += 1) if (i < from || i >= to) atoms[i].weights.delete(weight);
    at = end;
  }
}

// At the edge of a link stands a bracket, which hides nothing.
function outside(atoms: Atom[], inner: number, outer: number): Atom | undefined {
  return atoms[outer]?.link === atoms[inner].link ? atoms[outer] : undefined;
}

function joined(atoms: Atom[], options: InlineOptions): string {
  const bare = bareAddresses(atoms);
  let out = "";
  let link = "";
  let open: Weight[] = [];
  const closeTo = (length: number): void => {
    while (open.length > length) out += SIGN[open.pop() as Weight];
  };
  for (let at = 0; at < atoms.length; at += 1) {
    const atom = atoms[at];
    const wanted = WEIGHTS.filter((each) => atom.weights.has(each));
    let same = 0;
    while (same < open.length && open[same] === wanted[same]) same += 1;
    if (atom.link !== link) {
      closeTo(0);
      same = 0;
      if (link !== "") out += `](${inCell(link, options)})`;
      if (atom.link !== "") out += "[";
      link = atom.link;
    }
    closeTo(same);
    for (const each of wanted.slice(same)) out += SIGN[each];
    open = [...wanted];
    if (atom.kind === "code") {
      let code = atom.text;
      while (atoms[at + 1]?.kind === "code" && isAlike(atoms[at + 1], atom)) {
        at += 1;
        code += atoms[at].text;
      }
      out += codeSpan(code, options);
    } else if (atom.kind === "text" && !bare.has(at)) {
      out += escaped(atoms, at, options);
    } else {
      out += atom.kind === "picture" ? inCell(atom.text, options) : atom.text;
    }
  }
  closeTo(0);
  return link === "" ? out : `${out}](${inCell(link, options)})`;
}

function inCell(text: string, options: InlineOptions): string {
  return options.cell ? text.replace(/\|/g, "\\|") : text;
}

function isAlike(one: Atom, other: Atom): boolean {
  return one.link === other.link && one.weights.size === other.weights.size &&
    [...one.weights].every((each) => other.weights.has(each));
}

function codeSpan(code: string, options: InlineOptions): string {
  const longest = Math.max(0, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const padded = /^`|`$|^ .* $/.test(code) ? ` ${code} ` : code;
  return fence + inCell(padded, options) + fence;
}

// Places of characters inside an address: it becomes a link by itself; an escape would break it.
function bareAddresses(atoms: Atom[]): Set<number> {
  const out = new Set<number>();
  const places: number[] = [];
  let text = "";
  atoms.forEach((atom, i) => {
    const shown = atom.kind === "text" && atom.link === "" ? atom.text : "\n";
    for (let unit = 0; unit < shown.length; unit += 1) places.push(i);
    text += shown;
  });
  // Without & and !: they may begin a name of a character, or a picture.
  for (const found of text.matchAll(/https?:\/\/(?:[A-Za-z0-9:/?#@$'()+,;=.%_-]|~(?!~))+/g)) {
    const from = found.index ?? 0;
    for (let i = from; i < from + found[0].length; i += 1) out.add(places[i]);
  }
  return out;
}

function escaped(atoms: Atom[], at: number, options: InlineOptions): string {
  const here = atoms[at].text;
  const beside = (i: number): string => (atoms[i]?.kind === "text" ? atoms[i].text : "");
  const behind = (): string => {
    let out = "";
    for (let i = at + 1; i < atoms.length && out.length < 40; i += 1) out += beside(i) || "\n";
    return out;
  };
  if ("\\`*[]~".includes(here)) return `\\${here}`;
  if (here === "_" && !(isWord(beside(at - 1)) && isWord(beside(at + 1)))) return "\\_";
  if (here === "<" && /^[A-Za-z/!?]/.test(behind())) return "\\<";
  if (here === "&" && /^(#[xX]?)?[A-Za-z0-9]+;/.test(behind())) return "\\&";
  if (here === "!" && beside(at + 1) === "" && atoms[at + 1]?.link) return "\\!";
  if (here === "!" && atoms[at + 1] && atoms[at + 1].link !== atoms[at].link) return "\\!";
  if (here === "|" && options.cell) return "\\|";
  return here;
}

// What would make another block of a line that begins with it.
function withLineStarts(text: string): string {
  return text.split("\n").map((line, i) => {
    const bare = line.replace(EDGES, "");
    if (/^[-+](?=[ \t]|$)/.test(bare) || /^#{1,6}(?=[ \t]|$)/.test(bare) || bare.startsWith(">") ||
        /^(-[ \t]*)+$/.test(bare) || /^=+$/.test(bare)) {
      return `\\${bare}`;
    }
    if (i > 0 && /^[|:\- \t]+$/.test(bare) && bare.includes("-")) return `\\${bare}`;
    const mark = /^[\s　]*:::/.exec(bare);
    if (mark) return `${mark[0].slice(0, -3)}\\${bare.slice(mark[0].length - 3)}`;
    return bare.replace(/^(\d{1,9})([.)])(?=[ \t]|$)/, "$1\\$2");
  }).join("\n");
}
