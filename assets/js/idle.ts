// idle.ts - tells before a session ends for lack of use, and extends it by one press (WCAG 2.2.1).
import { make, smallButton } from "./dom";

// Long enough to read the sentence and press, at any pace.
const WARN_BEFORE_MS = 5 * 60_000;

export function watchIdleTime(): void {
  const minutes = Number(document.body.dataset.idleMinutes ?? 0);
  if (!(minutes > 0)) return;
  let ends = Date.now() + minutes * 60_000;
  const bar = make("div", "idle");
  bar.setAttribute("role", "alert");
  bar.hidden = true;
  const words = make("p");
  const extend = smallButton("続けて使う", () => {
    // Any request of ours counts as use.
    fetch("/", { method: "HEAD", credentials: "same-origin" }).then((answer) => {
      if (!answer.ok || answer.redirected) return;
      ends = Date.now() + minutes * 60_000;
      bar.hidden = true;
    }, () => undefined);
  });
  bar.append(words, extend);
  document.body.append(bar);
  window.setInterval(() => {
    const left = ends - Date.now();
    if (left > WARN_BEFORE_MS) return;
    const text = left > 0
      ? "操作がないため、まもなくログアウトします。続けるときは「続けて使う」を押してください。"
      : "操作がなかったため、いったん終了しました。入力した内容はこの画面に残っています。";
    if (bar.hidden || words.textContent !== text) {
      words.textContent = text;
      bar.hidden = false;
      extend.hidden = left <= 0;
    }
  }, 15_000);
}
