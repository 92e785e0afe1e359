// tables.ts - "select all on this page", and the number of selected rows said in the bulk bar.
import { make } from "./dom";

export function helpTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table[data-select-all]")) {
    const boxes = [...table.querySelectorAll<HTMLInputElement>("tbody .c input[type=checkbox]")];
    const head = table.querySelector<HTMLElement>("thead .c");
    if (!head || boxes.length === 0) continue;
    const all = make("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", `このページの${boxes.length}件をすべて選ぶ`);
    head.append(all);
    const words = table.closest("form")?.querySelector<HTMLElement>("[data-selected]");
    const show = (): void => {
      const chosen = boxes.filter((box) => box.checked).length;
      all.checked = chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
      for (const box of boxes) box.closest("tr")?.classList.toggle("is-sel", box.checked);
      if (words) words.textContent = `${chosen}件を選択中`;
    };
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      show();
    });
    for (const box of boxes) box.addEventListener("change", show);
    show();
  }
}
