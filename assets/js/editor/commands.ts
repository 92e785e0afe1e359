// commands.ts - what the buttons do to the text. Each is a ProseMirror command: state in, one step
// of undo out. Levels of headings fit by themselves; what cannot stand where the cursor is goes
// behind the block that holds it.
import { setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import type { Node, NodeType, ResolvedPos } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import { NodeSelection, Plugin, Selection, TextSelection } from "prosemirror-state";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import { isInTable, selectedRect } from "prosemirror-tables";

import { schema } from "./schema";

const { nodes, marks } = schema;

// The level of the last heading before the cursor's block; 0 = none.
export function levelBefore(state: EditorState): number {
  const { $from } = state.selection;
  const until = $from.depth > 0 ? $from.before() : $from.pos;
  let level = 0;
  if (until === 0) return 0;
  state.doc.nodesBetween(0, until, (node) => {
    if (node.type === nodes.heading) level = Number(node.attrs.level);
    return !node.isTextblock;
  });
  return level;
}

// The level asked for, or the deepest that may follow.
export function fittingLevel(state: EditorState, wanted: number): number {
  return Math.min(wanted, levelBefore(state) + 1);
}

export function headingCommand(wanted: number): Command {
  return (state, dispatch) => {
    const level = fittingLevel(state, wanted);
    if (isHeading(state, level)) return setBlockType(nodes.paragraph)(state, dispatch);
    return setBlockType(nodes.heading, { level })(state, dispatch);
  };
}

export function isHeading(state: EditorState, level: number): boolean {
  const parent = state.selection.$from.parent;
  return parent.type === nodes.heading && parent.attrs.level === level;
}

export function holds(state: EditorState, type: NodeType): boolean {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type === type) return true;
  }
  return state.selection instanceof NodeSelection && state.selection.node.type === type;
}

export function listCommand(type: NodeType): Command {
  return (state, dispatch) => {
    if (holds(state, type)) return liftListItem(nodes.list_item)(state, dispatch);
    const other = type === nodes.bullet_list ? nodes.ordered_list : nodes.bullet_list;
    if (!holds(state, other)) return wrapInList(type)(state, dispatch);
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      if ($from.node(depth).type !== other) continue;
      dispatch?.(state.tr.setNodeMarkup($from.before(depth), type));
      return true;
    }
    return false;
  };
}

export const quoteCommand: Command = (state, dispatch) => {
  if (!holds(state, nodes.blockquote)) return wrapIn(nodes.blockquote)(state, dispatch);
  return unwrapAt(state, dispatch, nodes.blockquote, 0);
};

export const strongCommand: Command = toggleMark(marks.strong);

// The content of an ancestor takes its place; `skip` of its children go (the title of a box).
function unwrapAt(state: EditorState, dispatch: ((tr: Transaction) => void) | undefined,
  type: NodeType, skip: number): boolean {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type !== type) continue;
    let inside: Node[] = [];
    node.forEach((child, _, i) => {
      if (i >= skip) inside.push(child);
    });
    if (type === nodes.columns) {
      inside = inside.flatMap((column) => {
        const own: Node[] = [];
        column.forEach((child) => own.push(child));
        return own;
      });
    }
    if (dispatch) {
      const at = $from.before(depth);
      const tr = state.tr.replaceWith(at, $from.after(depth), inside);
      dispatch(tr.setSelection(Selection.near(tr.doc.resolve(at))).scrollIntoView());
    }
    return true;
  }
  return false;
}

// Where a node of this type may stand: at the cursor's block when that is empty, else behind the
// block that holds it.
function placeFor($from: ResolvedPos, type: NodeType): { from: number; to: number } | null {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const outer = $from.node(depth - 1);
    const index = $from.index(depth - 1);
    if (!outer.canReplaceWith(index + 1, index + 1, type)) continue;
    const own = $from.node(depth);
    const empty = own.type === nodes.paragraph && own.content.size === 0;
    if (empty && outer.canReplaceWith(index, index + 1, type)) {
      return { from: $from.before(depth), to: $from.after(depth) };
    }
    return { from: $from.after(depth), to: $from.after(depth) };
  }
  return null;
}

