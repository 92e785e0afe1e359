// dialog.ts - a dialog over the page and the fields in it. The browser keeps the focus inside and
// closes it on Escape; afterwards the focus is where it was. Dialogs stand outside the article's
// form: a form in a form is none.
import { make } from "../dom";

export interface Dialog {
  box: HTMLDialogElement;
  body: HTMLElement;
  close: () => void;
}

let count = 0;

export function openDialog(title: string, onClose: () => void): Dialog {
  count += 1;
  const box = make("dialog", "ed-dialog");
  const heading = make("h2", "ed-dialog__h", title);
  heading.id = `ed-dialog-${count}`;
  box.setAttribute("aria-labelledby", heading.id);
  const body = make("div", "ed-dialog__b");
  const shut = make("button", "btn btn--line btn--sm", "閉じる");
  shut.type = "button";
  const head = make("div", "ed-dialog__head");
  head.append(heading, shut);
  box.append(head, body);
  document.body.append(box);
  const close = (): void => box.close();
  shut.addEventListener("click", close);
  box.addEventListener("close", () => {
    box.remove();
    onClose();
  });
  box.showModal();
  return { box, body, close };
}

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

// Label, hint and error tied to the input, in the order of the page kit.
export function field(label: string, input: Input, hint = "", id = ""): HTMLElement {
  count += 1;
  input.id = id || `ed-field-${count}`;
  const box = make("div", "field");
  const name = make("label", "field__l", label);
  name.htmlFor = input.id;
  box.append(name);
  if (hint !== "") {
    const words = make("p", "hint", hint);
    words.id = `${input.id}-hint`;
    input.setAttribute("aria-describedby", words.id);
    box.append(words);
  }
  box.append(input);
  return box;
}

export function textInput(value: string): HTMLInputElement {
  const input = make("input", "in");
  input.type = "text";
  input.value = value;
  input.autocomplete = "off";
  return input;
}

export function checkbox(label: string, checked: boolean): [HTMLElement, HTMLInputElement] {
  count += 1;
  const input = make("input");
  input.type = "checkbox";
  input.checked = checked;
  input.id = `ed-field-${count}`;
  const name = make("label", "", label);
  name.htmlFor = input.id;
  const words = make("span", "check__t");
  words.append(name);
  const box = make("div", "check");
  box.append(input, words);
  return [box, input];
}

export function select(options: [string, string][], value: string): HTMLSelectElement {
  const input = make("select", "in");
  for (const [code, label] of options) {
    const option = make("option", "", label);
    option.value = code;
    input.append(option);
  }
  input.value = value;
  return input;
}

export function submitButton(label: string): HTMLButtonElement {
  const button = make("button", "btn", label);
  button.type = "submit";
  return button;
}

// What stands in the way, told beside the button and aloud.
export function problemLine(): HTMLElement {
  const line = make("p", "ed-problem");
  line.setAttribute("role", "alert");
  return line;
}
