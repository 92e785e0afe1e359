// editor_buttons.mjs - the editor of articles as somebody uses it who knows no sign of Markdown:
// words typed, buttons pressed, things chosen in dialogs. What is said to be in Chromium needs its
// keyboard; the rest works in every engine. Throws where the text is not what was meant.
import { sleep, until } from './instance.mjs';

const ONE_UNDO_MS = 600;  // the editor takes for one what comes within half a second

export const markdown = (d) => d.engine.evaluate(
  'document.querySelector("textarea[name=body]").value');

// What stands in the field that is sent, a moment after the last key.
export async function written(d, wanted) {
  let there = '';
  await until(`the text ${JSON.stringify(wanted)}`, async () => {
    there = await markdown(d);
    return wanted instanceof RegExp ? wanted.test(there) : there.trimEnd() === wanted.trimEnd();
  }).catch((late) => {
    throw new Error(`${late.message}; there is ${JSON.stringify(there)}`);
  });
}

export async function tool(d, label) {
  const there = await d.engine.evaluate(`(() => {
    for (const e of document.querySelectorAll('[data-tool]')) e.removeAttribute('data-tool');
    const one = [...document.querySelectorAll('.ed-tools button')]
      .find((e) => !e.hidden && e.textContent === ${JSON.stringify(label)});
    one?.setAttribute('data-tool', '');
    return Boolean(one);
  })()`);
  if (!there) throw new Error(`no button "${label}" over the text`);
  await d.engine.click('[data-tool]');
}

// From the list of articles to the empty text of a new お知らせ; gives back the editor's path.
export async function beginNews(d, title, slug) {
  await d.goto('/office/content/new');
  await d.tick('[name=type][value=news]');
  await d.fill('[name=title]', title);
  await d.fill('[name=slug]', slug);
  await d.press('本文を書く');
  await until('the editor with buttons', () => d.has('.ed-text'));
  return (await d.path()).split('?')[0];
}

// In any engine: what is typed takes a form, loses it, takes another, and is drawn by the server.
export async function tryButtons(d) {
  await beginNews(d, 'ボタンで書いたお知らせ', 'botan-de-kaita');
  await d.engine.click('#f-body');
  await d.engine.type('#f-body', '持ち物の一覧');
  await written(d, '持ち物の一覧');
  await sleep(ONE_UNDO_MS);
  await tool(d, '大見出し');
  await written(d, '# 持ち物の一覧');
  await tool(d, '元に戻す');
  await written(d, '持ち物の一覧');
  await tool(d, '番号');
  await written(d, '1. 持ち物の一覧');
  await tool(d, '箇条書き');
  await written(d, '- 持ち物の一覧');
  await d.press('保存して見た目を確かめる');
  const drawn = await d.engine.evaluate(
    '[...document.querySelectorAll("main .prose ul > li")].map((e) => e.innerText).join("|")');
  if (drawn.trim() !== '持ち物の一覧') throw new Error(`the list is drawn as: ${drawn}`);
}

// ---- in Chromium ----

// Something of the library, by its title; its words are those of the file unless others are given.
export async function putIn(d, label, title, { words = '', caption = '' } = {}) {
  const { page } = d.engine;
  await tool(d, label);
  await page.locator('dialog .ed-media__i').filter({ hasText: title }).click();
  const form = page.locator('dialog form.ed-describe');
  if (words) await form.locator('input').first().fill(words);
  if (caption) await form.getByLabel('下に出る説明').fill(caption);
  await form.locator('button[type=submit]').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
}

async function putLink(d, words, address) {
  const { page } = d.engine;
  await tool(d, 'リンク');
  await page.locator('dialog input').nth(0).fill(words);
  await page.locator('dialog input').nth(1).fill(address);
  await page.locator('dialog button[type=submit]').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
}

async function putWords(d, text) {
  const { keyboard } = d.engine.page;
  const linked = /^(.*?)\[([^\]]+)\]\(([^)]+)\)(.*)$/.exec(text);
  if (linked) {
    const [, before, words, address, after] = linked;
    if (before) await keyboard.type(before);
    await putLink(d, words, address);
    await keyboard.type(after);
  } else {
    await keyboard.type(text);
  }
  await keyboard.press('Enter');
}

// Of three lines and two columns, as the button makes it.
async function putTable(d, text) {
  const { keyboard } = d.engine.page;
  await tool(d, '表');
  const cells = text.split('\n').filter((line) => !line.startsWith('|-'))
    .flatMap((line) => line.slice(2, -2).split(' | '));
  for (const [i, cell] of cells.entries()) {
    if (i > 0) await keyboard.press('Tab');
    await keyboard.type(cell);
  }
  await keyboard.press('Control+Enter');
}

// The whole text anew, with keys and buttons alone, so that it becomes `wanted`: large headings,
// words with at most one link, a table, pictures by their `titles` in the library.
export async function writeByButtons(d, wanted, titles) {
  const { page } = d.engine;
  const left = [...titles];
  const mode = page.locator('.ed-head button');
  if (await mode.innerText() === 'ボタンで書く') await mode.click();
  await page.locator('.ed-text').waitFor();
  await page.locator('#f-body').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await written(d, '');
  for (const block of wanted.trim().split('\n\n')) {
    const picture = /^!\[(.*)\]\(\S+ "(.*)"\)$/.exec(block);
    if (block.startsWith('# ')) {
      await page.keyboard.type(block.slice(2));
      await tool(d, '大見出し');
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
    } else if (picture) {
      await putIn(d, '画像', left.shift(), { words: picture[1], caption: picture[2] });
      await page.keyboard.press('ArrowDown');
    } else if (block.startsWith('| ')) {
      await putTable(d, block);
    } else {
      await putWords(d, block);
    }
  }
  await written(d, wanted);
}