export function insertCommand(node: Node): Command {
  return (state, dispatch) => {
    const { selection } = state;
    const place = selection instanceof NodeSelection
      ? { from: selection.to, to: selection.to } : placeFor(selection.$from, node.type);
    if (!place) return false;
    if (dispatch) {
      // Behind it there must be a place to go on writing.
      const last = place.to === state.doc.content.size;
      const added = last ? [node, nodes.paragraph.create()] : [node];
      const tr = state.tr.replaceWith(place.from, place.to, added);
      const $inside = tr.doc.resolve(place.from + 1);
      tr.setSelection(node.isAtom ? NodeSelection.create(tr.doc, place.from)
        : Selection.near($inside));
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

export function tableCommand(rows: number, columns: number): Command {
  const row = (type: NodeType): Node => nodes.table_row.create(null,
    Array.from({ length: columns }, () => type.create(null, nodes.paragraph.create())));
  const table = nodes.table.create(null, [row(nodes.table_header),
    ...Array.from({ length: rows - 1 }, () => row(nodes.table_cell))]);
  return insertCommand(table);
}

// The top-level blocks that the selection touches.
function touched(state: EditorState): { from: number; to: number; blocks: Node[] } {
  const { $from, $to } = state.selection;
  const from = $from.depth > 0 ? $from.before(1) : state.selection.from;
  const to = $to.depth > 0 ? $to.after(1) : state.selection.to;
  const blocks: Node[] = [];
  state.doc.slice(from, to).content.forEach((node) => blocks.push(node));
  return { from, to, blocks };
}

function containerCommand(type: NodeType, wrap: (blocks: Node[]) => Node, skip: number): Command {
  return (state, dispatch) => {
    if (holds(state, type)) return unwrapAt(state, dispatch, type, skip);
    const { from, to, blocks } = touched(state);
    const fits = blocks.length > 0 && blocks.every((node) =>
      node.type !== nodes.callout && node.type !== nodes.columns);
    if (!fits) return false;
    if (dispatch) {
      const tr = state.tr.replaceWith(from, to, wrap(blocks));
      if (to === state.doc.content.size) tr.insert(tr.doc.content.size, nodes.paragraph.create());
      dispatch(tr.setSelection(Selection.near(tr.doc.resolve(from + 1))).scrollIntoView());
    }
    return true;
  };
}

export const calloutCommand = containerCommand(nodes.callout,
  (blocks) => nodes.callout.create(null, [nodes.callout_title.create(), ...blocks]), 1);

export const columnsCommand = containerCommand(nodes.columns,
  (blocks) => nodes.columns.create(null, [nodes.column.create(null, blocks),
    nodes.column.create(null, nodes.paragraph.create())]), 0);

// All cells of the columns that are selected.
export function alignCommand(align: string | null): Command {
  return (state, dispatch) => {
    if (!isInTable(state)) return false;
    const rect = selectedRect(state);
    const tr = state.tr;
    for (let row = 0; row < rect.map.height; row += 1) {
      for (let column = rect.left; column < rect.right; column += 1) {
        const at = rect.tableStart + rect.map.map[row * rect.map.width + column];
        const cell = tr.doc.nodeAt(at);
        if (cell) tr.setNodeMarkup(at, null, { ...cell.attrs, align });
      }
    }
    dispatch?.(tr);
    return true;
  };
}

// ---- links ----

// The link around the cursor, with its ends.
export function linkAround(state: EditorState): { from: number; to: number; href: string } | null {
  const { $from } = state.selection;
  const type = marks.link;
  const mark = type.isInSet($from.marks()) ?? type.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return null;
  const start = $from.start();
  let from = -1, to = -1;
  $from.parent.forEach((node, offset) => {
    const at = start + offset;
    const here = type.isInSet(node.marks)?.eq(mark) ?? false;
    if (here && (from === -1 || to === at)) {
      if (from === -1) from = at;
      to = at + node.nodeSize;
    } else if (to !== -1 && to < $from.pos) {
      from = to = -1;
      if (here) {
        from = at;
        to = at + node.nodeSize;
      }
    }
  });
  return from === -1 ? null : { from, to, href: String(mark.attrs.href) };
}

export function linkCommand(words: string, href: string): Command {
  return (state, dispatch) => {
    const around = linkAround(state);
    const { from, to } = around ?? state.selection;
    if (!dispatch) return true;
    const mark = marks.link.create({ href });
    const tr = state.tr;
    const same = state.doc.textBetween(from, to) === words && from !== to;
    if (same) tr.removeMark(from, to, marks.link).addMark(from, to, mark);
    else tr.replaceRangeWith(from, to, schema.text(words, [mark]));
    tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map(to))));
    dispatch(tr.removeStoredMark(marks.link).scrollIntoView());
    return true;
  };
}

export const unlinkCommand: Command = (state, dispatch) => {
  const around = linkAround(state);
  if (!around) return false;
  dispatch?.(state.tr.removeMark(around.from, around.to, marks.link));
  return true;
};

// ---- the first row of a table is its head, and no cell is joined: Markdown knows no other ----

export function tableHeads(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _, state) {
      if (!transactions.some((each) => each.docChanged)) return null;
      const tr = state.tr;
      state.doc.descendants((table, pos) => {
        if (table.type !== nodes.table) return !table.isTextblock;
        table.forEach((row, rowAt, y) => {
          const wanted = y === 0 ? nodes.table_header : nodes.table_cell;
          row.forEach((cell, cellAt) => {
            const joined = cell.attrs.colspan !== 1 || cell.attrs.rowspan !== 1;
            if (cell.type === wanted && !joined) return;
            tr.setNodeMarkup(pos + rowAt + cellAt + 2, wanted,
              { ...cell.attrs, colspan: 1, rowspan: 1, colwidth: null });
          });
        });
        return false;
      });
      return tr.docChanged ? tr : null;
    },
  });
}
