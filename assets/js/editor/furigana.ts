// furigana.ts - readings over words as they are written: 漢字《かんじ》, and ｜ＤＸ《ディーエックス》
// where the word is not kanji alone (docs/content-format.md). What is a reading here is one on the
// page (core/markdown/readings.cc: change both). Texts and places in them only. Pure.
const KANJI = "\\u4E00-\\u9FFF\\u3400-\\u4DBF\\uF900-\\uFAFF\\u{20000}-\\u{2FFFF}々〆ヶ";
const KANA = "\\u3041-\\u3096\\u30A1-\\u30FC";
export const PART = "\uFFFC"; // stands for what is no word: a picture, a line end
const WORD_MOST = 30;
const READING_MOST = 40;

const WRITTEN = new RegExp(
  `(?:｜([^｜《》\\n${PART}]{1,39})|([${KANJI}]+))《([${KANA}]{1,${READING_MOST}})》`, "gu");
const KANJI_RUN = new RegExp(`[${KANJI}]+`, "gu");
const KANJI_ALONE = new RegExp(`^[${KANJI}]+$`, "u");
const ENDS_IN_KANJI = new RegExp(`[${KANJI}]$`, "u");
const KANA_ALONE = new RegExp(`^[${KANA}]+$`, "u");
const NO_WORD = new RegExp(`[｜《》\\n${PART}]`, "u");

export interface Furigana {
  from: number; // of the whole, signs and all
  to: number;
  word: string;
  reading: string; // "" = it has none yet
}

// Those of a text that stands there without a change of weight or link.
export function writtenIn(text: string): Furigana[] {
  return [...text.matchAll(WRITTEN)].map((found) => ({
    from: found.index ?? 0,
    to: (found.index ?? 0) + found[0].length,
    word: found[1] ?? found[2],
    reading: found[3],
  }));
}

// What a press is about when [from, to) is selected: the reading that is there, the words that were
// selected, or the kanji at the cursor. null: the selection holds more than words.
export function furiganaIn(text: string, from: number, to: number): Furigana | null {
  const there = writtenIn(text).find((each) => from < each.to && to > each.from);
  if (there) return there;
  let start = from, end = to;
  if (from === to) {
    const run = [...text.matchAll(KANJI_RUN)].find((found) =>
      (found.index ?? 0) <= from && from <= (found.index ?? 0) + found[0].length);
    start = run?.index ?? from;
    end = start + (run?.[0].length ?? 0);
  }
  while (start < end && /\s/u.test(text[start])) start += 1;
  while (end > start && /\s/u.test(text[end - 1])) end -= 1;
  const word = text.slice(start, end);
  return NO_WORD.test(word) ? null : { from: start, to: end, word, reading: "" };
}

// As it is written behind `before`, the text from the beginning of its block or line.
export function withFurigana(before: string, word: string, reading: string): string {
  if (reading === "") return word;
  const own = before.slice(before.lastIndexOf("》") + 1);
  const plain = KANJI_ALONE.test(word) && !ENDS_IN_KANJI.test(own) && !own.includes("｜");
  return `${plain ? "" : "｜"}${word}《${reading}》`;
}

// ｶﾝｼﾞ and spaces are meant as what they sound like.
export function plainReading(typed: string): string {
  return typed.normalize("NFKC").replace(/\s+/gu, "");
}

// Which of the two is wrong, and what to do about it; null when nothing is.
export function troubleWith(word: string, reading: string):
  { at: "word" | "reading"; says: string } | null {
  if (word === "") return { at: "word", says: "ふりがなを付ける言葉を書いてください" };
  if (NO_WORD.test(word)) return { at: "word", says: "言葉から「｜」「《」「》」を除いてください" };
  if ([...word].length > WORD_MOST) {
    return { at: "word", says: `言葉は${WORD_MOST}文字以内にしてください` };
  }
  if (!KANA_ALONE.test(reading) || reading.length > READING_MOST) {
    return { at: "reading",
      says: `読みは、ひらがなかカタカナだけで、${READING_MOST}文字以内で書いてください` };
  }
  return null;
}
