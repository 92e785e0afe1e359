// entry.ts - the pure parts of the editor for the tests in a browser (suites/editor_texts.mjs): one
// bundle, put into an empty page as `editor`.
import { DOMParser as Parser } from "prosemirror-model";
import type { Node } from "prosemirror-model";
import { EditorState, TextSelection } from "prosemirror-state";

import { furiganaAt, furiganaCommand } from "../../../assets/js/editor/commands_furigana";
import { positionsOfBlocks } from "../../../assets/js/editor/findings";
import { lossOf, plainPaste } from "../../../assets/js/editor/paste";
import { linesOfBlocks, read } from "../../../assets/js/editor/read";
import { schema } from "../../../assets/js/editor/schema";
import { Sources } from "../../../assets/js/editor/sources";
import { write } from "../../../assets/js/editor/write";

// What the editor would write of a text that nobody touched; its reason when it stays Markdown.
export function untouched(text: string): string {
  const reading = read(text);
  return typeof reading === "string" ? `!${reading}` : write(reading.doc, reading.sources);
}

// The types of the blocks that a text is drawn as.
export function drawn(text: string): string[] {
  const reading = read(text);
  if (typeof reading === "string") return ["!"];
  const out: string[] = [];
  reading.doc.forEach((node) => out.push(node.type.name));
  return out;
}

// Every block written anew, as if all had been changed and changed back in another way.
export function rewritten(text: string): string {
  const reading = read(text);
  return typeof reading === "string" ? "!" : write(reading.doc, new Sources());
}

// The text after words were added to the paragraph that holds `where`: all else must stay.
export function withWords(text: string, where: string, words: string): string {
  const reading = read(text);
  if (typeof reading === "string") return "!";
  let doc: Node = reading.doc;
  let at = -1;
  doc.descendants((node, pos) => {
    const found = node.isText ? (node.text ?? "").indexOf(where) : -1;
    if (at < 0 && found >= 0) at = pos + found + where.length;
    return at < 0;
  });
  if (at < 0) return "!not found";
  doc = doc.replace(at, at, schema.node("doc", null,
    [schema.node("paragraph", null, [schema.text(words)])]).slice(1, 1 + words.length));
  return write(doc, reading.sources);
}

// The text after a reading was put over the first `words` of it by the button; "" takes it away.
export function withReading(text: string, words: string, reading: string): string {
  const opened = read(text);
  if (typeof opened === "string") return "!";
  let at = -1;
  opened.doc.descendants((node, pos) => {
    const found = node.isText ? (node.text ?? "").indexOf(words) : -1;
    if (at < 0 && found >= 0) at = pos + found;
    return at < 0;
  });
  if (at < 0) return "!not found";
  let state = EditorState.create({ doc: opened.doc,
    selection: TextSelection.create(opened.doc, at, at + words.length) });
  const here = furiganaAt(state);
  if (!here) return "!refused";
  furiganaCommand(here, here.word, reading)(state, (tr) => {
    state = state.apply(tr);
  });
  return write(state.doc, opened.sources);
}

// Whether a document, as JSON, is the same after it was written and read again; else what came.
export function survives(json: unknown): string {
  const doc = schema.nodeFromJSON(json);
  doc.check();
  const text = write(doc, new Sources());
  const again = read(text);
  if (typeof again === "string") return `${text}\n!${again}`;
  return again.doc.eq(doc) ? "" : `${text}\n${JSON.stringify(again.doc.toJSON())}`;
}

export function blocksOf(text: string): { drawn: number; lines: number[] } {
  const reading = read(text);
  const places = typeof reading === "string" ? [] : positionsOfBlocks(reading.doc);
  return { drawn: places.length, lines: linesOfBlocks(text) };
}

// The clipboard's HTML as Markdown, and what was lost.
export function pasted(html: string): { text: string; loss: string } {
  const plain = plainPaste(html);
  const box = document.createElement("div");
  box.innerHTML = plain.html;
  const doc = Parser.fromSchema(schema).parse(box);
  doc.check();
  return { text: write(doc, new Sources()), loss: lossOf(plain) };
}
