// sources.ts - where each block of the document came from, so that a block nobody touched is
// written back letter by letter, with the blank lines behind it. A block is known by what it holds:
// one that was moved, or changed and changed back, is its old text again. Never writes by itself.
import type { Node } from "prosemirror-model";

interface Source {
  text: string;
  next: string; // key of the block behind it, "" = none
  gap: string;  // what stood between them
}

export class Sources {
  text = "";
  doc: Node | null = null;
  private readonly kept = new Map<string, Source>();

  // Of blocks that stand behind one another; places are lines [from, to) of the text.
  keep(nodes: Node[], places: { from: number; to: number }[], lines: string[]): void {
    const keys = nodes.map(keyOf);
    nodes.forEach((_, i) => {
      const { from, to } = places[i];
      const following = places[i + 1];
      this.kept.set(keys[i], {
        text: lines.slice(from, to).join("\n"),
        next: following ? keys[i + 1] : "",
        gap: following ? "\n".repeat(following.from - to + 1) : "",
      });
    });
  }

  of(node: Node): string | null {
    return this.kept.get(keyOf(node))?.text ?? null;
  }

  // The line ends between two blocks that stood so before, and the blank lines before one that was
  // changed; else one blank line.
  between(node: Node, following: Node): string {
    const source = this.kept.get(keyOf(node));
    if (!source) return "\n\n";
    const key = keyOf(following);
    if (source.next === key) return source.gap;
    return !this.kept.has(key) && source.gap.length > 1 ? source.gap : "\n\n";
  }
}

function keyOf(node: Node): string {
  return JSON.stringify(node.toJSON());
}
