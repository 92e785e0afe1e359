// uploads.ts - several files, one after another, each with how far it is and what became of it.
// Without this the form sends them all at once and the page that comes back says the same.
import { make, say } from "./dom";

interface Answer {
  path?: string; // where the file can be seen now
  words?: string;
  detail?: string; // of a refusal (RFC 9457)
  errors?: { detail?: string }[];
}

export function showUploads(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-uploads]")) {
    form.addEventListener("submit", (event) => {
      const input = form.querySelector<HTMLInputElement>("input[type=file]");
      if (!input?.files?.length) return; // the server says what is missing
      event.preventDefault();
      void sendAll(form, input);
    });
  }
}

async function sendAll(form: HTMLFormElement, input: HTMLInputElement): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("button[type=submit], button:not([type])");
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const before = form.nextElementSibling;
  if (before?.classList.contains("uplist")) before.remove();
  const list = make("ul", "uplist");
  form.after(list);
  let refused = 0;
  const files = Array.from(input.files ?? []);
  for (const file of files) {
    const line = make("li");
    const words = make("span", "", `${file.name}　送っています`);
    const bar = make("progress");
    bar.setAttribute("aria-label", file.name);
    line.append(words, bar);
    list.append(line);
    const [status, answer] = await sendOne(form, input.name, file, bar);
    bar.remove();
    if (status === 200 && answer.path) {
      const link = make("a", "", file.name);
      link.href = answer.path;
      words.replaceChildren(link, `　${answer.words ?? "登録しました"}`);
    } else {
      refused += 1;
      words.textContent = `${file.name}　${reason(status, answer)}`;
    }
  }
  delete form.dataset.busy;
  input.value = "";
  button?.focus();
  say(refused ? `${files.length}件のうち${refused}件を登録できませんでした` : "すべて登録しました");
}

function reason(status: number, answer: Answer): string {
  const own = answer.errors?.[0]?.detail ?? answer.detail;
  if (own) return own;
  return status === 0 ? "通信が切れました。もう一度選んでください"
    : "登録できませんでした。もう一度選んでください";
}

function sendOne(form: HTMLFormElement, name: string, file: File,
  bar: HTMLProgressElement): Promise<[number, Answer]> {
  const body = new FormData();
  for (const [field, value] of new FormData(form)) {
    if (typeof value === "string") body.append(field, value);
  }
  body.append(name, file);
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.max = Math.max(event.total, 1);
      bar.value = event.loaded;
    });
    const finish = (): void => {
      let answer: Answer = {};
      try {
        answer = JSON.parse(request.responseText) as Answer;
      } catch {
        // No words of the server: reason() has some.
      }
      done([request.status, answer]);
    };
    request.addEventListener("load", finish);
    request.addEventListener("error", finish);
    request.send(body);
  });
}
