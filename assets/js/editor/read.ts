// read.ts - Markdown to the editor's document. A block is taken into the editor only when what
// would be written of it reads the same; any other stays a `source` block, letter by letter. What
// cannot be cut into blocks at all is edited as Markdown. Nothing is ever altered by reading.
//   text -> cutAtContainers() -> groupsOf() -> build() -> document, and what each block came from
import type { Node } from "prosemirror-model";

import { build } from "./build";
import { cutAtContainers } from "./cut";
import type { Segment } from "./cut";
import { groupsOf, holdsOwnSigns, isBlankLine, isReadDifferently, render } from "./markdown";
import type { Group } from "./markdown";
import { emptyDoc, schema } from "./schema";
import { Sources } from "./sources";
import { writeAlone } from "./write";

export interface Reading {
  doc: Node;
  sources: Sources;
}

// A text, or the reason why it is edited as Markdown.
export function read(text: string): Reading | string {
  if (holdsOwnSigns(text)) return "特別な記号が使われています。";
  const cut = cutAtContainers(text);
  if (cut.troubles.length > 0) return cut.troubles[0];
  const sources = new Sources();
  const lines = text.split("\n");
  const nodes: Node[] = [];
  const texts: Placed[] = [];
  for (const segment of cut.segments) {
    for (const [node, placed] of readSegment(segment, lines, sources)) {
      nodes.push(node);
      texts.push(placed);
    }
  }
  const doc = nodes.length > 0 ? schema.node("doc", null, nodes) : emptyDoc();
  sources.keep(nodes, texts, lines);
  sources.text = text;
  sources.doc = doc;
  return { doc, sources };
}

export interface Placed {
  from: number; // lines [from, to) of the text
  to: number;
}

function readSegment(segment: Segment, lines: string[], sources: Sources): [Node, Placed][] {
  const parts = segment.parts.map((part) => readPart(part.lines, part.line));
  if (segment.kind === "plain") return parts[0];
  for (const part of parts) {
    sources.keep(part.map(([node]) => node), part.map(([, placed]) => placed), lines);
  }
  const inside = parts.map((part) => {
    const nodes = part.map(([node]) => node);
    return nodes.length > 0 ? nodes : [schema.node("paragraph")];
  });
  const place = { from: segment.from, to: segment.to };
  if (segment.kind === "columns") {
    const columns = inside.map((nodes) => schema.node("column", null, nodes));
    return [[schema.node("columns", null, columns), place]];
  }
  const words = segment.title === "" ? [] : [schema.text(segment.title)];
  const title = schema.node("callout_title", null, words);
  return [[schema.node("callout", null, [title, ...inside[0]]), place]];
}

function readPart(lines: string[], first: number): [Node, Placed][] {
  const out: [Node, Placed][] = [];
  const { groups, env } = groupsOf(lines);
  let at = 0;
  // Lines that made no block: definitions of links. They stay as they are.
  const between = (until: number): void => {
    let from = at, to = until;
    while (from < to && isBlankLine(lines[from])) from += 1;
    while (to > from && isBlankLine(lines[to - 1])) to -= 1;
    if (from === to) return;
    out.push([sourceOf(lines.slice(from, to).join("\n")), { from: first + from, to: first + to }]);
  };
  for (const group of groups) {
    between(group.from);
    const text = lines.slice(group.from, group.to).join("\n");
    out.push([readGroup(group, text, env),
      { from: first + group.from, to: first + group.to }]);
    at = group.to;
  }
  between(lines.length);
  return out;
}

export function sourceOf(text: string): Node {
  return schema.node("source", null, text === "" ? [] : [schema.text(text)]);
}

function readGroup(group: Group, text: string, env: object): Node {
  if (isReadDifferently(text)) return sourceOf(text);
  try {
    const node = build(group.tokens);
    node.check();
    const again = groupsOf(writeAlone(node).split("\n"));
    const same = again.groups.length === 1 &&
      render(again.groups[0].tokens, again.env) === render(group.tokens, env);
    return same ? node : sourceOf(text);
  } catch {
    return sourceOf(text); // something that the schema does not hold
  }
}

// How many blocks the page and the checks count in a text.
export function countBlocks(text: string): number {
  return groupsOf(text.split("\n")).groups.length;
}

// The first line (from 0) of each block of a text, in the order in which the checks count them.
export function linesOfBlocks(text: string): number[] {
  const out: number[] = [];
  for (const segment of cutAtContainers(text).segments) {
    for (const part of segment.parts) {
      for (const group of groupsOf(part.lines).groups) out.push(part.line + group.from);
    }
  }
  return out;
}
