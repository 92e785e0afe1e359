// build.ts - the tokens of one block as a node of the editor. What the schema does not hold (HTML,
// an item that begins with a table ...) throws, and the caller keeps the text as it is. Pure.
import type { Mark, Node } from "prosemirror-model";

import { groupsOf, restoreSpaces } from "./markdown";
import type { Token } from "./markdown";
import { schema } from "./schema";

// The block that a text is alone, as the editor would hold it; null when it is none or several.
export function readAlone(text: string): Node | null {
  const { groups } = groupsOf(text.split("\n"));
  if (groups.length !== 1) return null;
  try {
    return build(groups[0].tokens);
  } catch {
    return null;
  }
}

class NotHeld extends Error {}

// Throws when the schema does not hold it.
export function build(tokens: Token[]): Node {
  return new Builder(tokens).top();
}

class Builder {
  private at = 0;

  constructor(private readonly tokens: Token[]) {}

  // A picture alone in its paragraph is a figure here, and only here, as on the page.
  top(): Node {
    const [open, inline] = this.tokens;
    const only = inline?.children?.length === 1 ? inline.children[0] : null;
    if (open.type === "paragraph_open" && only?.type === "image" &&
        (only.attrGet("src") ?? "").startsWith("media:")) {
      return schema.node("figure", this.pictureOf(only));
    }
    const node = this.block();
    if (this.at !== this.tokens.length) throw new NotHeld();
    return node;
  }

  private next(): Token {
    const token = this.tokens[this.at];
    if (!token) throw new NotHeld();
    this.at += 1;
    return token;
  }

  private untilClosed(type: string, take: () => Node): Node[] {
    const out: Node[] = [];
    while (this.tokens[this.at]?.type !== type) out.push(take());
    this.at += 1;
    return out;
  }

  private block(): Node {
    const token = this.next();
    switch (token.type) {
      case "paragraph_open": return schema.node("paragraph", null, this.inlineThen());
      case "heading_open":
        return schema.node("heading", { level: Number(token.tag.slice(1)) }, this.inlineThen());
      case "blockquote_open":
        return schema.node("blockquote", null,
          this.untilClosed("blockquote_close", () => this.block()));
      case "bullet_list_open": return this.list("bullet_list", {});
      case "ordered_list_open":
        return this.list("ordered_list", { order: Number(token.attrGet("start") ?? "1") });
      case "fence":
      case "code_block": return this.code(token);
      case "hr": return schema.node("horizontal_rule");
      case "table_open": return this.table();
      default: throw new NotHeld();
    }
  }

  private code(token: Token): Node {
    const text = restoreSpaces(token.content.replace(/\n$/, ""));
    return schema.node("code_block", { params: restoreSpaces(token.info.trim()) },
      text === "" ? [] : [schema.text(text)]);
  }

  private list(name: string, attrs: Record<string, number>): Node {
    let tight = true;
    const items = this.untilClosed(`${name}_close`, () => {
      this.next(); // list_item_open
      const inside = this.untilClosed("list_item_close", () => {
        const open = this.tokens[this.at];
        if (open?.type === "paragraph_open" && !open.hidden) tight = false;
        return this.block();
      });
      const begun = inside[0]?.type === schema.nodes.paragraph;
      return schema.node("list_item", null,
        begun ? inside : [schema.node("paragraph"), ...inside]);
    });
    return schema.node(name, { ...attrs, tight }, items);
  }

  private table(): Node {
    const rows: Node[] = [];
    for (let token = this.next(); token.type !== "table_close"; token = this.next()) {
      if (token.type !== "tr_open") continue; // thead, tbody
      rows.push(schema.node("table_row", null, this.untilClosed("tr_close", () => this.cell())));
    }
    return schema.node("table", null, rows);
  }

  private cell(): Node {
    const open = this.next();
    const align = /text-align:(\w+)/.exec(open.attrGet("style") ?? "")?.[1] ?? null;
    const type = open.type === "th_open" ? "table_header" : "table_cell";
    return schema.node(type, { align }, [schema.node("paragraph", null, this.inlineThen())]);
  }

  // The inline token and the closing one.
  private inlineThen(): Node[] {
    const inline = this.next();
    this.next();
    return this.inline(inline.children ?? []);
  }

  private inline(tokens: Token[]): Node[] {
    const out: Node[] = [];
    let marks: readonly Mark[] = [];
    const open = (name: string, attrs: Record<string, string> | null = null): void => {
      marks = schema.marks[name].create(attrs).addToSet(marks);
    };
    const close = (name: string): void => {
      marks = schema.marks[name].removeFromSet(marks);
    };
    const add = (text: string, also: readonly Mark[]): void => {
      if (text !== "") out.push(schema.text(restoreSpaces(text), also));
    };
    for (const token of tokens) {
      switch (token.type) {
        case "text": add(token.content, marks); break;
        case "softbreak":
        case "hardbreak": out.push(schema.node("hard_break", null, undefined, marks)); break;
        case "strong_open": open("strong"); break;
        case "strong_close": close("strong"); break;
        case "em_open": open("em"); break;
        case "em_close": close("em"); break;
        case "s_open": open("strike"); break;
        case "s_close": close("strike"); break;
        case "link_open":
          open("link", {
            href: restoreSpaces(token.attrGet("href") ?? ""),
            title: restoreSpaces(token.attrGet("title") ?? ""),
          });
          break;
        case "link_close": close("link"); break;
        case "code_inline": add(token.content, schema.marks.code.create().addToSet(marks)); break;
        case "image":
          out.push(schema.node("image", this.pictureOf(token), undefined, marks));
          break;
        default: throw new NotHeld();
      }
    }
    return out;
  }

  private pictureOf(token: Token): Record<string, string> {
    return {
      src: restoreSpaces(token.attrGet("src") ?? ""),
      words: restoreSpaces(wordsOf(token.children ?? [])),
      caption: restoreSpaces(token.attrGet("title") ?? ""),
    };
  }
}

// Alternative text: the words alone. The reader's own way leaves out signs that were escaped.
function wordsOf(tokens: Token[]): string {
  return tokens.map((token) => {
    if (token.type === "softbreak" || token.type === "hardbreak") return "\n";
    return token.type === "image" ? wordsOf(token.children ?? []) : token.content;
  }).join("");
}
