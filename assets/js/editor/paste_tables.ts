// paste_tables.ts - tables of the clipboard as Markdown can hold them: one head row, every row as
// long as the longest, no joined cells (the words stand in the first of them, the others are
// empty), words only in a cell. A table of one cell is a box that somebody drew: it goes.
import { isBlock, unwrap } from "./paste_parts";

const CELLS_MOST = 200; // in a row: joined cells of a hostile clipboard

export function plainTables(doc: Document, body: HTMLElement): void {
  // The innermost first: a table in a cell becomes its words.
  for (const table of Array.from(body.querySelectorAll("table")).reverse()) {
    const rows = Array.from(table.querySelectorAll("tr"));
    const cells = Array.from(table.querySelectorAll("td, th"));
    if (cells.length === 0) table.remove();
    else if (cells.length === 1) {
      table.before(...Array.from(cells[0].childNodes));
      table.remove();
    } else if (table.parentElement?.closest("td, th")) {
      table.replaceWith(doc.createTextNode(rows.map(wordsOf).join(" ")));
    } else plainTable(doc, table, rows);
  }
}

function wordsOf(row: Element): string {
  return Array.from(row.children).map((cell) => cell.textContent?.trim() ?? "").join(" ");
}

function plainTable(doc: Document, table: Element, rows: Element[]): void {
  const caption = table.querySelector("caption");
  if (caption?.textContent?.trim()) {
    const paragraph = doc.createElement("p");
    paragraph.append(...Array.from(caption.childNodes));
    table.before(paragraph);
  }
  const grid: (Element | null)[][] = rows.map(() => []);
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of Array.from(row.children)) {
      if (!/^T[DH]$/.test(cell.tagName)) continue;
      while (grid[y][x] !== undefined) x += 1;
      const wide = spanOf(cell, "colspan"), high = spanOf(cell, "rowspan");
      for (let dy = 0; dy < high && y + dy < rows.length; dy += 1) {
        for (let dx = 0; dx < wide && x + dx < CELLS_MOST; dx += 1) {
          grid[y + dy][x + dx] = dx === 0 && dy === 0 ? cell : null;
        }
      }
      x += wide;
    }
  });
  const width = Math.max(...grid.map((row) => row.length));
  const fresh = doc.createElement("table");
  const inside = doc.createElement("tbody");
  fresh.append(inside);
  grid.filter((row) => row.some((cell) => cell)).forEach((row, y) => {
    const line = doc.createElement("tr");
    for (let x = 0; x < width; x += 1) {
      line.append(plainCell(doc, row[x] ?? null, y === 0 ? "th" : "td"));
    }
    inside.append(line);
  });
  table.replaceWith(fresh);
}

function spanOf(cell: Element, name: string): number {
  const span = Number(cell.getAttribute(name) ?? "1");
  return Number.isInteger(span) && span > 0 ? Math.min(span, CELLS_MOST) : 1;
}

function plainCell(doc: Document, cell: Element | null, name: string): Element {
  const fresh = doc.createElement(name);
  const paragraph = doc.createElement("p");
  fresh.append(paragraph);
  if (!cell) return fresh;
  for (const br of Array.from(cell.querySelectorAll("br"))) br.replaceWith(doc.createTextNode(" "));
  // Paragraphs and items side by side: a cell has one line.
  for (const block of Array.from(cell.querySelectorAll("*")).filter(isBlock).reverse()) {
    if (block.previousSibling) block.before(doc.createTextNode(" "));
    unwrap(block);
  }
  paragraph.append(...Array.from(cell.childNodes));
  return fresh;
}
