// drafts.ts - for forms that ask for it: warn before leaving with unsaved input, and keep a draft
// in this tab's storage, so that a lost session or a wrong press does not lose the work.
// The hidden fields go back with the words: they say what the form was typed against (a version, a
// text's mark, an organisation), so that an old draft over a colleague's newer text is a conflict
// (409, with both texts) and never a silent loss.
// SECURITY: the draft lives in sessionStorage (gone with the tab); passwords, one-time codes,
// the session's csrf_token and files are never kept.
import { make, say, smallButton } from "./dom";

type Draft = [name: string, value: string][];

// Of this page, not of what was typed: the session, and which sending of the form it is.
const OF_THE_PAGE = ["csrf_token", "form_key"];

function draftOf(form: HTMLFormElement): Draft {
  const draft: Draft = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || OF_THE_PAGE.includes(name)) continue;
    const field = form.elements.namedItem(name);
    const secret = field instanceof HTMLInputElement &&
      (field.type === "password" || field.autocomplete === "one-time-code");
    if (!secret) draft.push([name, value]);
  }
  return draft;
}

function putBack(form: HTMLFormElement, draft: Draft): void {
  const values = new Map<string, string[]>();
  for (const [name, value] of draft) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (
      field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")
    ) {
      field.checked = values.get(field.name)?.includes(field.value) ?? false;
    } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ||
               field instanceof HTMLSelectElement) {
      const unkept = ["password", "file"];
      if (field instanceof HTMLInputElement && unkept.includes(field.type)) continue;
      const value = values.get(field.name)?.[0];
      if (value !== undefined) field.value = value;
    }
  }
}

function offer(form: HTMLFormElement, key: string, draft: Draft): void {
  const box = make("div", "draft");
  box.append(make("p", "", "途中まで入力した内容が、この端末に残っています。"));
  box.append(smallButton("続きから入力する", () => {
    putBack(form, draft);
    form.dispatchEvent(new Event("draft-restored")); // for what is drawn over a field
    box.remove();
    say("途中の内容を戻しました");
  }));
  box.append(smallButton("消す", () => {
    sessionStorage.removeItem(key);
    box.remove();
  }));
  form.prepend(box);
}

// A form on its way keeps its copy until a page of ours shows that it arrived: one that comes back
// refused holds what was typed; an error page and the way to sign in do not.
const SENT = "draft-sent";

function forgetWhatArrived(): void {
  const sent = sessionStorage.getItem(SENT);
  const lost = document.querySelector(".errpage") !== null ||
    window.location.pathname.startsWith("/sign-in");
  sessionStorage.removeItem(SENT);
  if (sent && !lost) sessionStorage.removeItem(sent);
}

export function keepDrafts(): void {
  forgetWhatArrived();
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keep-draft]")) {
    const key = `draft:${form.getAttribute("action") ?? ""}`;
    const first = JSON.stringify(draftOf(form));
    const kept = sessionStorage.getItem(key);
    if (kept && kept !== first) offer(form, key, JSON.parse(kept) as Draft);
    let changed = false;
    form.addEventListener("input", () => {
      const now = JSON.stringify(draftOf(form));
      changed = now !== first;
      if (changed) sessionStorage.setItem(key, now);
    });
    form.addEventListener("submit", () => {
      changed = false;
      if (sessionStorage.getItem(key)) sessionStorage.setItem(SENT, key);
    });
    window.addEventListener("beforeunload", (event) => {
      if (changed) event.preventDefault();
    });
  }
}
