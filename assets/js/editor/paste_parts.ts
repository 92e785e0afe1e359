// paste_parts.ts - the few things that every step of a paste does with elements. See paste.ts.
const BLOCKS = new Set(["P", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "TABLE",
  "BLOCKQUOTE", "PRE", "HR", "DIV", "SECTION", "ARTICLE", "MAIN", "HEADER", "FOOTER", "ASIDE",
  "NAV", "FIGURE", "FIGCAPTION", "DL", "DT", "DD", "ADDRESS", "CENTER"]);

export function isBlock(node: Node): boolean {
  return node instanceof Element && BLOCKS.has(node.tagName);
}

export function unwrap(element: Element): void {
  element.replaceWith(...Array.from(element.childNodes));
}

// Another name for an element; its attributes go.
export function rename(doc: Document, element: Element, name: string): Element {
  const fresh = doc.createElement(name);
  fresh.append(...Array.from(element.childNodes));
  element.replaceWith(fresh);
  return fresh;
}

export function styleOf(element: Element): string {
  return (element.getAttribute("style") ?? "").toLowerCase().replace(/\s+/g, "");
}
