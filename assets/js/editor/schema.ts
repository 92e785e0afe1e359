// schema.ts - what an article can hold, as the editor sees it: exactly the marks of
// docs/content-format.md and nothing else, so that whatever is pasted can be written down.
//   doc: blocks, parts (figure, source) and containers (callout, columns), as the server cuts them
import { Node, Schema } from "prosemirror-model";
import type { DOMOutputSpec, NodeSpec } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

export const DECORATIVE = "装飾"; // the alternative text that says: nothing to read out

const tables = tableNodes({
  tableGroup: "block",
  cellContent: "paragraph",
  cellAttributes: {
    align: {
      default: null,
      getFromDOM: (dom) => dom.dataset.align ?? null,
      setDOMAttr: (value, attrs) => {
        if (typeof value === "string") attrs["data-align"] = value;
      },
    },
  },
});

const nodes: Record<string, NodeSpec> = {
  doc: { content: "(block | part | container)+" },
  paragraph: {
    group: "block",
    content: "inline*",
    parseDOM: [{ tag: "p" }],
    toDOM: (): DOMOutputSpec => ["p", 0],
  },
  heading: {
    group: "block",
    content: "(text | image)*",
    attrs: { level: { default: 1 } },
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({
      tag: `h${level}`,
      // Copied here it says its own level; from elsewhere it has none (paste.ts).
      getAttrs: (dom: HTMLElement) => ({ level: levelOf(dom.dataset.level, level) }),
    })),
    // The title of the page is the h1: `#` is shown as h2, as it will be.
    toDOM: (node): DOMOutputSpec => [`h${Math.min(6, Number(node.attrs.level) + 1)}`,
      { "data-level": String(node.attrs.level) }, 0],
  },
  blockquote: {
    group: "block",
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: (): DOMOutputSpec => ["blockquote", 0],
  },
  bullet_list: {
    group: "block",
    content: "list_item+",
    attrs: { tight: { default: true } },
    parseDOM: [{ tag: "ul" }],
    toDOM: (): DOMOutputSpec => ["ul", 0],
  },
  ordered_list: {
    group: "block",
    content: "list_item+",
    attrs: { order: { default: 1 }, tight: { default: true } },
    parseDOM: [{
      tag: "ol",
      getAttrs: (dom) => ({ order: Number(dom.getAttribute("start") ?? "1") || 1 }),
    }],
    toDOM: (node): DOMOutputSpec => (node.attrs.order === 1 ? ["ol", 0]
      : ["ol", { start: String(node.attrs.order) }, 0]),
  },
  list_item: {
    content: "paragraph block*",
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: (): DOMOutputSpec => ["li", 0],
  },
  code_block: {
    group: "block",
    content: "text*",
    marks: "",
    code: true,
    defining: true,
    attrs: { params: { default: "" } },
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
    toDOM: (): DOMOutputSpec => ["pre", ["code", 0]],
  },
  horizontal_rule: {
    group: "block",
    parseDOM: [{ tag: "hr" }],
    toDOM: (): DOMOutputSpec => ["hr"],
  },
  ...tables,
  // A picture or video alone in its paragraph: drawn by views.ts.
  figure: {
    group: "part",
    attrs: { src: { default: "" }, words: { default: "" }, caption: { default: "" } },
    draggable: true,
    parseDOM: [{
      tag: "figure[data-src]",
      getAttrs: (dom) => ({
        src: dom.dataset.src ?? "",
        words: dom.dataset.words ?? "",
        caption: dom.dataset.caption ?? "",
      }),
    }],
    toDOM: (node): DOMOutputSpec => ["figure", {
      "data-src": String(node.attrs.src),
      "data-words": String(node.attrs.words),
      "data-caption": String(node.attrs.caption),
    }],
  },
  // Markdown that the editor does not draw (HTML, definitions of links): kept letter by letter.
  source: {
    group: "part",
    content: "text*",
    marks: "",
    code: true,
    defining: true,
    isolating: true,
    parseDOM: [{ tag: "pre[data-source]", preserveWhitespace: "full", priority: 60 }],
    toDOM: (): DOMOutputSpec => ["pre", { "data-source": "", class: "ed-source" }, ["code", 0]],
  },
  callout: {
    group: "container",
    content: "callout_title (block | part)+",
    defining: true,
    isolating: true,
    parseDOM: [{ tag: "div[data-callout]" }],
    toDOM: (): DOMOutputSpec => ["div", { "data-callout": "", class: "callout" }, 0],
  },
  callout_title: {
    content: "text*",
    marks: "",
    parseDOM: [{ tag: "p[data-callout-title]", priority: 60 }],
    toDOM: (): DOMOutputSpec => ["p", { "data-callout-title": "", class: "ed-title" }, 0],
  },
  columns: {
    group: "container",
    content: "column+",
    isolating: true,
    parseDOM: [{ tag: "div[data-columns]" }],
    toDOM: (): DOMOutputSpec => ["div", { "data-columns": "", class: "sides" }, 0],
  },
  column: {
    content: "(block | part)+",
    isolating: true,
    parseDOM: [{ tag: "div[data-column]" }],
    toDOM: (): DOMOutputSpec => ["div", { "data-column": "", class: "side" }, 0],
  },
  text: { group: "inline" },
  image: {
    group: "inline",
    inline: true,
    attrs: { src: { default: "" }, words: { default: "" }, caption: { default: "" } },
    // Not from other sites: what is pasted loses its pictures in paste.ts, and is told so.
    parseDOM: [{
      tag: "span[data-image]",
      getAttrs: (dom) => ({
        src: dom.dataset.image ?? "",
        words: dom.dataset.words ?? "",
        caption: dom.dataset.caption ?? "",
      }),
    }],
    toDOM: (node): DOMOutputSpec => ["span", {
      class: "ed-image",
      "data-image": String(node.attrs.src),
      "data-words": String(node.attrs.words),
      "data-caption": String(node.attrs.caption),
    }, `［画像：${String(node.attrs.words)}］`],
  },
  hard_break: {
    group: "inline",
    inline: true,
    selectable: false,
    parseDOM: [{ tag: "br" }],
    toDOM: (): DOMOutputSpec => ["br"],
  },
};

