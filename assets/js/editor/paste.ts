// paste.ts - what comes from Word, Google Docs and LibreOffice, made plain before the editor takes
// it: headings, lists, tables with a head, links and weight stay; fonts, colours, sizes, pictures
// and scripts go. Works on a document of its own that is never shown.
//   html -> drop -> lists of Word -> weights -> blocks -> tables -> bare elements
import { isBlock, rename, styleOf, unwrap } from "./paste_parts";
import { plainTables } from "./paste_tables";
import { wordLists } from "./paste_word";

export interface Pasted {
  html: string;
  pictures: number; // that were left out
}

const NEVER = "script, style, meta, link, title, xml, noscript, template, iframe, object, embed, " +
  "svg, math, form, input, button, select, textarea, audio, video, canvas, head";
const KEPT = new Set(["P", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "TABLE", "TBODY",
  "TR", "TH", "TD", "BLOCKQUOTE", "PRE", "HR", "BR", "A", "STRONG", "EM", "S", "CODE"]);
const CJK = "[\\u3000-\\u30FF\\u3400-\\u9FFF\\uF900-\\uFAFF\\uFF00-\\uFFEF]";

export function plainPaste(html: string): Pasted {
  const doc = new DOMParser().parseFromString(html, "text/html");
  const body = doc.body;
  const pictures = body.querySelectorAll("img").length;
  dropUnseen(doc, body);
  wordLists(doc, body);
  nestLists(body);
  weigh(doc, body);
  linksOnly(body);
  plainTables(doc, body);
  blocksOnly(doc, body);
  fitHeadings(doc, body);
  cleanWords(doc, body);
  dropEmpty(body);
  bare(body);
  return { html: body.innerHTML, pictures };
}

function dropUnseen(doc: Document, body: HTMLElement): void {
  for (const each of body.querySelectorAll(NEVER)) each.remove();
  for (const each of body.querySelectorAll("img, picture, source, map, area")) each.remove();
  for (const each of body.querySelectorAll("br.Apple-interchange-newline")) each.remove();
  for (const each of Array.from(body.querySelectorAll("*"))) {
    const style = styleOf(each);
    const hidden = /display:none|mso-hide:all|visibility:hidden/.test(style);
    // o:p, v:shape ...: of Word alone. Their words are worth keeping, but for empty ones.
    if (hidden || (each.tagName.includes(":") && !each.textContent?.trim())) each.remove();
  }
  const walk = doc.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walk.nextNode()) comments.push(walk.currentNode);
  for (const comment of comments) (comment as Comment).remove();
}

