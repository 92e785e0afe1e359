// toolbar.ts - the buttons over the text, after the ARIA practice for toolbars: one stop of the Tab
// key, arrows, Home and End between its buttons, Escape back to the text. Words, no signs: nobody
// has to guess. Which buttons are down is told by aria-pressed.
import { redo, undo } from "prosemirror-history";
import type { Command, EditorState } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable }
  from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import { liftListItem, sinkListItem } from "prosemirror-schema-list";
import { setBlockType } from "prosemirror-commands";

import { make, say } from "../dom";
import { alignCommand, calloutCommand, columnsCommand, fittingLevel, headingCommand, holds,
  isHeading, linkAround, listCommand, quoteCommand, strongCommand, tableCommand }
  from "./commands";
import { hasFurigana } from "./commands_furigana";
import { schema } from "./schema";

const { nodes, marks } = schema;

export interface Asks {
  picture: () => void;
  file: () => void;
  video: () => void;
  link: () => void;
  furigana: () => void;
}

interface Tool {
  label: string;
  help?: string; // the whole name, where the label is short
  command?: Command;
  press?: () => void;
  isOn?: (state: EditorState) => boolean;
  says?: (state: EditorState) => string; // after it was done
  shown?: (state: EditorState) => boolean; // tools of a table only in one
}

const HEADINGS: [number, string][] = [[1, "大見出し"], [2, "中見出し"], [3, "小見出し"]];

function headingTool([level, label]: [number, string]): Tool {
  return {
    label,
    command: headingCommand(level),
    isOn: (state) => isHeading(state, level),
    says: (state) => {
      const fits = fittingLevel(state, level);
      if (fits === level || state.selection.$from.parent.type !== nodes.heading) return "";
      return `見出しの段が飛ばないように、${HEADINGS[fits - 1][1]}にしました`;
    },
  };
}

function tools(asks: Asks): Tool[] {
  const inTable = (state: EditorState): boolean => isInTable(state);
  const inList = (state: EditorState): boolean => holds(state, nodes.list_item);
  return [
    ...HEADINGS.map(headingTool),
    { label: "本文", help: "ふつうの文", command: setBlockType(nodes.paragraph),
      isOn: (state) => state.selection.$from.parent.type === nodes.paragraph },
    { label: "太字", command: strongCommand,
      isOn: (state) => marks.strong.isInSet(state.storedMarks ?? state.selection.$from.marks())
        !== undefined },
    { label: "リンク", press: asks.link, isOn: (state) => linkAround(state) !== null },
    { label: "ふりがな", help: "言葉に読みを付ける", press: asks.furigana, isOn: hasFurigana },
    { label: "箇条書き", command: listCommand(nodes.bullet_list),
      isOn: (state) => holds(state, nodes.bullet_list) },
    { label: "番号", help: "番号付きの箇条書き", command: listCommand(nodes.ordered_list),
      isOn: (state) => holds(state, nodes.ordered_list) },
    { label: "1段下げる", command: sinkListItem(nodes.list_item), shown: inList },
    { label: "1段上げる", command: liftListItem(nodes.list_item), shown: inList },
    { label: "引用", command: quoteCommand, isOn: (state) => holds(state, nodes.blockquote) },
    { label: "表", help: "表を入れる", command: tableCommand(3, 2),
      says: () => "3行2列の表を入れました。1行目は列の見出しです" },
    { label: "行を足す", help: "表の行を下に足す", command: addRowAfter, shown: inTable },
    { label: "列を足す", help: "表の列を右に足す", command: addColumnAfter, shown: inTable },
    { label: "行を消す", help: "表の行を消す", command: deleteRow, shown: inTable },
    { label: "列を消す", help: "表の列を消す", command: deleteColumn, shown: inTable },
    { label: "右に寄せる", help: "この列を右に寄せる（数字など）", command: alignCommand("right"),
      shown: inTable },
    { label: "左に寄せる", help: "この列を左に寄せる", command: alignCommand(null),
      shown: inTable },
    { label: "表を消す", command: deleteTable, shown: inTable },
    { label: "画像", help: "画像を入れる", press: asks.picture },
    { label: "ファイル", help: "ファイルへのリンクを入れる", press: asks.file },
    { label: "動画", help: "動画を入れる", press: asks.video },
    { label: "囲み", help: "囲みを付ける・外す", command: calloutCommand,
      isOn: (state) => holds(state, nodes.callout) },
    { label: "段組み", help: "段組みにする・やめる", command: columnsCommand,
      isOn: (state) => holds(state, nodes.columns) },
    { label: "元に戻す", command: undo },
    { label: "やり直す", command: redo },
  ];
}

export class Toolbar {
  readonly box: HTMLElement;
  private readonly list: { tool: Tool; button: HTMLButtonElement }[];
  private view: EditorView | null = null;
  private stop = 0; // the button that the Tab key reaches

  constructor(asks: Asks, controls: string) {
    this.box = make("div", "ed-tools");
    this.box.setAttribute("role", "toolbar");
    this.box.setAttribute("aria-label", "本文の編集ボタン");
    this.box.setAttribute("aria-controls", controls);
    this.list = tools(asks).map((tool) => ({ tool, button: this.buttonOf(tool) }));
    this.box.append(...this.list.map((each) => each.button));
    this.box.addEventListener("keydown", (event) => this.move(event));
    this.box.addEventListener("focusin", (event) => {
      const at = this.list.findIndex((each) => each.button === event.target);
      if (at >= 0) this.setStop(at);
    });
    this.setStop(0);
  }

  follow(view: EditorView): void {
    this.view = view;
    this.show(view.state);
  }

  focus(): void {
    this.list[this.stop].button.focus();
  }

  show(state: EditorState): void {
    for (const { tool, button } of this.list) {
      if (tool.isOn) button.setAttribute("aria-pressed", String(tool.isOn(state)));
      if (tool.shown) button.hidden = !tool.shown(state);
    }
    if (this.list[this.stop].button.hidden) this.setStop(0);
  }

  private buttonOf(tool: Tool): HTMLButtonElement {
    const button = make("button", "ed-tool", tool.label);
    button.type = "button";
    button.tabIndex = -1;
    if (tool.help) {
      button.setAttribute("aria-label", `${tool.label}（${tool.help}）`);
      button.title = tool.help;
    }
    // The place in the text must not be lost by a press.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => this.press(tool));
    return button;
  }

  private press(tool: Tool): void {
    const view = this.view;
    if (!view) return;
    if (tool.press) {
      tool.press();
      return;
    }
    const done = tool.command?.(view.state, view.dispatch) ?? false;
    view.focus();
    const words = done ? tool.says?.(view.state) ?? "" : `ここでは「${tool.label}」は使えません`;
    if (words !== "") say(words);
  }

  private setStop(at: number): void {
    this.stop = at;
    this.list.forEach(({ button }, i) => {
      button.tabIndex = i === at ? 0 : -1;
    });
  }

  private move(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.preventDefault();
      this.view?.focus();
      return;
    }
    const shown = this.list.map((each, i) => ({ ...each, i })).filter((each) =>
      !each.button.hidden);
    const now = shown.findIndex((each) => each.i === this.stop);
    const last = shown.length - 1;
    let next = -1;
    if (event.key === "ArrowRight") next = now === last ? 0 : now + 1;
    if (event.key === "ArrowLeft") next = now <= 0 ? last : now - 1;
    if (event.key === "Home") next = 0;
    if (event.key === "End") next = last;
    if (next < 0) return;
    event.preventDefault();
    this.setStop(shown[next].i);
    this.focus();
  }
}
