// editor_texts.mjs - the pure parts of the editor, in a browser without a server: a text that
// nobody touched is written back letter by letter, a change stays where it was made, any document
// that can be drawn survives being written and read, and the clipboard of Word, Google Docs and
// LibreOffice keeps its structure. Random documents come from a fixed seed: a failure comes again.
import { join } from 'node:path';

import { build } from 'esbuild';

import { launchChromium } from '../lib/browser.mjs';
import { ROOT } from '../lib/instance.mjs';
import { PASTES } from '../editor/pastes.mjs';
import { randomDocuments } from '../editor/random_documents.mjs';
import { MARKDOWN_ONLY, READINGS, REWRITTEN, UNTOUCHED } from '../editor/texts.mjs';

const DOCUMENTS = 400;

async function bundled() {
  const result = await build({
    entryPoints: [join(ROOT, 'tests/browser/editor/entry.ts')], bundle: true, write: false,
    format: 'iife', globalName: 'editor', target: 'chrome111', charset: 'utf8',
    logLevel: 'silent' });
  return result.outputFiles[0].text;
}

const shown = (text) => JSON.stringify(text);

async function texts(report, ask) {
  for (const text of UNTOUCHED) {
    const problems = [];
    const back = await ask('untouched', text);
    if (back !== text) problems.push(`became ${shown(back)}`);
    report.nothing(`written back letter by letter: ${shown(text).slice(0, 60)}`, problems);
  }
  for (const text of MARKDOWN_ONLY) {
    const back = await ask('untouched', text);
    report.nothing(`stays Markdown: ${shown(text).slice(0, 60)}`,
      back.startsWith('!') ? [] : [`was opened, and would be ${shown(back)}`]);
  }
  for (const [text, wanted] of REWRITTEN) {
    const back = await ask('rewritten', text);
    report.nothing(`written anew: ${shown(text).slice(0, 60)}`,
      back === wanted ? [] : [`is ${shown(back)}`, `not ${shown(wanted)}`]);
  }
}

async function readings(report, ask) {
  for (const [text, words, reading, wanted] of READINGS) {
    const problems = [];
    const back = await ask('withReading', [text, words, reading]);
    if (back !== wanted) problems.push(`is ${shown(back)}`, `not ${shown(wanted)}`);
    if (!wanted.startsWith('!')) {
      const again = await ask('rewritten', wanted);
      if (again !== wanted) problems.push(`read and written again it is ${shown(again)}`);
    }
    report.nothing(`ふりがな: ${shown(text).slice(0, 40)}, ${words}: ${reading}`, problems);
  }
}

async function changes(report, ask) {
  const text = '* 星の印\n* 二つめ\n\n\nここを直す。\n\n| a | b |\n| :- | - |\n|1|2|\n\n<div>x</div>\n\n'
    + ':::callout  題\n__太字__ のまま\n:::\n\n[参照][r]\n\n[r]: /join\n';
  report.nothing('a change leaves every other block as it was', await (async () => {
    const back = await ask('withWords', [text, 'ここを直す', '［足した］']);
    const wanted = text.replace('ここを直す', 'ここを直す［足した］');
    return back === wanted ? [] : [`is ${shown(back)}`];
  })());
  report.nothing('words that look like signs are escaped where they are typed', await (async () => {
    const back = await ask('withWords', ['はじめ。\n\n終わり。', 'はじめ。', '*星* と <b> と 1_000']);
    const wanted = 'はじめ。\\*星\\* と \\<b> と 1_000\n\n終わり。';
    return back === wanted ? [] : [`is ${shown(back)}`];
  })());
  const counted = '# 一\n\n<div>x</div>\n\n:::columns\n二\n\n三\n:::column\n四\n:::\n\n'
    + '[r]: /x\n\n| a |\n|-|\n';
  report.nothing('blocks are counted as the checks count them', await (async () => {
    const { drawn, lines } = await ask('blocksOf', counted);
    const wanted = [0, 2, 5, 7, 9, 14];
    return drawn === 6 && shown(lines) === shown(wanted) ? []
      : [`drawn ${drawn}, lines ${shown(lines)}, not ${shown(wanted)}`];
  })());
}

async function survivals(report, ask) {
  const problems = [];
  for (const [seed, document] of randomDocuments(DOCUMENTS)) {
    const came = await ask('survives', document);
    if (came !== '') problems.push(`seed ${seed}: ${shown(document)}\nbecame ${came}`);
    if (problems.length === 3) break;
  }
  report.nothing(`${DOCUMENTS} random documents are the same after writing and reading`, problems);
}

async function pastes(report, ask) {
  for (const { name, html, text, loss = '' } of PASTES) {
    const came = await ask('pasted', html);
    const problems = [];
    if (came.text !== text) problems.push(`is ${shown(came.text)}`, `not ${shown(text)}`);
    if (came.loss !== loss) problems.push(`says ${shown(came.loss)}, not ${shown(loss)}`);
    report.nothing(`pasted: ${name}`, problems);
  }
}

export default async function editorTexts(report) {
  const script = await report.step('the editor is built for its tests', bundled);
  const browser = await launchChromium();
  try {
    const page = await (await browser.newContext()).newPage();
    await page.addScriptTag({ content: script });
    const ask = (name, given) => page.evaluate(([what, input]) => {
      const list = Array.isArray(input) ? input : [input];
      return window.editor[what](...list);
    }, [name, given]);
    await texts(report, ask);
    await readings(report, ask);
    await changes(report, ask);
    await survivals(report, ask);
    await pastes(report, ask);
  } finally {
    await browser.close();
  }
}
