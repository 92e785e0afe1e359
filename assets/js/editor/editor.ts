// editor.ts - the article written with buttons instead of signs, over the Markdown field that is
// there without a script: read.ts opens what stands in it, write.ts writes back what was changed.
// A text that cannot be shown so is edited as Markdown; either can be chosen at any time. A bundle
// of its own, which only the pages of the office load (app.ts: loadEditors).
import { baseKeymap, chainCommands, exitCode } from "prosemirror-commands";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import type { Node } from "prosemirror-model";
import { splitListItem } from "prosemirror-schema-list";
import { EditorState, NodeSelection, Selection } from "prosemirror-state";
import type { Command, Plugin, Transaction } from "prosemirror-state";
import { goToNextCell, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";

import { make, say, smallButton } from "../dom";
import { insertCommand, linkAround, linkCommand, strongCommand, tableHeads, unlinkCommand }
  from "./commands";
import { furiganaAt, furiganaCommand } from "./commands_furigana";
import { SELECT_FIRST, askFurigana, offerFurigana } from "./dialog_furigana";
import { askLink } from "./dialog_link";
import { changeMedia, chooseMedia } from "./dialog_media";
import type { Chosen } from "./dialog_media";
import { FindingList, findingMarks, findingsMeta, positionsOfBlocks } from "./findings";
import type { Finding } from "./findings";
import { Keeper } from "./keep";
import { tellAddresses } from "./library";
import { lossOf, plainPaste } from "./paste";
import { linesOfBlocks, read } from "./read";
import { schema } from "./schema";
import { Sources } from "./sources";
import { Toolbar } from "./toolbar";
import { FigureView } from "./views";
import { write } from "./write";

const WRITE_AFTER_MS = 250; // after the last change
const UNDER_TOOLS = 140; // pixels
const CHOICE = "editor-mode"; // of this browser: markdown or buttons
const HELP = "見出しや表は、上のボタンで付けます。Alt＋F10で上のボタンへ、Escで本文に戻ります。" +
  "囲みや表の外へは、Ctrl＋Enterで出られます。";

const { nodes } = schema;

class ArticleEditor {
  private view: EditorView | null = null;
  private sources = new Sources();
  private timer = 0;
  private found: Finding[] | null = null; // null: the server has not answered yet
  private readonly id: string;
  private readonly label: HTMLLabelElement | null;
  private readonly box = make("div", "ed");
  private readonly note = make("p", "ed-note");
  private readonly mount = make("div", "ed-mount");
  private readonly toolbar: Toolbar;
  private readonly list = new FindingList((finding) => this.goTo(finding));
  private readonly mode: HTMLButtonElement;

  constructor(private readonly area: HTMLTextAreaElement) {
    this.id = area.id;
    this.label = document.querySelector<HTMLLabelElement>(`label[for="${area.id}"]`);
    if (this.label && this.label.id === "") this.label.id = `${area.id}-label`;
    this.label?.addEventListener("click", () => this.view?.focus());
    this.toolbar = new Toolbar({
      picture: () => this.choose("picture", null),
      file: () => this.choose("document", null),
      video: () => this.choose("video", null),
      link: () => this.askForLink(),
      furigana: () => this.askForFurigana(),
    }, area.id);
    this.mode = smallButton("", () => this.changeMode());
    const head = make("div", "ed-head");
    head.append(this.mode, this.note);
    this.box.append(head, this.toolbar.box, this.mount);
    area.before(this.box);
    const form = area.form;
    const path = area.dataset.keep ?? "";
    if (form && path !== "") {
      const keeper = new Keeper(form, path, () => this.flush(), (answer) => {
        this.showFindings(answer.findings);
      });
      area.after(keeper.box, this.list.box);
      form.addEventListener("draft-restored", () => this.openAnew());
      form.addEventListener("submit", () => this.flush(), { capture: true });
      void keeper.send();
    }
    this.open(localStorage.getItem(CHOICE) !== "markdown");
  }

  // ---- the two ways to write ----

  private open(withButtons: boolean): void {
    this.close();
    const reading = withButtons ? read(this.area.value) : "";
    if (typeof reading === "string") {
      this.showMarkdown(reading === "" ? ""
        : `この文は、Markdownのまま書きます。${reading}`);
      return;
    }
    this.sources = reading.sources;
    this.note.textContent = HELP;
    this.mode.textContent = "Markdownで書く";
    this.toolbar.box.hidden = false;
    this.mount.hidden = false;
    this.area.classList.add("ed-off");
    this.area.id = `${this.id}-markdown`;
    // A label may point at a field alone; what is drawn is labelled by it the other way round.
    this.label?.removeAttribute("for");
    this.view = this.newView(reading.doc);
    this.toolbar.follow(this.view);
    if (this.found) this.showFindings(this.found);
  }

  // What stands in the field is newer than what is drawn.
  private openAnew(): void {
    const withButtons = this.view !== null;
    window.clearTimeout(this.timer);
    this.view?.destroy();
    this.view = null;
    this.open(withButtons);
  }

  private showMarkdown(why: string): void {
    this.note.textContent = why;
    this.mode.textContent = "ボタンで書く";
    this.toolbar.box.hidden = true;
    this.mount.hidden = true;
    this.area.classList.remove("ed-off");
    this.area.id = this.id;
    this.label?.setAttribute("for", this.id);
  }

  private close(): void {
    this.flush();
    this.view?.destroy();
    this.view = null;
  }

  private changeMode(): void {
    const withButtons = this.view === null;
    localStorage.setItem(CHOICE, withButtons ? "buttons" : "markdown");
    this.open(withButtons);
    if (this.view) this.view.focus();
    else this.area.focus();
    const refused = withButtons && this.view === null;
    say(refused ? this.note.textContent ?? "" : this.view ? "ボタンで書く画面にしました"
      : "Markdownで書く画面にしました");
  }

  private newView(doc: Node): EditorView {
    const described = this.area.getAttribute("aria-describedby");
    return new EditorView(this.mount, {
      state: EditorState.create({ doc, plugins: this.plugins() }),
      attributes: {
        id: this.id,
        class: "ed-text prose",
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": this.label?.id ?? "",
        ...(described ? { "aria-describedby": described } : {}),
      },
      nodeViews: {
        figure: (node, view, getPos) => new FigureView(node, view, getPos,
          (pos, figure, kind) => this.changeFigure(pos, figure, kind)),
      },
      // Below the toolbar, which stays in sight.
      scrollThreshold: { top: UNDER_TOOLS, bottom: 20, left: 0, right: 0 },
      scrollMargin: { top: UNDER_TOOLS, bottom: 20, left: 0, right: 0 },
      dispatchTransaction: (tr) => this.apply(tr),
      transformPastedHTML: (html) => this.pasted(html),
      handlePaste: (_, event) => this.pastedFile(event.clipboardData),
      handleDrop: (_, event, __, moved) => !moved && this.pastedFile(event.dataTransfer),
    });
  }

  private plugins(): Plugin[] {
    const leave: Command = (state, dispatch) => {
      const { $head } = state.selection;
      if ($head.depth === 0) return false;
      const at = $head.after(1);
      const tr = state.tr.insert(at, nodes.paragraph.create());
      dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(at + 1))).scrollIntoView());
      return true;
    };
    const lineEnd: Command = (state, dispatch) => {
      const { $from } = state.selection;
      const index = $from.index();
      if (!$from.parent.canReplaceWith(index, index, nodes.hard_break)) return false;
      dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
      return true;
    };
    return [
      keymap({
        "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo, "Mod-b": strongCommand,
        "Mod-k": () => {
          this.askForLink();
          return true;
        },
        "Alt-F10": () => {
          this.toolbar.focus();
          return true;
        },
        Enter: splitListItem(nodes.list_item),
        "Shift-Enter": chainCommands(exitCode, lineEnd),
        "Mod-Enter": leave,
        // Only inside a table: elsewhere the Tab key leaves the field, as it does everywhere.
        Tab: goToNextCell(1),
        "Shift-Tab": goToNextCell(-1),
      }),
      keymap(baseKeymap),
      history(),
      gapCursor(),
      findingMarks(),
      tableHeads(),
      tableEditing(),
    ];
  }

  private apply(tr: Transaction): void {
    if (!this.view) return;
    const state = this.view.state.apply(tr);
    this.view.updateState(state);
    this.toolbar.show(state);
    if (!tr.docChanged) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), WRITE_AFTER_MS);
  }

  // What stands in the field is what is sent.
  private flush(): void {
    window.clearTimeout(this.timer);
    if (!this.view) return;
    const text = write(this.view.state.doc, this.sources);
    if (text === this.area.value) return;
    this.area.value = text;
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private run(command: Command): void {
    if (!this.view) return;
    if (!command(this.view.state, this.view.dispatch)) say("ここには入れられません");
  }

  // ---- what comes from elsewhere ----

  private pasted(html: string): string {
    if (html.includes("data-pm-slice")) return html; // copied here: the schema holds it
    const plain = plainPaste(html);
    const loss = lossOf(plain);
    if (loss !== "") {
      this.note.textContent = loss;
      say(loss);
    }
    return plain.html;
  }

  private pastedFile(data: DataTransfer | null): boolean {
    const file = Array.from(data?.files ?? []).find((each) => each.type.startsWith("image/"));
    if (!file || data?.types.includes("text/html")) return false;
    this.choose("picture", file);
    return true;
  }

  private choose(kind: "picture" | "document" | "video", file: File | null): void {
    const back = (): void => this.view?.focus();
    chooseMedia(kind, file, (chosen) => {
      if (kind === "document") this.run(linkCommand(chosen.words, chosen.src));
      else this.run(insertCommand(figureOf(chosen)));
    }, back);
  }

  private changeFigure(pos: number, node: Node, kind: "picture" | "video"): void {
    const { src, words, caption } = node.attrs as Chosen;
    changeMedia(kind, { src, words, caption, title: "" }, (chosen) => {
      const view = this.view;
      if (!view || !view.state.doc.nodeAt(pos)?.eq(node)) {
        say("文が変わったため、直せませんでした。もう一度「説明を直す」を押してください");
        return;
      }
      const tr = view.state.tr.setNodeMarkup(pos, null, figureOf(chosen).attrs);
      view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, pos)));
    }, () => this.view?.focus());
  }

  private askForLink(): void {
    const view = this.view;
    if (!view) return;
    const around = linkAround(view.state);
    const { from, to } = around ?? view.state.selection;
    const words = view.state.doc.textBetween(from, to, " ");
    askLink({ words, href: around?.href ?? "" },
      (link) => this.run(linkCommand(link.words, link.href)),
      around ? () => this.run(unlinkCommand) : null, () => this.view?.focus());
  }

  private askForFurigana(): void {
    const view = this.view;
    if (!view) return;
    const at = furiganaAt(view.state);
    if (!at) {
      say(SELECT_FIRST);
      view.focus();
      return;
    }
    askFurigana(at, (word, reading) => this.run(furiganaCommand(at, word, reading)),
      () => this.view?.focus());
  }

  // ---- the checks ----

  private showFindings(found: Finding[]): void {
    this.found = found;
    this.list.show(found);
    if (!this.view) return;
    this.view.dispatch(this.view.state.tr.setMeta(findingsMeta(), found)
      .setMeta("addToHistory", false));
  }

  private goTo(finding: Finding): void {
    if (finding.block > 0) this.goToBlock(finding.block);
    else if (finding.field === "" || finding.field === "body") this.focusText();
    else focusField(`f-${finding.field}`);
  }

  private focusText(): void {
    if (this.view) this.view.focus();
    else this.area.focus();
  }

  goToBlock(number: number): void {
    if (!this.view) {
      this.selectLine(linesOfBlocks(this.area.value)[number - 1] ?? 0);
      return;
    }
    const { state } = this.view;
    const at = positionsOfBlocks(state.doc)[number - 1];
    if (at === undefined) return;
    const node = state.doc.nodeAt(at);
    const selection = node?.isAtom ? NodeSelection.create(state.doc, at)
      : Selection.near(state.doc.resolve(at + 1));
    this.view.dispatch(state.tr.setSelection(selection).scrollIntoView());
    this.view.focus();
  }

  private selectLine(line: number): void {
    const lines = this.area.value.split("\n");
    const from = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
    this.area.focus();
    this.area.setSelectionRange(from, from + (lines[line] ?? "").length);
    this.area.scrollTop = (this.area.scrollHeight * line) / Math.max(1, lines.length);
  }
}

function figureOf(chosen: Chosen): Node {
  return nodes.figure.create({ src: chosen.src, words: chosen.words, caption: chosen.caption });
}

function focusField(id: string): void {
  const field = document.getElementById(id);
  if (!field) return;
  if (field.tabIndex < 0) field.tabIndex = -1;
  field.focus();
  field.scrollIntoView({ block: "center" });
}

for (const area of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-editor]")) {
  tellAddresses(area.dataset);
  const editor = new ArticleEditor(area);
  // From a finding on another page: ?block=3.
  const wanted = Number(new URLSearchParams(window.location.search).get("block") ?? "0");
  if (Number.isInteger(wanted) && wanted > 0) editor.goToBlock(wanted);
}

for (const area of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-furigana]")) {
  offerFurigana(area);
}