export const schema = new Schema({
  nodes,
  marks: {
    // Outermost first: links hold the others when a text is written (write.ts).
    link: {
      attrs: { href: { default: "" }, title: { default: "" } },
      inclusive: false,
      parseDOM: [{
        tag: "a[href]",
        getAttrs: (dom: HTMLElement) => {
          const href = dom.getAttribute("href") ?? "";
          // SECURITY: no link that runs; the server takes it away as well.
          if (/^\s*(javascript|vbscript|data|file):/i.test(href)) return false;
          return { href, title: dom.getAttribute("title") ?? "" };
        },
      }],
      toDOM: (mark): DOMOutputSpec => ["a",
        { href: String(mark.attrs.href), ...(mark.attrs.title ? { title: String(mark.attrs.title) }
          : {}) }, 0],
    },
    strong: {
      parseDOM: [{ tag: "strong" }, { tag: "b" }],
      toDOM: (): DOMOutputSpec => ["strong", 0],
    },
    em: {
      parseDOM: [{ tag: "em" }, { tag: "i" }],
      toDOM: (): DOMOutputSpec => ["em", 0],
    },
    strike: {
      parseDOM: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }],
      toDOM: (): DOMOutputSpec => ["s", 0],
    },
    code: {
      code: true,
      parseDOM: [{ tag: "code" }],
      toDOM: (): DOMOutputSpec => ["code", 0],
    },
  },
});

function levelOf(told: string | undefined, shown: number): number {
  return /^[1-6]$/.test(told ?? "") ? Number(told) : shown;
}

export function emptyDoc(): Node {
  return schema.node("doc", null, [schema.node("paragraph")]);
}

export function isList(node: Node): boolean {
  return node.type === schema.nodes.bullet_list || node.type === schema.nodes.ordered_list;
}
