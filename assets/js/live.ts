// live.ts - what moves by itself while it is looked at. Progress: the server sends {done, total,
// words} events. A part of a page: the server says "changed", and the part is fetched anew.
// Without this the page shows where things stood when it was loaded, and has a link to look again.
import { say } from "./dom";

interface Progress {
  done: number;
  total: number;
  words: string;
  finished?: boolean;
}

export function followProgress(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-live]")) {
    const bar = box.querySelector("progress");
    const words = box.querySelector<HTMLElement>("[data-live-words]");
    const stream = new EventSource(box.dataset.live ?? "");
    let said = 0;
    stream.addEventListener("progress", (event) => {
      const now = JSON.parse((event as MessageEvent<string>).data) as Progress;
      if (bar) {
        bar.max = Math.max(now.total, 1);
        bar.value = now.done;
      }
      if (words) words.textContent = now.words;
      // Aloud at every tenth only: a reader must not be flooded.
      const tenth = Math.floor((10 * now.done) / Math.max(now.total, 1));
      if (tenth > said) say(now.words);
      said = Math.max(said, tenth);
      if (now.finished) {
        stream.close();
        window.location.reload();
      }
    });
    window.addEventListener("pagehide", () => stream.close());
  }
}

export function followParts(): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-live-part]")) followPart(part);
}

function followPart(part: HTMLElement): void {
  const stream = new EventSource(part.dataset.livePart ?? "");
  let asked = false; // something happened while the last answer was on its way
  let busy = false;
  const refresh = async (): Promise<void> => {
    asked = true;
    if (busy) return;
    busy = true;
    try {
      while (asked && stream.readyState !== EventSource.CLOSED) {
        asked = false;
        if (!(await renew(part))) stream.close();
      }
    } catch {
      // The line is down: the stream comes back by itself and asks again.
    } finally {
      busy = false;
    }
  };
  // When it opens, too: what happened before that was told to nobody.
  stream.addEventListener("open", () => void refresh());
  stream.addEventListener("changed", () => void refresh());
  window.addEventListener("pagehide", () => stream.close());
}

// False when nothing more will change here.
async function renew(part: HTMLElement): Promise<boolean> {
  const answer = await fetch(window.location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(part.id);
  if (!fresh) return false; // signed out meanwhile
  const words = fresh.dataset.liveSays ?? "";
  if (words !== (part.dataset.liveSays ?? "")) {
    replaceInside(part, fresh);
    part.dataset.liveSays = words;
    say(words);
  }
  return fresh.dataset.livePart !== undefined;
}

// Who stands on a link here stays on it, or on the part when that link is gone.
function replaceInside(part: HTMLElement, fresh: HTMLElement): void {
  const at = document.activeElement;
  const inside = at instanceof HTMLElement && part.contains(at);
  const address = inside ? at.getAttribute("href") : null;
  part.replaceChildren(...fresh.childNodes);
  if (!inside) return;
  const links = Array.from(part.querySelectorAll<HTMLAnchorElement>("a[href]"));
  const same = links.find((link) => link.getAttribute("href") === address);
  part.tabIndex = -1;
  (same ?? part).focus({ preventScroll: true });
}
