// views.ts - how pictures and videos stand in the text that is written: what visitors will see,
// what is read out, and a button to change it. See schema.ts: figure.
import type { Node } from "prosemirror-model";
import type { EditorView, NodeView } from "prosemirror-view";

import { make, smallButton } from "../dom";
import { drawnMedia } from "./library";
import type { MediaDetails } from "./library";
import { DECORATIVE } from "./schema";

export type ChangeFigure = (pos: number, node: Node, kind: "picture" | "video") => void;

export class FigureView implements NodeView {
  dom: HTMLElement;

  constructor(private node: Node, view: EditorView, getPos: () => number | undefined,
    private readonly change: ChangeFigure) {
    this.dom = make("figure", "ed-figure");
    this.view = view;
    this.getPos = getPos;
    this.draw(null);
  }

  private readonly view: EditorView;
  private readonly getPos: () => number | undefined;

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    if (!node.eq(this.node)) {
      this.node = node;
      this.draw(null);
    }
    return true;
  }

  // Its buttons are pressed, not edited.
  stopEvent(event: Event): boolean {
    return event.target instanceof HTMLButtonElement;
  }

  ignoreMutation(): boolean {
    return true;
  }

  private draw(item: MediaDetails | null): void {
    const src = String(this.node.attrs.src);
    const words = String(this.node.attrs.words);
    const caption = String(this.node.attrs.caption);
    const parts: HTMLElement[] = [];
    if (item?.preview || item?.thumb) {
      const picture = make("img");
      picture.src = item.preview || item.thumb;
      picture.alt = "";
      parts.push(picture);
    }
    const kind = item?.kind === "video" ? "video" : "picture";
    parts.push(make("span", "ed-figure__w", kind === "video" ? `動画：${words}`
      : words === DECORATIVE ? "装飾の画像（読み上げません）"
        : words === "" ? "代替テキストがありません" : `代替テキスト：${words}`));
    if (kind === "video" && item && !item.has_captions) {
      parts.push(make("span", "ed-problem", "字幕がないため、公開できません"));
    }
    parts.push(smallButton("説明を直す", () => {
      const pos = this.getPos();
      if (pos !== undefined) this.change(pos, this.node, kind);
    }));
    if (caption !== "") parts.push(make("figcaption", "", caption));
    this.dom.replaceChildren(...parts);
    this.dom.classList.toggle("is-lacking", words === "");
    if (item) return;
    const shown = this.node;
    void drawnMedia(src.slice("media:".length)).then((found) => {
      if (this.node === shown && found && !this.view.isDestroyed) this.draw(found);
    });
  }
}
