// journey_editor.mjs - an article written with buttons, by somebody who knows no sign of Markdown:
// headings, lists, a table, a picture, a link, a paste, undo; the checks lead to their place; what
// is not saved is kept and offered; two who write are told; a session that ends loses nothing. What
// the other buttons make (quote, box, columns, file, video) is drawn by the server, published and
// looked at. In Chromium with JavaScript, in the demo; what was saved is read without.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver, onlooker } from '../lib/driver.mjs';
import { beginNews, markdown, putIn, tool, written } from '../lib/editor_buttons.mjs';
import { startDemo, until } from '../lib/instance.mjs';
import { signIn } from '../lib/main_path.mjs';
import { Pictures } from '../lib/png.mjs';
import { sendFile } from '../lib/publishing_path.mjs';
import { Stopped } from '../lib/report.mjs';
import { drawFilm } from '../lib/webm.mjs';

const WIDTHS = [390, 820, 1280];
const TITLE = 'はじめてのドローン講習会を開きます';
const SLUG = 'drone-koushuukai-r6';
const PARTS_SLUG = 'drone-koushuukai-houkoku';
const FILM = { title: '講習会の動画', words: '機体が床から浮き、元の場所に降りる短い動画' };
const CUE = '機体が、床から30cm浮きました。';
const CAPTIONS = `WEBVTT\n\n00:00.200 --> 00:02.500\n${CUE}\n`;
const ENQUIRY = '図面についてのアンケート（集計）';  // a file of the demo's library
const PASTED = '<p class=MsoNormal><b>持ち物</b></p><p class=MsoListParagraph style="mso-list:l0 '
  + 'level1 lfo1"><span style="mso-list:Ignore">・</span>筆記用具</p>';

async function seen(d, selector, words) {
  await until(`"${words}" in ${selector}`, async () => (await d.text(selector)).includes(words));
}

async function writes(d) {
  const { keyboard } = d.engine.page;
  await d.engine.page.locator('#f-body').click();
  await keyboard.type('はじめに');
  await tool(d, '中見出し');  // the first is a large one, whatever was pressed
  await written(d, '# はじめに');
  await keyboard.press('End');
  await keyboard.press('Enter');
  await keyboard.type('*星* は星のまま。');
  await written(d, '# はじめに\n\n\\*星\\* は星のまま。');
  await keyboard.press('Enter');
  await tool(d, '箇条書き');
  await keyboard.type('一つめ');
  await keyboard.press('Enter');
  await keyboard.type('二つめ');
  await keyboard.press('Control+Enter');
  await written(d, /- 一つめ\n- 二つめ$/);
  await tool(d, '表');
  await keyboard.type('項目');
  await keyboard.press('Tab');
  await keyboard.type('数');
  await written(d, /\| 項目 \| 数 \|\n\|---\|---\|\n\|  \|  \|\n\|  \|  \|/);
  await tool(d, '元に戻す');
  await written(d, /\| 項目 \|  \|/);
  await tool(d, 'やり直す');
  await written(d, /\| 項目 \| 数 \|/);
  await keyboard.press('Control+Enter');
}

async function pastes(d) {
  await d.engine.evaluate(`(() => {
    const data = new DataTransfer();
    data.setData('text/html', ${JSON.stringify(PASTED)});
    document.querySelector('.ed-text').dispatchEvent(new ClipboardEvent('paste',
      { clipboardData: data, bubbles: true, cancelable: true }));
  })()`);
  await written(d, /\*\*持ち物\*\*\n\n- 筆記用具/);
  await d.engine.page.keyboard.press('Control+Enter');
}

