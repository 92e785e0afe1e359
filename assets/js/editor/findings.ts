// findings.ts - what the checks say about the text as it stands, while it is written: a list beside
// the text, each line with the block it is about, and a button that leads there. The checks are the
// server's own: what is told here is what would refuse the publishing.
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import { make, say, smallButton } from "../dom";
import { countBlocks } from "./read";
import { writeAlone } from "./write";

export interface Finding {
  severity: "error" | "warning";
  rule: string;
  field: string; // of the form; "" = in the body
  block: number; // 1, 2 ...; 0 = the text as a whole
  says: string;
  excerpt: string;
}

// Where the checks' block stands in the document: they count what is written, through boxes too.
export function positionsOfBlocks(doc: Node): number[] {
  const out: number[] = [];
  const walk = (parent: Node, start: number): void => {
    parent.forEach((child, offset) => {
      const at = start + offset;
      const name = child.type.name;
      if (name === "callout" || name === "columns" || name === "column") walk(child, at + 1);
      else if (name === "source") {
        const count = countBlocks(child.textContent);
        for (let i = 0; i < count; i += 1) out.push(at);
      } else if (name !== "callout_title" && !isNothing(child)) out.push(at);
    });
  };
  walk(doc, 0);
  return out;
}

function isNothing(node: Node): boolean {
  return node.type.name === "paragraph" && writeAlone(node) === "";
}

const key = new PluginKey<Finding[]>("findings");

// Marks the blocks that something is said about.
export function findingMarks(): Plugin<Finding[]> {
  return new Plugin<Finding[]>({
    key,
    state: {
      init: () => [],
      apply: (tr, now) => (tr.getMeta(key) as Finding[] | undefined) ?? now,
    },
    props: {
      decorations(state) {
        const found = key.getState(state) ?? [];
        if (!found.some((each) => each.block > 0)) return null;
        const places = positionsOfBlocks(state.doc);
        const marks = found.filter((each) => each.block > 0).flatMap((each) => {
          const at = places[each.block - 1];
          const node = at === undefined ? null : state.doc.nodeAt(at);
          if (at === undefined || !node) return [];
          return [Decoration.node(at, at + node.nodeSize, { class: `ed-${each.severity}` })];
        });
        return DecorationSet.create(state.doc, marks);
      },
    },
  });
}

export function findingsMeta(): PluginKey<Finding[]> {
  return key;
}

export class FindingList {
  readonly box: HTMLElement;
  private words = "";

  constructor(private readonly goTo: (finding: Finding) => void) {
    this.box = make("section", "ed-findings");
    this.box.setAttribute("aria-label", "確認の結果");
    this.box.hidden = true;
  }

  show(found: Finding[]): void {
    const errors = found.filter((each) => each.severity === "error").length;
    const words = found.length === 0 ? "直すところは見つかりませんでした"
      : `直すところ${errors}件、確かめるところ${found.length - errors}件`;
    const list = make("ul");
    list.append(...found.map((each) => this.line(each)));
    this.box.replaceChildren(make("p", "ed-findings__h", `確認の結果：${words}`), list);
    this.box.hidden = false;
    if (words !== this.words && this.words !== "") say(words);
    this.words = words;
  }

  private line(finding: Finding): HTMLElement {
    const line = make("li", `ed-finding ed-finding--${finding.severity}`);
    line.append(make("strong", "", finding.severity === "error" ? "直す　" : "確かめる　"),
      finding.says);
    if (finding.excerpt !== "") line.append(make("small", "", `「${finding.excerpt}」`));
    const where = finding.block > 0 ? `${finding.block}番目のまとまりへ` : "この欄へ";
    line.append(smallButton(where, () => this.goTo(finding)));
    return line;
  }
}
