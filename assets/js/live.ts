// live.ts - progress that moves by itself: the server sends {done, total, words} events.
// Without this the page shows where things stood when it was loaded.
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