async function links(d) {
  const { page } = d.engine;
  await tool(d, 'リンク');
  await page.locator('dialog input').nth(0).fill('事例の一覧');
  await page.locator('dialog button[type=submit]').click();
  await seen(d, 'dialog .ed-problem', '行き先を');
  await page.locator('dialog input').nth(1).fill('javascript:alert(1)');
  await page.locator('dialog button[type=submit]').click();
  await seen(d, 'dialog .ed-problem', '行き先を');
  await page.locator('dialog input').nth(1).fill('事例');
  await page.locator('dialog .ed-target').filter({ hasText: '/cases' }).first().click();
  await page.locator('dialog button[type=submit]').click();
  await written(d, /\[事例の一覧\]\(\/cases/);
  await page.keyboard.press('Control+Enter');
}

// Put over words that were selected, in the text and in the field of plain Japanese.
async function getsReadings(d) {
  const { page } = d.engine;
  const inputs = page.locator('dialog input');
  const submit = page.locator('dialog button[type=submit]');
  await page.keyboard.type('漢字');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await tool(d, 'ふりがな');
  await inputs.nth(1).fill('kanji');
  await submit.click();
  await seen(d, 'dialog .ed-problem', '読みは、ひらがなか');
  await inputs.nth(1).fill('かんじ');
  await submit.click();
  await written(d, /漢字《かんじ》$/);
  await page.keyboard.press('Control+Enter');
  await d.unfold('やさしい日本語と英語の要約');
  await d.fill('[name=easy_body]', '会場は県庁です。');
  await d.engine.evaluate('document.querySelector("[name=easy_body]").setSelectionRange(0, 2)');
  await page.locator('button').filter({ hasText: '選んだ言葉にふりがなを付ける' }).click();
  await inputs.nth(1).fill('かいじょう');
  await submit.click();
  await until('the reading in the field of plain Japanese', async () => await d.engine.evaluate(
    'document.querySelector("[name=easy_body]").value') === '会場《かいじょう》は県庁です。');
  await d.fill('[name=easy_body]', '');
}

async function picks(d) {
  const { page } = d.engine;
  await tool(d, '画像');
  await page.locator('dialog .ed-media__i').filter({ hasText: '作業台の図面' }).click();
  const words = page.locator('dialog form.ed-describe input').first();
  await words.fill('');
  await page.locator('dialog button[type=submit]').click();
  await seen(d, 'dialog .ed-problem', '何の画像かを書くか');
  await words.fill('作業台に置かれた図面');
  await page.locator('dialog button[type=submit]').click();
  await written(d, /!\[作業台に置かれた図面\]\(media:[\w-]+/);
  await seen(d, '.ed-figure', '代替テキスト：作業台に置かれた図面');
}

async function isChecked(d) {
  const { page } = d.engine;
  await seen(d, '.ed-findings', '要約がありません');
  await page.locator('.ed-finding').filter({ hasText: '要約がありません' }).locator('button').click();
  const focused = await d.engine.evaluate('document.activeElement.id');
  if (focused !== 'f-lead') throw new Error(`the finding led to ${focused}`);
  await d.fill('[name=lead]', '講習会のお知らせです。');
  await d.choose('[name=category]', 'event');
  await page.locator('.ed-text h2').first().click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('日　時：来月');
  await seen(d, '.ed-findings', '言葉の途中に空白があり');
  await page.locator('.ed-finding').filter({ hasText: '日　時' }).locator('button').click();
  const at = await d.engine.evaluate(
    'document.getSelection().anchorNode.parentElement.closest("p").innerText');
  if (!at.startsWith('日　時')) throw new Error(`the finding led to ${at}`);
  for (let i = 0; i < '日　時：来月'.length; i += 1) await page.keyboard.press('Delete');
  await written(d, /^# はじめに\n\n\\\*星/);
}

async function isKept(d, path) {
  const { page } = d.engine;
  await seen(d, '.ed-keep', '書きかけを預かりました');
  await page.locator('.ed-text h2').first().click();
  await page.keyboard.press('End');
  await page.keyboard.type('とおわりに');
  await d.goto('/office');  // at once: the last letters go along
  await d.goto(path);
  await d.says('保存していない文が残っています');
  await d.press('続きから書く');
  await d.engine.page.locator('.ed-text').waitFor();
  await written(d, /^# はじめにとおわりに\n\n\\\*星/);
}

async function isTold(other, path) {
  await other.goto(path);
  await other.says('ほかの人も書いています');
  await seen(other, '.ed-keep', 'この記事を書いています');
}

// The toolbar is one stop; arrows move in it, Escape leads back to the text.
async function byKeyboard(d) {
  const { page } = d.engine;
  const active = () => d.engine.evaluate('document.activeElement.innerText');
  await page.locator('#f-body').focus();
  await page.keyboard.press('Alt+F10');
  await page.keyboard.press('Home');
  if (await active() !== '大見出し') throw new Error(`Home led to ${await active()}`);
  await page.keyboard.press('ArrowRight');
  if (await active() !== '中見出し') throw new Error(`the arrow led to ${await active()}`);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  if (await active() !== 'やり直す') throw new Error(`going round led to ${await active()}`);
  await page.keyboard.press('Escape');
  const id = await d.engine.evaluate('document.activeElement.id');
  if (id !== 'f-body') throw new Error(`Escape led to ${id}`);
}

// Signed out elsewhere while writing: nothing is sent into nowhere, and it goes on.
async function outlivesTheSession(d, report, account) {
  const { page } = d.engine;
  const context = page.context();
  await context.clearCookies();
  await page.locator('main button').filter({ hasText: '保存する' }).first().click();
  await seen(d, '.ed-keep', 'ログインが終わりました');
  const there = await markdown(d);
  const again = new Driver(new ChromiumEngine(await context.newPage()), d.origin, 'editor', []);
  await signIn(again, account);
  await again.engine.page.close();
  await page.bringToFront();
  await d.press('保存する');
  await d.says('保存しました', 'body');
  return there;
}

// From the saved article to its readers: another person confirms and publishes it.
async function isPublished(d, manager, article) {
  await d.goto(article);
  await d.press('確認に回す');
  await d.says('確認に回しました', 'body');
  await manager.goto(article);
  await manager.press('確認済みにする');
  await manager.says('確認済みにしました', 'body');
  await manager.press('いますぐ公開する');
  await manager.says('公開しました', 'body');
}

// What stands in the page, by CSS: words that must be those of one such element.
async function drawn(d, wanted) {
  for (const [css, words] of wanted) {
    const there = JSON.parse(await d.engine.evaluate('JSON.stringify([...document'
      + `.querySelectorAll(${JSON.stringify(`main ${css}`)})].map((e) => e.textContent.trim()))`));
    if (!there.some((text) => text.startsWith(words))) {
      throw new Error(`no ${css} of ${await d.path()} says "${words}": ${there.join(' | ')}`);
    }
  }
}

async function isRead(eyes) {
  await eyes.goto(`/news/${SLUG}`);
  await eyes.says(TITLE, 'h1');
  await drawn(eyes, [['.prose h2', 'はじめにとおわりに'], ['.prose p', '*星* は星のまま。'],
    ['.prose li', '二つめ'], ['.prose th', '数'], ['.prose strong', '持ち物'],
    ['.prose ruby', '漢字'], ['.prose a[href^="/cases"]', '事例の一覧']]);
  await eyes.shownPictures();
  if (!await eyes.has('main picture img[alt="作業台に置かれた図面"]')) {
    throw new Error('the picture does not say what it shows');
  }
}

// A film of the library: captions refused, taken; whose it is; nobody is shown.
async function sendFilm(d) {
  const folder = new Pictures();
  try {
    const film = join(folder.folder, 'koushuukai.webm');
    writeFileSync(film, await drawFilm(d.engine));
    const captions = join(folder.folder, 'koushuukai.vtt');
    writeFileSync(captions, CAPTIONS);
    await d.goto('/office/media/new');
    await sendFile(d, film);
    await d.press('字幕と文字起こしを保存する');
    await d.refused('字幕のファイルを選んでください');
    await d.pictures('captions-refused');
    await d.upload('[name=captions]', captions);
    await d.press('字幕と文字起こしを保存する');
    await d.says('字幕があります');
    const transcript = await d.engine.evaluate(
      'document.querySelector("[name=transcript]").value');
    if (!transcript.includes(CUE)) throw new Error(`the transcript is ${transcript}`);
    await d.fill('[name=title]', FILM.title);
    await d.fill('[name=rights_holder]', '事務局');
    await d.tick('[name=people][value=none]');
    await d.press('保存する');
    await d.says('保存しました', 'body');
    await d.pictures('film');
  } finally {
    folder.end();
  }
}

// The buttons that the first article had no use for; gives back the article's page.
async function writesParts(d) {
  const { page } = d.engine;
  const { keyboard } = page;
  const path = await beginNews(d, 'ドローン講習会の報告', PARTS_SLUG);
  await d.fill('[name=lead]', '講習会で話したことと、参加した方の声です。');
  await d.choose('[name=category]', 'event');
  await page.locator('#f-body').click();
  await keyboard.type('思ったより静かでした。');
  await tool(d, '引用');
  await written(d, '> 思ったより静かでした。');
  await keyboard.press('Control+Enter');
  await keyboard.type('屋外では許可が要ります。');
  await tool(d, '囲み');
  await keyboard.type('気をつけること');
  await written(d, /\n\n:::callout 気をつけること\n屋外では許可が要ります。\n:::$/);
  await keyboard.press('Control+Enter');
  await keyboard.type('午前は座学です。');
  await tool(d, '段組み');
  await page.locator('.ed-text .side').nth(1).click();
  await keyboard.type('午後は実習です。');
  await written(d, /:::columns\n:::column\n午前は座学です。\n:::column\n午後は実習です。\n:::$/);
  await keyboard.press('Control+Enter');
  await putIn(d, 'ファイル', ENQUIRY);
  await written(d, /\n\n\[図面についてのアンケート（集計）\]\(media:[\w-]+\)$/);
  await keyboard.press('Control+Enter');
  await putIn(d, '動画', FILM.title, { words: FILM.words });
  await written(d, new RegExp(`\\n\\n!\\[${FILM.words}\\]\\(media:[\\w-]+\\)$`));
  await seen(d, '.ed-figure', `動画：${FILM.words}`);
  return path.replace(/\/edit$/, '');
}

const PARTS = [['.prose blockquote', '思ったより静かでした。'],
  ['.prose .callout[role=note] strong', '気をつけること'],
  ['.prose .callout p:not(:has(strong))', '屋外では許可が要ります。'],
  ['.prose .sides > .side:nth-child(1)', '午前は座学です。'],
  ['.prose .sides > .side:nth-child(2)', '午後は実習です。'],
  ['.prose a[href*="/media/"]', `${ENQUIRY}（CSV`],
  ['.prose details summary', '動画の文字起こしを読む'], ['.prose details p', CUE]];

async function areDrawn(d) {
  await d.press('保存して見た目を確かめる');
  const there = await d.text();
  if (there.includes('直すまで公開できません')) throw new Error(there.slice(0, 1500));
  await drawn(d, PARTS);
}

// The file is taken, the film plays, and its captions are those that were sent.
async function arePublic(eyes) {
  await eyes.goto(`/news/${PARTS_SLUG}`);
  await drawn(eyes, PARTS);
  await eyes.unfold('動画の文字起こしを読む');
  await eyes.says(CUE);
  await eyes.pictures('parts');
  const file = await eyes.engine.evaluate('fetch(document.querySelector('
    + '".prose a[href*=\'/media/\']").href).then(async (r) => `${r.status} ${await r.text()}`)');
  if (!file.startsWith('200') || !file.includes('図面をすぐ見つけられる')) throw new Error(file);
  await eyes.engine.evaluate('(() => { const film = document.querySelector(".prose video");'
    + ' film.muted = true; film.textTracks[0].mode = "showing"; return film.play(); })()');
  await until('the film to play', () => eyes.engine.evaluate(
    'document.querySelector(".prose video").currentTime > 0.5'));
  const cues = await until('its captions', () => eyes.engine.evaluate('[...(document'
    + '.querySelector(".prose video").textTracks[0].cues ?? [])].map((cue) => cue.text).join()'));
  if (cues !== CUE) throw new Error(`the captions say: ${cues}`);
}

async function walk(report, browser, place) {
  const opened = [];
  const someone = async (role, scripts = true) => {
    const context = await browser.newContext({
      javaScriptEnabled: scripts, viewport: { width: 1280, height: 900 } });
    const d = new Driver(new ChromiumEngine(await context.newPage()), place.origin, 'editor',
      WIDTHS);
    opened.push(d);
    await report.step(`${role} signs in`, () => signIn(d, place.accounts[role]));
    return d;
  };
  try {
    const writer = await someone('secretariat');
    writer.checkPages(report);
    const path = await report.step('an article is begun', () => beginNews(writer, TITLE, SLUG));
    await report.step('it is written with buttons', () => writes(writer));
    await report.step('a paste keeps its structure', () => pastes(writer));
    await report.step('a link is found by the title of its page', () => links(writer));
    await report.step('words get their readings by a button', () => getsReadings(writer));
    await report.step('a picture is chosen with its words', () => picks(writer));
    await report.step('the checks lead to their place', () => isChecked(writer));
    await report.step('the toolbar works by keyboard', () => byKeyboard(writer));
    await writer.pictures('written');
    await report.step('what was not saved is kept and offered', () => isKept(writer, path));
    const other = await someone('secretariat_manager');
    await report.step('another is told', () => isTold(other, path));
    const text = await report.step('the end of a session loses nothing',
      () => outlivesTheSession(writer, report, place.accounts.secretariat));
    const plain = await someone('secretariat_manager', false);
    await report.step('without JavaScript the same stands there as Markdown', async () => {
      await plain.goto(path);
      const there = await markdown(plain);
      if (there !== text) throw new Error(`${JSON.stringify(there)}, not ${JSON.stringify(text)}`);
    });
    const eyes = await onlooker(browser, place.origin, 'editor', report);
    opened.push(eyes);
    await report.step('it is confirmed, published and read', async () => {
      await isPublished(writer, other, path.replace(/\/edit$/, ''));
      await isRead(eyes);
    });
    writer.frame = false;  // the first pages have shown it
    await report.step('a film gets its captions', () => sendFilm(writer));
    const parts = await report.step('quote, box, columns, file and film are put in by buttons',
      () => writesParts(writer));
    await report.step('the server draws them', () => areDrawn(writer));
    await report.step('they are published, and the film plays with its captions', async () => {
      await isPublished(writer, other, parts);
      await arePublic(eyes);
    });
    await eyes.checked();
    await writer.checked();
  } finally {
    for (const d of opened) await d.end();
  }
}

export default async function journeyEditor(report) {
  const place = await startDemo();
  const browser = await launchChromium();
  try {
    await walk(report, browser, place);
    report.nothing('the server noted no error', place.logErrors());
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    await browser.close();
    await place.end();
  }
}