// Google Docs puts an inner list beside the item that it belongs to.
function nestLists(body: HTMLElement): void {
  for (const inner of Array.from(body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol"))) {
    const before = inner.previousElementSibling;
    if (before?.tagName === "LI") {
      before.append(inner);
      continue;
    }
    const item = inner.ownerDocument.createElement("li");
    inner.replaceWith(item);
    item.append(inner);
  }
  // An item outside every list.
  for (const item of Array.from(body.querySelectorAll("li"))) {
    if (/^(UL|OL)$/.test(item.parentElement?.tagName ?? "")) continue;
    const list = item.ownerDocument.createElement("ul");
    item.replaceWith(list);
    list.append(item);
  }
}

// Weight that stands in a style becomes an element; a <b> that is none (Google Docs) goes.
function weigh(doc: Document, body: HTMLElement): void {
  const names = "span, font, b, strong, i, em, u, s, strike, del";
  for (const each of Array.from(body.querySelectorAll(names))) {
    const style = styleOf(each);
    const heavy = /font-weight:(bold|[6-9]00)/.test(style);
    const light = /font-weight:(normal|[1-4]00)/.test(style);
    const tag = each.tagName;
    const weights: string[] = [];
    if (heavy || ((tag === "B" || tag === "STRONG") && !light)) weights.push("strong");
    if (/font-style:italic/.test(style) ||
        ((tag === "I" || tag === "EM") && !/font-style:normal/.test(style))) weights.push("em");
    if (/text-decoration[^;]*:[^;]*line-through/.test(style) ||
        tag === "S" || tag === "STRIKE" || tag === "DEL") weights.push("s");
    const holdsBlocks = Array.from(each.querySelectorAll("*")).some(isBlock);
    if (weights.length === 0 || holdsBlocks || each.closest("h1, h2, h3, h4, h5, h6")) {
      unwrap(each);
      continue;
    }
    let inside = rename(doc, each, weights[0]);
    for (const name of weights.slice(1)) {
      const deeper = doc.createElement(name);
      deeper.append(...Array.from(inside.childNodes));
      inside.append(deeper);
      inside = deeper;
    }
  }
}

// Where a link of the clipboard leads, or "" when it must not or cannot lead anywhere here.
export function plainAddress(href: string): string {
  const wrapped = /^https:\/\/www\.google\.com\/url\?(?:.*&)?q=([^&]+)/.exec(href);
  let address = href.trim();
  if (wrapped) {
    try {
      address = decodeURIComponent(wrapped[1]);
    } catch {
      return "";
    }
  }
  return /^(https?:\/\/|mailto:|tel:|\/(?!\/)|media:)/i.test(address) ? address : "";
}

function linksOnly(body: HTMLElement): void {
  for (const link of Array.from(body.querySelectorAll("a"))) {
    const address = plainAddress(link.getAttribute("href") ?? "");
    if (address === "" || !link.textContent?.trim()) {
      unwrap(link);
      continue;
    }
    for (const name of link.getAttributeNames()) link.removeAttribute(name);
    link.setAttribute("href", address);
  }
}

// Boxes go, words between blocks become paragraphs, items and quotes hold blocks.
function blocksOnly(doc: Document, body: HTMLElement): void {
  for (const each of Array.from(body.querySelectorAll("dt, dd, address, figcaption"))) {
    const paragraph = rename(doc, each, "p");
    if (each.tagName === "DT") {
      const strong = doc.createElement("strong");
      strong.append(...Array.from(paragraph.childNodes));
      paragraph.append(strong);
    }
  }
  const boxes = "div, section, article, main, header, footer, aside, nav, figure, dl, center";
  for (const each of Array.from(body.querySelectorAll(boxes)).reverse()) {
    const holdsBlocks = Array.from(each.children).some(isBlock);
    if (holdsBlocks) {
      wrapLoose(doc, each);
      unwrap(each);
    } else rename(doc, each, "p");
  }
  // A heading or paragraph cannot hold another block.
  for (const each of Array.from(body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")).reverse()) {
    if (Array.from(each.querySelectorAll("*")).some(isBlock)) unwrap(each);
  }
  // An item begins with words.
  for (const item of Array.from(body.querySelectorAll("li"))) {
    for (const heading of Array.from(item.querySelectorAll("h1, h2, h3, h4, h5, h6"))) {
      rename(doc, heading, "p");
    }
    wrapLoose(doc, item);
  }
  wrapLoose(doc, body);
  for (const quote of body.querySelectorAll("blockquote")) wrapLoose(doc, quote);
}

function wrapLoose(doc: Document, parent: Element): void {
  let paragraph: Element | null = null;
  for (const child of Array.from(parent.childNodes)) {
    if (isBlock(child)) {
      paragraph = null;
      continue;
    }
    if (!paragraph) {
      if (child.nodeType === Node.TEXT_NODE && !child.textContent?.trim()) continue;
      paragraph = doc.createElement("p");
      child.before(paragraph);
    }
    paragraph.append(child);
  }
}

// Whatever levels were used become 1, 2, 3 ... without a gap: a text from Word begins with any.
function fitHeadings(doc: Document, body: HTMLElement): void {
  for (const title of Array.from(body.querySelectorAll("p.MsoTitle"))) rename(doc, title, "h1");
  for (const each of Array.from(body.querySelectorAll("p"))) {
    const level = /mso-outline-level:([1-6])/.exec(styleOf(each))?.[1];
    if (level && !each.closest("li, td, th")) rename(doc, each, `h${level}`);
  }
  const found = Array.from(body.querySelectorAll("h1, h2, h3, h4, h5, h6"))
    .filter((each) => each.textContent?.trim());
  let before = 0;
  const stack: number[] = []; // levels as they came, of the headings that are open
  for (const heading of found) {
    const level = Number(heading.tagName.slice(1));
    while (stack.length > 0 && stack[stack.length - 1] >= level) stack.pop();
    stack.push(level);
    before = Math.min(stack.length, before + 1);
    rename(doc, heading, `h${before}`);
  }
}

// Line ends in the middle of Japanese are those of the file, and no spaces.
function cleanWords(doc: Document, body: HTMLElement): void {
  const walk = doc.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walk.nextNode()) texts.push(walk.currentNode as Text);
  for (const text of texts) {
    if (text.parentElement?.closest("pre")) continue;
    text.data = text.data
      .replace(/[\u200B\uFEFF\u00AD]/g, "")
      .replace(/\u00A0/g, " ")
      .replace(new RegExp(`(${CJK})[ \\t]*[\\r\\n]+[ \\t]*(?=${CJK})`, "g"), "$1")
      .replace(/[ \t\r\n]+/g, " ");
  }
}

function dropEmpty(body: HTMLElement): void {
  const empty = (each: Element): boolean => !each.textContent?.replace(/[\s\u3000]/g, "") &&
    !each.querySelector("hr, table");
  for (const br of Array.from(body.querySelectorAll("br"))) {
    const last = !br.nextSibling || (br.nextSibling.nodeType === Node.TEXT_NODE &&
      !br.nextSibling.nextSibling && !br.nextSibling.textContent?.trim());
    if (last) br.remove();
  }
  const names = "p, h1, h2, h3, h4, h5, h6, li, ul, ol, blockquote, strong, em, s, a";
  for (const each of Array.from(body.querySelectorAll(names)).reverse()) {
    if (each.closest("pre") || each.parentElement?.closest("td, th")) continue;
    if (empty(each)) each.remove();
  }
}

function bare(body: HTMLElement): void {
  const allowed: Record<string, string[]> = { A: ["href"], OL: ["start"] };
  for (const each of Array.from(body.querySelectorAll("*")).reverse()) {
    if (!KEPT.has(each.tagName)) {
      unwrap(each);
      continue;
    }
    for (const name of each.getAttributeNames()) {
      if (!allowed[each.tagName]?.includes(name)) each.removeAttribute(name);
    }
  }
}

// What the clipboard lost, in words; "" = nothing.
export function lossOf(pasted: Pasted): string {
  return pasted.pictures === 0 ? ""
    : `画像${pasted.pictures}枚は貼り付けられません。「画像」から登録してください。`;
}
