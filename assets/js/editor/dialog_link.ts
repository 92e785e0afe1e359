// dialog_link.ts - a link: its words, and where it leads. An own page is found by its title; any
// other address is typed. Addresses that would run something are refused.
import { make } from "../dom";
import { field, openDialog, problemLine, submitButton, textInput } from "./dialog";
import { findTargets } from "./library";
import { plainAddress } from "./paste";

const WAIT_MS = 300; // after the last letter

export interface LinkInput {
  words: string;
  href: string;
}

export function askLink(now: LinkInput, done: (link: LinkInput) => void,
  unlink: (() => void) | null, onClose: () => void): void {
  const dialog = openDialog(unlink ? "リンクを直す" : "リンクを入れる", onClose);
  const form = make("form", "ed-describe");
  const words = textInput(now.words);
  const href = textInput(now.href);
  const problem = problemLine();
  const status = make("p", "ed-note");
  status.setAttribute("role", "status");
  const results = make("ul", "ed-targets");
  form.append(
    field("リンクの言葉", words, "どこへ行くかが分かる言葉にします。「こちら」だけでは伝わりません。"),
    field("行き先", href, "サイトの中のページは、題名の一部を入れると下に出ます。外はアドレスを入れます。"),
    status, results, problem, submitButton(unlink ? "直す" : "入れる"));
  if (unlink) {
    const remove = make("button", "btn btn--line", "リンクを外す");
    remove.type = "button";
    remove.addEventListener("click", () => {
      unlink();
      dialog.close();
    });
    form.append(remove);
  }
  let asked = 0;
  const look = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    if (/^(https?:|mailto:|tel:|\/)/.test(href.value.trim())) {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    const found = await findTargets(href.value.trim());
    if (mine !== asked || !found) return;
    status.textContent = found.length === 0 ? "この言葉の題名のページはありません"
      : `${found.length}件のページ`;
    results.replaceChildren(...found.map((target) => {
      const line = make("li");
      const button = make("button", "ed-target");
      button.type = "button";
      button.append(make("span", "", target.title),
        make("small", "", `${target.type}　${target.state}　${target.path}`));
      button.addEventListener("click", () => {
        href.value = target.path;
        if (words.value.trim() === "") words.value = target.title;
        results.replaceChildren();
        status.textContent = `行き先を「${target.title}」にしました`;
        words.focus();
      });
      line.append(button);
      return line;
    }));
  };
  let waiting = 0;
  href.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void look(), WAIT_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const to = addressOf(href.value);
    if (words.value.trim() === "") {
      problem.textContent = "リンクの言葉を書いてください";
      words.focus();
    } else if (to === "") {
      problem.textContent = "行き先を、下の一覧から選ぶか、https:// から入れてください";
      href.focus();
    } else {
      done({ words: words.value.trim(), href: to });
      dialog.close();
    }
  });
  dialog.body.append(form);
  (now.words === "" ? words : href).focus();
  if (now.href === "") void look();
}

// www.example.jp and a@example.jp are meant as what they look like.
export function addressOf(typed: string): string {
  const bare = typed.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[a-z]+$/i.test(bare)) return `mailto:${bare}`;
  if (/^www\.[^\s]+$/i.test(bare)) return `https://${bare}`;
  return /\s/.test(bare) ? "" : plainAddress(bare);
}
