// dom.ts - the two things every part needs: make an element, say something aloud.
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, className = "", text = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

export function smallButton(text: string, onPress: () => void): HTMLButtonElement {
  const button = make("button", "btn btn--line btn--sm", text);
  button.type = "button";
  button.addEventListener("click", onPress);
  return button;
}

// The page has one status region; it announces politely.
export function say(text: string): void {
  const region = document.querySelector<HTMLElement>("[role=status]");
  if (!region) return;
  const words = make("span", "vh", text);
  region.append(words);
  window.setTimeout(() => words.remove(), 8000);
}
