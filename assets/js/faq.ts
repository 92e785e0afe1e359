// faq.ts - answers that may be known already, offered while a question is typed. Only the words of
// the subject and the question are sent, and kept by nobody. Without a script the form has a button
// that does the same; nobody is kept from asking.
import { make, say } from "./dom";

interface Answers {
  items: { path: string; title: string; lead: string }[];
}

const AFTER_LETTER_MS = 700;
const LETTERS_LEAST = 4;
const WORDS_MOST = 300; // of the end of a long question

export function offerAnswers(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-answers]")) helpWith(box);
}

function helpWith(box: HTMLElement): void {
  const form = box.closest("form");
  const fields = ["subject", "body"].map((name) => form?.elements.namedItem(name))
    .filter((field): field is HTMLInputElement | HTMLTextAreaElement =>
      field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement);
  let timer = 0;
  let last = "";
  let asking: AbortController | null = null;
  const look = async (): Promise<void> => {
    const words = fields.map((field) => field.value.slice(-WORDS_MOST)).join(" ").trim();
    if (words === last || words.length < LETTERS_LEAST) return;
    last = words;
    asking?.abort();
    asking = new AbortController();
    try {
      const query = new URLSearchParams({ q: words });
      const answer = await fetch(`${box.dataset.answers ?? ""}?${query.toString()}`, {
        credentials: "same-origin", headers: { Accept: "application/json" },
        signal: asking.signal,
      });
      if (answer.ok) show(box, await answer.json() as Answers);
    } catch {
      // No line, or the next letter came first: the question can be asked all the same.
    }
  };
  for (const field of fields) {
    field.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void look(), AFTER_LETTER_MS);
    });
  }
}

function show(box: HTMLElement, answers: Answers): void {
  const before = box.querySelectorAll("li").length;
  if (answers.items.length === 0) {
    box.replaceChildren();
    return;
  }
  const list = make("ul");
  for (const item of answers.items) {
    const line = make("li");
    const link = make("a", "", `${item.title}（新しいタブで開きます）`);
    link.href = item.path;
    link.target = "_blank"; // what was typed stays
    link.rel = "noopener";
    line.append(link);
    if (item.lead !== "") line.append(make("small", "", `　${item.lead}`));
    list.append(line);
  }
  box.replaceChildren(make("p", "hint", "よくある質問に、近いものがあります。"), list);
  if (answers.items.length !== before) {
    say(`よくある質問に、近いものが${answers.items.length}件あります`);
  }
}
