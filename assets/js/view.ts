// view.ts - a reader's own size of letters, length of lines and furigana on the open pages. Runs in
// the head, before anything is painted, so that nothing moves. Kept in this browser's localStorage
// alone and never sent; where that is refused, a choice holds until the page is left. A bundle of
// its own: app.ts comes too late.
export {};

const KEY = "musubi-view";
// The first of each is how the page comes from the server.
const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  text: ["normal", "large", "larger"],
  width: ["normal", "narrow", "wide"],
  ruby: ["on", "off"],
};
const FIELD = "view_"; // of the radio buttons: view_text

function remembered(): Record<string, string> {
  const out: Record<string, string> = {};
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof kept !== "object" || kept === null) return out;
    for (const [name, value] of Object.entries(kept)) {
      if (typeof value === "string" && SETTINGS[name]?.includes(value)) out[name] = value;
    }
  } catch {
    // Refused, or something else's: as it comes from the server.
  }
  return out;
}

function show(chosen: Readonly<Record<string, string>>): void {
  for (const [name, values] of Object.entries(SETTINGS)) {
    const value = chosen[name] ?? values[0];
    const attribute = `data-view-${name}`;
    if (value === values[0]) document.documentElement.removeAttribute(attribute);
    else document.documentElement.setAttribute(attribute, value);
  }
}

function mark(chosen: Readonly<Record<string, string>>): void {
  for (const [name, values] of Object.entries(SETTINGS)) {
    const value = chosen[name] ?? values[0];
    for (const input of document.getElementsByName(FIELD + name)) {
      if (input instanceof HTMLInputElement) input.checked = input.value === value;
    }
  }
}

const chosen = remembered();
document.documentElement.setAttribute("data-view", "");
show(chosen);
document.addEventListener("DOMContentLoaded", () => mark(chosen));
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.name.startsWith(FIELD)) return;
  const name = input.name.slice(FIELD.length);
  if (!SETTINGS[name]?.includes(input.value)) return;
  chosen[name] = input.value;
  show(chosen);
  try {
    localStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    // Holds until the page is left.
  }
});
// Another page of the site in another window chose.
window.addEventListener("storage", (event) => {
  if (event.key !== KEY) return;
  for (const name of Object.keys(chosen)) delete chosen[name];
  Object.assign(chosen, remembered());
  show(chosen);
  mark(chosen);
});
