// focal.ts - a press on the picture fills in the two fields of its focal point; the mark follows
// what is typed there as well. The fields alone do the same without a script.
import { make, say } from "./dom";

export function offerFocalPoints(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-focal-x]")) follow(box);
}

function follow(box: HTMLElement): void {
  const x = document.getElementById(box.dataset.focalX ?? "");
  const y = document.getElementById(box.dataset.focalY ?? "");
  if (!(x instanceof HTMLInputElement) || !(y instanceof HTMLInputElement)) return;
  const mark = make("span", "focal__m");
  mark.setAttribute("aria-hidden", "true");
  box.append(mark);
  box.classList.add("is-live");
  const place = (): void => {
    mark.style.left = `${within(x.value)}%`;
    mark.style.top = `${within(y.value)}%`;
  };
  place();
  x.addEventListener("input", place);
  y.addEventListener("input", place);
  box.addEventListener("click", (event) => {
    const area = box.getBoundingClientRect();
    x.value = String(Math.round((100 * (event.clientX - area.left)) / Math.max(area.width, 1)));
    y.value = String(Math.round((100 * (event.clientY - area.top)) / Math.max(area.height, 1)));
    place();
    say(`中心を、左から${x.value}％、上から${y.value}％にしました`);
  });
}

function within(typed: string): number {
  const number = Number(typed);
  return Number.isFinite(number) ? Math.min(100, Math.max(0, number)) : 50;
}
