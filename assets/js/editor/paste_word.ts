// paste_word.ts - lists as Word writes them: paragraphs with a style that names list and level, and
// the bullet or number as words. They become lists; the written mark goes. See paste.ts.
interface Line {
  paragraph: Element;
  level: number;
  ordered: boolean;
  start: number;
}

// A letter alone is a bullet of a symbol font: l, n, o, u.
const NUMBERED = new RegExp("^[(（]?(?:[0-9０-９]{1,3}[.)．）、]?|[①-⑳]|" +
  "(?:[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3}|[ｱ-ﾝア-ン])[.)．）、])$");

export function wordLists(doc: Document, body: HTMLElement): void {
  let run: Line[] = [];
  let parent: Element | null = null;
  const finish = (): void => {
    if (run.length > 0) build(doc, run);
    run = [];
  };
  for (const paragraph of Array.from(body.querySelectorAll("p, h1, h2, h3, h4, h5, h6"))) {
    const line = lineOf(paragraph);
    const follows = line && run.length > 0 && parent === paragraph.parentElement &&
      paragraph.previousElementSibling === run[run.length - 1].paragraph;
    if (!follows) finish();
    if (!line) continue;
    parent = paragraph.parentElement;
    run.push(line);
  }
  finish();
}

function lineOf(paragraph: Element): Line | null {
  const style = paragraph.getAttribute("style") ?? "";
  const found = /mso-list:\s*l\d+\s+level(\d+)/i.exec(style);
  if (!found) return null;
  const mark = Array.from(paragraph.querySelectorAll("span")).find((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute("style") ?? ""));
  const words = (mark?.textContent ?? "").replace(/[\s\u00A0]+/g, "");
  mark?.remove();
  if (/^H\d$/.test(paragraph.tagName)) return null; // a numbered heading stays a heading
  const digits = words.normalize("NFKC").replace(/[^0-9]/g, "");
  return {
    paragraph,
    level: Number(found[1]),
    ordered: NUMBERED.test(words),
    start: digits === "" ? 1 : Number(digits),
  };
}

function build(doc: Document, run: Line[]): void {
  const lists: { list: Element; level: number; ordered: boolean }[] = [];
  const first = run[0].paragraph;
  const anchor = doc.createElement("div");
  first.before(anchor);
  for (const line of run) {
    while (lists.length > 0 && lists[lists.length - 1].level > line.level) lists.pop();
    let top = lists[lists.length - 1];
    if (top && top.level === line.level && top.ordered !== line.ordered) {
      lists.pop();
      top = lists[lists.length - 1];
    }
    if (!top || top.level < line.level) {
      const list = doc.createElement(line.ordered ? "ol" : "ul");
      if (line.ordered && line.start > 1) list.setAttribute("start", String(line.start));
      const item = top?.list.lastElementChild;
      if (item) item.append(list);
      else anchor.append(list);
      top = { list, level: line.level, ordered: line.ordered };
      lists.push(top);
    }
    const item = doc.createElement("li");
    item.append(...Array.from(line.paragraph.childNodes));
    top.list.append(item);
    line.paragraph.remove();
  }
  anchor.replaceWith(...Array.from(anchor.childNodes));
}
