// journey_editor.mjs - an article written with buttons, by somebody who knows no sign of Markdown:
// headings, lists, a table, a picture, a link, a paste, undo; the checks lead to their place; what
// is not saved is kept and offered; two who write are told; a session that ends loses nothing. In
// Chromium with JavaScript, in the demo; what was saved is read without.
import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver } from '../lib/driver.mjs';
import { startDemo, until } from '../lib/instance.mjs';
import { signIn } from '../lib/main_path.mjs';
import { Stopped } from '../lib/report.mjs';

const WIDTHS = [390, 820, 1280];
const TITLE = 'はじめてのドローン講習会を開きます';
const PASTED = '<p class=MsoNormal><b>持ち物</b></p><p class=MsoListParagraph style="mso-list:l0 '
  + 'level1 lfo1"><span style="mso-list:Ignore">・</span>筆記用具</p>';

const markdown = (d) => d.engine.evaluate('document.querySelector("textarea[name=body]").value');

// What stands in the field that is sent, a moment after the last key.
async function written(d, wanted) {
  let there = '';
  await until(`the text ${JSON.stringify(wanted)}`, async () => {
    there = await markdown(d);
    return wanted instanceof RegExp ? wanted.test(there) : there === wanted;
  }).catch((late) => {
    throw new Error(`${late.message}; there is ${JSON.stringify(there)}`);
  });
}

const tool = (d, label) => d.engine.page.locator('.ed-tools button')
  .filter({ hasText: new RegExp(`^${label}$`) }).click();

async function seen(d, selector, words) {
  await until(`"${words}" in ${selector}`, async () => (await d.text(selector)).includes(words));
}

async function begins(d) {
  await d.goto('/office/content/new');
  await d.tick('[name=type][value=news]');
  await d.fill('[name=title]', TITLE);
  await d.fill('[name=slug]', 'drone-koushuukai-r6');
  await d.press('本文を書く');
  await d.engine.page.locator('.ed-text').waitFor();
  return (await d.path()).split('?')[0];
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
  await seen(d, '.ed-keep', '書きかけを預かりました');
  const before = await markdown(d);
  await d.goto(path);
  await d.says('保存していない文が残っています');
  await d.press('続きから書く');
  await d.engine.page.locator('.ed-text').waitFor();
  if (await markdown(d) !== before) throw new Error(`kept was ${await markdown(d)}`);
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
    const path = await report.step('an article is begun', () => begins(writer));
    await report.step('it is written with buttons', () => writes(writer));
    await report.step('a paste keeps its structure', () => pastes(writer));
    await report.step('a link is found by the title of its page', () => links(writer));
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
