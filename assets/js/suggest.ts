// suggest.ts - words and pages while somebody types into the search of the site: a combobox with a
// list below it, as the ARIA authoring practice describes it. Focus stays in the field; the arrow
// keys move through the list, Enter takes what is chosen, Escape closes. Without this script, and
// whenever no answer comes, the form searches as it is.
// SECURITY: what the server sends becomes text, and leads to paths of this site alone.
import { make, say } from "./dom";

interface Suggestion {
  words: string;
  path: string;
  kind: string;
}

const PAUSE_MS = 180;

async function ask(path: string, words: string, signal: AbortSignal): Promise<Suggestion[]> {
  try {
    const answer = await fetch(`${path}?q=${encodeURIComponent(words)}`, {
      credentials: "same-origin",
      headers: { Accept: "application/json" },
      signal,
    });
    if (!answer.ok) return [];
    return (await answer.json() as { suggestions: Suggestion[] }).suggestions;
  } catch {
    return []; // no line, or the next letter came first
  }
}

function isOwnPath(path: string): boolean {
  return path.startsWith("/") && !path.startsWith("//") && !path.includes("\\");
}

class Combobox {
  private readonly list: HTMLUListElement;
  private shown: Suggestion[] = [];
  private active = -1;
  private asking: AbortController | null = null;
  private timer = 0;
  private composing = false;

  constructor(private readonly form: HTMLFormElement, private readonly field: HTMLInputElement,
    private readonly path: string) {
    this.list = make("ul", "suggest");
    this.list.id = `${field.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "検索の候補");
    this.list.hidden = true;
    form.append(this.list);
    // A field of type=search may not be a combobox (ARIA in HTML); the key of a phone stays.
    field.type = "text";
    field.inputMode = "search";
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", this.list.id);
    field.autocomplete = "off";
    this.listen();
  }

  private listen(): void {
    this.field.addEventListener("compositionstart", () => { this.composing = true; });
    this.field.addEventListener("compositionend", () => {
      this.composing = false;
      this.later();
    });
    this.field.addEventListener("input", () => { if (!this.composing) this.later(); });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.close());
    // The field keeps the focus while somebody points at the list.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.take(Number(option.dataset.at));
    });
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.asking?.abort();
    const words = this.field.value.trim();
    if (words === "") {
      this.close();
      return;
    }
    this.timer = window.setTimeout(() => {
      const mine = new AbortController();
      this.asking = mine;
      void ask(this.path, words, mine.signal).then((found) => {
        if (!mine.signal.aborted && document.activeElement === this.field) this.show(found);
      });
    }, PAUSE_MS);
  }

  private show(found: Suggestion[]): void {
    this.shown = found.filter((one) => one.path === "" || isOwnPath(one.path));
    this.active = -1;
    this.field.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...this.shown.map((one, at) => {
      const option = make("li", "suggest__o");
      option.id = `${this.list.id}-${at}`;
      option.dataset.at = String(at);
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(make("span", "suggest__w", one.words));
      if (one.kind !== "") option.append(make("span", "suggest__k", one.kind));
      return option;
    }));
    const open = this.shown.length > 0;
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    if (open) say(`候補が${this.shown.length}件あります。上下の矢印キーで選べます`);
  }

  private close(): void {
    window.clearTimeout(this.timer);
    this.asking?.abort();
    this.shown = [];
    this.active = -1;
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  private move(by: number): void {
    const count = this.shown.length;
    if (count === 0) return;
    this.active = this.active < 0 ? (by > 0 ? 0 : count - 1) : (this.active + by + count) % count;
    Array.from(this.list.children).forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === this.active));
    });
    const chosen = this.list.children[this.active];
    this.field.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || this.composing) return; // Enter then ends the conversion
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) {
        this.later();
        return;
      }
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.take(this.active);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault(); // the first Escape closes, the next one clears the field
      this.close();
    }
  }

  private take(at: number): void {
    const chosen = this.shown[at];
    if (!chosen) return;
    this.close();
    if (chosen.path !== "") {
      location.assign(chosen.path);
      return;
    }
    this.field.value = chosen.words;
    this.form.requestSubmit();
  }
}

export function offerSuggestions(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-suggestions]")) {
    const field = form.querySelector<HTMLInputElement>("input[type=search]");
    const path = form.dataset.suggestions ?? "";
    if (field && field.id !== "" && isOwnPath(path)) new Combobox(form, field, path);
  }
}
