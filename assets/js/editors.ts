// editors.ts - brings the editor of articles in where a page has a field for one: a script and a
// stylesheet of their own, so that no visitor of the site ever loads them.
export function loadEditors(): void {
  const area = document.querySelector<HTMLTextAreaElement>("textarea[data-editor]");
  if (!area) return;
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = area.dataset.editorStyle ?? "";
  const script = document.createElement("script");
  script.src = area.dataset.editor ?? "";
  // Drawn once its styles are there: the field must not jump twice.
  style.addEventListener("load", () => document.head.append(script));
  document.head.append(style);
}
