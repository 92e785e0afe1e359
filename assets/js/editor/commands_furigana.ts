// commands_furigana.ts - a reading put over words of the text, put right and taken away. In the
// text it is signs like any others (furigana.ts), so that nothing new has to be written or read.
import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import type { Command, EditorState } from "prosemirror-state";

import { PART, furiganaIn, withFurigana } from "./furigana";
import type { Furigana } from "./furigana";
import { schema } from "./schema";

const { nodes, marks } = schema;

// Places in it are those of the document.
function textOf(block: Node): string {
  return block.textBetween(0, block.content.size, null, PART);
}

// What a press is about, in places of the document; null where no reading can stand.
export function furiganaAt(state: EditorState): Furigana | null {
  const { $from, $to, from, to } = state.selection;
  const block = $from.parent;
  if (!$from.sameParent($to) || !block.isTextblock) return null;
  if (block.type.spec.code || block.type === nodes.callout_title) return null;
  const start = $from.start();
  const found = furiganaIn(textOf(block), from - start, to - start);
  if (!found) return null;
  const at = { ...found, from: found.from + start, to: found.to + start };
  return marks.code.isInSet(state.doc.nodeAt(at.from)?.marks ?? []) ? null : at;
}

export function hasFurigana(state: EditorState): boolean {
  return (furiganaAt(state)?.reading ?? "") !== "";
}

// `reading` "": the word alone stays. Links and weights of the word stay too.
export function furiganaCommand(at: Furigana, word: string, reading: string): Command {
  return (state, dispatch) => {
    if (at.to > state.doc.content.size) return false;
    const $at = state.doc.resolve(at.from);
    const block = $at.parent;
    if (!block.isTextblock || at.to > $at.end()) return false;
    if (!dispatch) return true;
    const text = withFurigana(textOf(block).slice(0, $at.parentOffset), word, reading);
    const own = at.to > at.from ? state.doc.nodeAt(at.from)?.marks : null;
    const tr = state.tr.replaceWith(at.from, at.to, schema.text(text, own ?? $at.marks()));
    tr.setSelection(TextSelection.create(tr.doc, at.from + text.length));
    dispatch(tr.scrollIntoView());
    return true;
  };
}
