// dialog_furigana.ts - a word and its reading. The signs are written by the program; who writes
// sees two fields. Also a button for fields of plain text (textarea[data-furigana]), which have no
// toolbar.
import { make, say, smallButton } from "../dom";
import { field, openDialog, problemLine, submitButton, textInput } from "./dialog";
import { furiganaIn, plainReading, troubleWith, withFurigana } from "./furigana";

export interface FuriganaInput {
  word: string;
  reading: string; // "" = it has none yet
}

export const SELECT_FIRST = "ふりがなを付ける言葉を、1つの段落の中で選んでから押してください";

export function askFurigana(now: FuriganaInput, done: (word: string, reading: string) => void,
  onClose: () => void): void {
  const there = now.reading !== "";
  const dialog = openDialog(there ? "ふりがなを直す" : "ふりがなを付ける", onClose);
  const form = make("form", "ed-describe");
  const word = textInput(now.word);
  const reading = textInput(now.reading);
  const problem = problemLine();
  form.append(
    field("言葉", word),
    field("読み", reading, "ひらがなかカタカナで書きます。言葉の上に小さく出ます。"),
    problem, submitButton(there ? "直す" : "付ける"));
  if (there) {
    const remove = make("button", "btn btn--line", "ふりがなを外す");
    remove.type = "button";
    remove.addEventListener("click", () => {
      done(now.word, "");
      dialog.close();
    });
    form.append(remove);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sound = plainReading(reading.value);
    const trouble = troubleWith(word.value.trim(), sound);
    if (trouble) {
      problem.textContent = trouble.says;
      (trouble.at === "word" ? word : reading).focus();
      return;
    }
    done(word.value.trim(), sound);
    dialog.close();
  });
  dialog.body.append(form);
  (now.word === "" ? word : reading).focus();
}

export function offerFurigana(area: HTMLTextAreaElement): void {
  const button = smallButton("選んだ言葉にふりがなを付ける", () => {
    const text = area.value;
    const at = furiganaIn(text, area.selectionStart, area.selectionEnd);
    if (!at) {
      say(SELECT_FIRST);
      area.focus();
      return;
    }
    const line = text.slice(text.lastIndexOf("\n", at.from - 1) + 1, at.from);
    askFurigana(at, (word, reading) => {
      area.setRangeText(withFurigana(line, word, reading), at.from, at.to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }, () => area.focus());
  });
  // The place in the text must not be lost by a press.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  area.before(button);
}
