// copy.ts - a copy button beside texts that are meant to be carried elsewhere.
import { say, smallButton } from "./dom";

export function addCopyButtons(): void {
  if (!navigator.clipboard) return;
  for (const place of document.querySelectorAll<HTMLElement>("[data-copy]")) {
    const text = place.dataset.copy ?? "";
    const button = smallButton(place.dataset.label ?? "コピーする", () => {
      navigator.clipboard.writeText(text).then(
        () => {
          button.textContent = "コピーしました";
          say("コピーしました");
        },
        () => say("コピーできませんでした。文字を選んでコピーしてください"));
    });
    place.append(button);
  }
}
