// write.ts - the editor's document as Markdown (docs/content-format.md). A block that nobody
// touched is written as it came (sources.ts); any other in one plain way, and is read back: weight
// that cannot be written is left out rather than shown as signs. Pure.
import type { Node } from "prosemirror-model";

import { readAlone } from "./build";
import { writeInline, writePicture } from "./inline";
import { groupsOf } from "./markdown";
import { isList, schema } from "./schema";
import type { Sources } from "./sources";

export function write(doc: Node, sources: Sources): string {
  if (sources.doc?.eq(doc)) return sources.text;
  const out = joinBlocks(childrenOf(doc), (node, before) => textOf(node, before, sources), sources);
  const end = /\n*$/.exec(sources.text)?.[0] ?? "";
  return out === "" ? "" : out + end;
}

// One block as it would be written anew.
export function writeAlone(node: Node): string {
  return fresh(node, "", null);
}

type TextOf = (node: Node, before: string) => string;

// Blocks with what parts them. Empty paragraphs are nothing in Markdown.
function joinBlocks(nodes: Node[], text: TextOf, sources: Sources | null, tight = false): string {
  let out = "";
  let last: Node | null = null;
  let before = ""; // the text of the list before, whose mark the next list must not have
  for (const node of nodes) {
    const words = text(node, last && isList(last) ? before : "");
    if (words === "") continue;
    if (last) out += tight ? "\n" : sources?.between(last, node) ?? "\n\n";
    out += words;
    before = words;
    last = node;
  }
  return out;
}

function childrenOf(node: Node): Node[] {
  const out: Node[] = [];
  node.forEach((child) => out.push(child));
  return out;
}

// As it came, unless it would then melt into the list before it.
function textOf(node: Node, before: string, sources: Sources): string {
  const source = sources.of(node);
  const melts = before !== "" &&
    (/^[ \t]/.test(source ?? "") || (isList(node) && markOf(source ?? "") === markOf(before)));
  if (source !== null && !melts) return source;
  return fresh(node, before, sources);
}

function markOf(list: string): string {
  return /^\s*(?:\d+)?([-*+.)])/.exec(list)?.[1] ?? "";
}

function fresh(node: Node, before: string, sources: Sources | null): string {
  const inner: TextOf = (child, last) => (sources ? textOf(child, last, sources)
    : fresh(child, last, null));
  switch (node.type.name) {
    case "source": return node.textContent;
    case "figure": return writePicture(node.attrs);
    case "callout": {
      const title = node.child(0).textContent.replace(/\s+/g, " ").trim();
      const inside = joinBlocks(childrenOf(node).slice(1), inner, sources);
      return `:::callout${title === "" ? "" : ` ${title}`}\n${inside}\n:::`;
    }
    case "columns": {
      const inside = childrenOf(node)
        .map((column) => joinBlocks(childrenOf(column), inner, sources));
      return `:::columns\n${inside.map((text) => `:::column\n${text}`).join("\n")}\n:::`;
    }
    default: return checked(node, before);
  }
}

// Written with its weights if they can be read back, else without them.
function checked(node: Node, before: string): string {
  const text = writeBlock(node, before, false);
  if (!hasWeights(node)) return text;
  const again = readAlone(text);
  const words = (one: Node): string => one.textContent.replace(/\s+/g, "");
  const kept = again !== null && words(again) === words(node);
  return kept && groupsOf(text.split("\n")).groups.length === 1 ? text
    : writeBlock(node, before, true);
}

function hasWeights(node: Node): boolean {
  let found = false;
  node.descendants((child) => {
    found = found || child.marks.some((mark) => mark.type !== schema.marks.link);
    return !found;
  });
  return found;
}

function writeBlock(node: Node, before: string, plain: boolean): string {
  const inside = (child: Node, last: string): string => writeBlock(child, last, plain);
  switch (node.type.name) {
    case "paragraph": return writeInline(node, { plain });
    case "heading": return heading(node, plain);
    case "blockquote":
      return joinBlocks(childrenOf(node), inside, null).split("\n")
        .map((line) => (line === "" ? ">" : `> ${line}`)).join("\n");
    case "bullet_list":
    case "ordered_list": return list(node, before, plain);
    case "code_block": return code(node);
    case "horizontal_rule": return "---";
    case "table": return table(node, plain);
    default: return "";
  }
}

function heading(node: Node, plain: boolean): string {
  const words = writeInline(node, { plain, inLine: true }).replace(/\n/g, " ")
    .replace(/(^|[ \t])(#+)$/, "$1\\$2");
  return `${"#".repeat(Number(node.attrs.level))} ${words}`.replace(/ +$/, "");
}

// Without blank lines only a list may follow the words of an item, and only one that Markdown sees
// there: numbered from 1, its first item not empty.
function isTight(node: Node): boolean {
  return node.attrs.tight !== false && childrenOf(node).every((item) => {
    const [, ...rest] = childrenOf(item);
    if (rest.length === 0) return true;
    const [inner] = rest;
    const begins = isList(inner) && writeBlock(inner.child(0).child(0), "", true) !== "" &&
      (inner.type === schema.nodes.bullet_list || inner.attrs.order === 1);
    return rest.length === 1 && begins;
  });
}

function list(node: Node, before: string, plain: boolean): string {
  const tight = isTight(node);
  const ordered = node.type === schema.nodes.ordered_list;
  const other = markOf(before);
  const items = childrenOf(node).map((item, i) => {
    const mark = ordered ? `${Number(node.attrs.order) + i}${other === "." ? ")" : "."}`
      : other === "-" ? "*" : "-";
    const lines = itemText(item, plain, tight).split("\n");
    const indent = " ".repeat(mark.length + 1);
    return lines.map((line, n) => (n === 0 ? `${mark} ${line}`.replace(/ +$/, "")
      : line === "" ? "" : indent + line)).join("\n");
  });
  return items.join(tight ? "\n" : "\n\n");
}

// The first paragraph may be empty and must keep its line: what is below would rise into it.
function itemText(item: Node, plain: boolean, tight: boolean): string {
  const [first, ...rest] = childrenOf(item);
  const inside = joinBlocks(rest, (child, last) => writeBlock(child, last, plain), null, tight);
  const words = writeBlock(first, "", plain);
  return inside === "" ? words : `${words}${tight || words === "" ? "\n" : "\n\n"}${inside}`;
}

function code(node: Node): string {
  const runs = node.textContent.match(/`{3,}/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  const body = node.textContent === "" ? "" : `${node.textContent}\n`;
  return `${fence}${String(node.attrs.params)}\n${body}${fence}`;
}

function table(node: Node, plain: boolean): string {
  const rows = childrenOf(node).map((row) => childrenOf(row).map((cell) =>
    writeInline(cell.child(0), { cell: true, inLine: true, plain })));
  const width = Math.max(1, ...rows.map((row) => row.length));
  const line = (cells: string[]): string =>
    `| ${Array.from({ length: width }, (_, i) => cells[i] ?? "").join(" | ")} |`;
  const aligned = Array.from({ length: width }, (_, i) => {
    const align = i < node.child(0).childCount ? node.child(0).child(i).attrs.align : null;
    if (align === "right") return "--:";
    if (align === "center") return ":-:";
    return align === "left" ? ":--" : "---";
  });
  return [line(rows[0]), `|${aligned.join("|")}|`, ...rows.slice(1).map(line)].join("\n");
}
