// cut.ts - a text of docs/content-format.md cut at its ::: lines, one pass over the lines, exactly
// as core/markdown/containers.cc cuts it: editor, page and checks must number blocks alike.
// Pure. What the server calls a trouble is one here: such a text is edited as Markdown.

export interface Part {
  line: number; // its first line in the text, from 0
  lines: string[];
}

export interface Segment {
  kind: "plain" | "callout" | "columns";
  title: string;
  from: number; // lines [from, to) of the text, with the ::: lines
  to: number;
  parts: Part[];
}

export interface Cut {
  segments: Segment[];
  troubles: string[];
}

const CONTAINERS_MOST = 100;

class Cutter {
  segments: Segment[] = [];
  troubles: string[] = [];
  private fence = ""; // of the code that is open: what closes it
  private line = -1;
  private openedAt = 0;
  private containers = 0;

  take(text: string): void {
    this.line += 1;
    const bare = text.trim();
    this.followFence(bare);
    if (this.fence !== "" || !bare.startsWith(":::") || !this.takeMark(bare)) this.add(text);
    else this.last().to = Math.max(this.last().to, this.line + 1);
  }

  // ``` with nothing of it behind opens; the same sign, at least as often and alone, closes.
  private followFence(bare: string): void {
    if (this.fence === "") {
      const open = /^(`{3,})[^`]*$|^(~{3,})/.exec(bare);
      this.fence = open?.[1] ?? open?.[2] ?? "";
      return;
    }
    const alone = bare === this.fence[0].repeat(bare.length);
    if (bare !== "" && alone && bare.length >= this.fence.length) this.fence = "";
  }

  finish(): Cut {
    if (this.isOpen()) {
      this.trouble(this.openedAt, "「:::」で閉じられていません");
    }
    return { segments: this.segments, troubles: this.troubles };
  }

  private last(): Segment {
    return this.segments[this.segments.length - 1];
  }

  private isOpen(): boolean {
    return this.segments.length > 0 && this.last().kind !== "plain";
  }

  private trouble(line: number, says: string): void {
    this.troubles.push(`${line + 1}行目：${says}`);
  }

  private begin(kind: Segment["kind"], title: string, from: number): void {
    const line = kind === "plain" ? from : from + 1;
    this.segments.push({ kind, title, from, to: from, parts: [{ line, lines: [] }] });
  }

  private takeMark(bare: string): boolean {
    const word = bare.slice(3).trim();
    if (this.isOpen() && word === "") {
      this.last().to = this.line + 1;
      this.begin("plain", "", this.line + 1);
      return true;
    }
    if (this.isOpen() && word === "column" && this.last().kind === "columns") {
      // The first mark stands before any words: it begins the first column.
      const parts = this.last().parts;
      const before = parts[parts.length - 1];
      const fresh = { line: this.line + 1, lines: [] };
      if (before.lines.some((line) => line.trim() !== "")) parts.push(fresh);
      else parts[parts.length - 1] = fresh;
      return true;
    }
    const callout = word === "callout" || /^callout[ 　]/.test(word);
    if (!callout && word !== "columns") {
      this.trouble(this.line, "使えない記号です");
      return false;
    }
    if (this.isOpen()) {
      this.trouble(this.line, "囲みの中に囲みは置けません");
      return false;
    }
    if (this.containers >= CONTAINERS_MOST) {
      this.trouble(this.line, "囲みと段組みは100個までです");
      return false;
    }
    this.begin(callout ? "callout" : "columns", callout ? word.slice(7).trim() : "", this.line);
    this.openedAt = this.line;
    this.containers += 1;
    return true;
  }

  private add(text: string): void {
    if (this.segments.length === 0) this.begin("plain", "", 0);
    const parts = this.last().parts;
    parts[parts.length - 1].lines.push(text);
    this.last().to = this.line + 1;
  }
}

export function cutAtContainers(text: string): Cut {
  const cutter = new Cutter();
  for (const line of text.split("\n")) cutter.take(line);
  return cutter.finish();
}
