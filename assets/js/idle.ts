// idle.ts - tells before a session ends for lack of use, and extends it by one press (WCAG 2.2.1).
// Only the server knows whether the session still lives: what it answers is what is said.
import { make, smallButton } from "./dom";

// Long enough to read the sentence and press, at any pace.
const WARN_BEFORE_MS = 5 * 60_000;
const WARNING =
  "操作がないため、まもなくログアウトします。続けるときは「続けて使う」を押してください。";
const ENDED =
  "ログインが終わりました。入力した内容はこの画面に残っています。別のタブでログインしてから、" +
  "この画面に戻って送ってください。送る前に、長い文章は写しを取っておくと安心です。";
const NO_ANSWER = "いま延長できませんでした。通信を確かめて、もう一度押してください。";

// Nothing to extend with: no form with a token on this page means nobody is signed in.
function token(): string {
  return document.querySelector<HTMLInputElement>("input[name=csrf_token]")?.value ?? "";
}

function signInLink(): HTMLAnchorElement {
  const link = make("a", "btn btn--line btn--sm", "別のタブでログインする");
  link.href = "/sign-in";
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

export function watchIdleTime(): void {
  const minutes = Number(document.body.dataset.idleMinutes ?? 0);
  if (!(minutes > 0)) return;
  let ends = Date.now() + minutes * 60_000;
  let over = false;
  const bar = make("div", "idle");
  bar.setAttribute("role", "alert");
  bar.hidden = true;
  const words = make("p");
  const again = signInLink();
  again.hidden = true;
  const show = (text: string) => {
    if (words.textContent !== text) words.textContent = text;
    bar.hidden = false;
  };
  const end = () => {
    over = true;
    show(ENDED);
    extend.hidden = true;
    again.hidden = false;
  };
  const extend = smallButton("続けて使う", () => {
    fetch("/account/session/extension", {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "X-CSRF-Token": token(), Accept: "application/json" },
    }).then(async (answer) => {
      // 401, 403 or a way to the sign-in page: there is no session left to extend.
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
        end();
        return;
      }
      if (!answer.ok) {
        show(NO_ANSWER);
        return;
      }
      const said = await answer.json() as { left_ms?: number };
      // The absolute end of a session may come before another full stretch of idle time.
      ends = Date.now() + Math.min(said.left_ms ?? 0, minutes * 60_000);
      bar.hidden = true;
    }).catch(() => show(NO_ANSWER));
  });
  bar.append(words, extend, again);
  document.body.append(bar);
  // Another script's request was answered: the session was used (editor/keep.ts).
  window.addEventListener("session-used", () => {
    if (over) return;
    ends = Date.now() + minutes * 60_000;
    bar.hidden = true;
  });
  window.setInterval(() => {
    const left = ends - Date.now();
    if (over || left > WARN_BEFORE_MS) return;
    if (left > 0) {
      if (bar.hidden) show(WARNING);
    } else {
      end();
    }
  }, 15_000);
}
