// focal.ts - a press on the picture fills in the two fields of its focal point; the mark follows
// what is typed there as well. The fields alone do the same without a script.
import { say } from "./dom";

export function offerFocalPoints(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-focal-x]")) {
    followFocalPoint(box);
  }
}

export function followFocalPoint(box: HTMLElement): void {
  const x = document.getElementById(box.dataset.focalX ?? "");
  const y = document.getElementById(box.dataset.focalY ?? "");
  if (!(x instanceof HTMLInputElement) || !(y instanceof HTMLInputElement)) return;
  // Places are attributes of a drawing, since a style of its own is none that this site allows.
  const mark = draw("svg", "focal__m", {});
  mark.setAttribute("aria-hidden", "true");
  const rings = [draw("circle", "focal__o", { r: "17" }), draw("circle", "focal__i", { r: "14" })];
  mark.append(...rings);
  box.append(mark);
  box.classList.add("is-live");
  const place = (): void => {
    for (const ring of rings) {
      ring.setAttribute("cx", `${within(x.value)}%`);
      ring.setAttribute("cy", `${within(y.value)}%`);
    }
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

function draw(tag: "svg" | "circle", className: string, all: Record<string, string>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  element.setAttribute("class", className);
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  return element;
}

function within(typed: string): number {
  const number = Number(typed);
  return Number.isFinite(number) ? Math.min(100, Math.max(0, number)) : 50;
}
