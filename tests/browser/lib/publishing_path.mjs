// publishing_path.mjs - a ＤＸ事例 from the first word to the visitor, as those do it who have never
// seen the program: an editor with two pictures, a colleague, the company and the prefecture by
// their mailed links on a phone, the manager, a visitor. Walked by journey_publishing and engines.
//
// Each step takes Drivers and throws where the program does not do what it should. `pictures` of a
// Driver that checks pages looks at that state; on a phone the size is set again afterwards.
import { sleep, until } from './instance.mjs';
import { PHONE } from './join_path.mjs';
import { mailedLink } from './letters.mjs';
import { Pictures } from './png.mjs';

const TITLE = '図面を探す時間を測ることから始めた町工場';
const SLUG = 'zumen-wo-sagasu-jikan';
export const casePath = `/cases/${SLUG}`;
const COMPANY = { name: '架空 はなこ', email: 'hanako@kakuu-seiki.example.jp' };
const ALTS = ['作業台に広げた図面と、そばに置いた三つの部品', '棚の前で二人が図面の番号を読み上げている'];
const CONVERTED_MS_MOST = 120_000;
const LIVE_MS_MOST = 60_000;     // after the set minute
const SUGGESTED_AFTER_MS = 600;  // the pause before it is asked, and the answer
const AHEAD_MS_LEAST = 100_000;  // between planning and the set minute

function expect(what, is) {
  if (!is) throw new Error(`not so: ${what}`);
}

async function look(d, what) {
  await d.pictures(what);
  if (d.onPhone) await d.engine.resize(PHONE.width, PHONE.height);
}

// The titles that the library gives the two pictures: the names of their files.
export const PICTURE_TITLES = ['shashin-1', 'shashin-2'];

// Written as Markdown, in every engine alike: the choice of this browser.
export function writeMarkdown(d) {
  return d.engine.evaluate("localStorage.setItem('editor-mode', 'markdown')");
}

// From the form of the library; gives the item's page.
export async function sendFile(d, file) {
  await d.upload('main input[type=file]', file);
  await d.engine.click('#media-upload button');
  // A script sends file by file and stays; without it the item's own page follows.
  const path = await until('the file to be taken', async () => {
    const link = await d.engine.evaluate(
      'document.querySelector(".uplist a")?.getAttribute("href") ?? location.pathname');
    return /^\/office\/media\/(?!new$)[\w-]+$/.test(link) ? link : '';
  }, 60_000, 200);
  await d.goto(path);
  return path;
}

// One picture: sent, described, made. Gives how it is written in an article.
async function sendPicture(d, file, alt, report) {
  await d.goto('/office/media');
  await d.press('画像・資料を登録する');
  if (report) {
    await d.press('登録する');
    await d.refused('ファイルを選んでください');
    await look(d, 'media-refused');
  }
  const path = await sendFile(d, file);
  await d.fill('[name=alt]', alt);
  await d.fill('[name=rights_holder]', '株式会社架空精機');
  await d.tick('[name=people][value=none]');
  await d.press('保存する');
  await d.says('保存しました', 'body');
  await until('the picture to be made', async () => {
    await d.goto(path);
    return (await d.text()).includes('できました');
  }, CONVERTED_MS_MOST, 500);
  const written = /!?\[[^\]]*\]\(media:([\w-]+)\)/.exec(await d.text());
  expect('the page says how the picture is written in an article', written !== null);
  return written[1];
}

export async function sendPictures(editor, seed, report) {
  const drawn = new Pictures();
  try {
    const ids = [];
    for (const [i, alt] of ALTS.entries()) {
      const file = drawn.draw(`${PICTURE_TITLES[i]}.png`, 960, 640, seed * 10 + i);
      ids.push(await sendPicture(editor, file, alt, report && i === 0));
    }
    await look(editor, 'media-item');
    return ids;
  } finally {
    drawn.end();
  }
}

const bodyOf = (ids, complete) => `${complete ? '#' : '##'} きっかけ

図面を探す時間を、全員が一週間だけ測りました。一日に合わせて二時間ありました。

![${complete ? ALTS[0] : ''}](media:${ids[0]} "測り始めた日の作業台です。")

# 取り組んだこと

紙の図面に番号を付け、写真を撮って一覧にしました。

![${ALTS[1]}](media:${ids[1]} "番号を付けている様子です。")

# これから

| 年度 | 探す時間 |
|---|---|
| 令和5年度 | 一日に二時間 |
| 令和6年度 | 一日に十五分 |

[${complete ? '入会の案内' : 'こちら'}](/join)をご覧ください。
`;

const asMarkdown = (d, text) => d.fill('[name=body]', text);

// From the office's home to a draft without anything to put right; gives back the article's page.
// `rewrite` writes the text that is right, its pictures by PICTURE_TITLES.
export async function writeCase(d, ids, rewrite = asMarkdown) {
  await d.goto('/office');
  await d.menu('記事');
  await d.says('公開サイトの記事', 'h1');
  await look(d, 'list');
  await writeMarkdown(d);
  await d.press('記事を書く');
  await d.press('本文を書く');
  await d.refused('種類を選んでください');
  await look(d, 'new-refused');
  await d.tick('[name=type][value=dx_case]');
  await d.fill('[name=title]', TITLE);
  await d.fill('[name=slug]', SLUG);
  await d.press('本文を書く');
  await look(d, 'editor');
  for (const [name, text] of [['lead', '図面に番号を付け、探す時間を八分の一にした町工場の記録です。'],
    ['company', '株式会社架空精機'], ['theme', '業務効率化、データ活用'],
    ['employees', '24'], ['problem', '図面を探す時間が、一日に二時間ありました。'],
    ['solution', '図面に番号を付け、写真の一覧にしました。'],
    ['result', '探す時間が、一日に十五分になりました。']]) {
    await d.fill(`[name=${name}]`, text);
  }
  for (const [name, code] of [['industry', 'E'], ['size', 'medium'],
    ['municipality_code', '434035'], ['cost_band', 'none']]) {
    await d.choose(`[name=${name}]`, code);
  }
  await d.fill('[name=body]', bodyOf(ids, false));
  await d.press('保存して見た目を確かめる');
  await d.says(/直すまで公開できません（\d+件）/);
  for (const remedy of ['いちばん大きな見出し', '何の画像かを書くか', 'どこへ行くかが分かりません']) {
    await d.says(remedy);
  }
  await look(d, 'preview-findings');
  d.looked.pop();  // the draft itself skips a level of headings here, as its findings say
  await putRight(d, ids, rewrite);
  await d.press('この記事の画面へ');
  return (await d.path()).split('?')[0];
}

async function putRight(d, ids, rewrite) {
  await d.press('続きを書く');
  await rewrite(d, bodyOf(ids, true), PICTURE_TITLES);
  await d.press('保存して見た目を確かめる');
  const there = await d.text();
  expect(`nothing is left to put right: ${there.slice(0, 600)}`,
    !there.includes('直すまで公開できません'));
  const shown = await d.shownPictures();
  expect(`the preview shows both pictures: ${shown} on ${await d.path()}: ${there}`, shown === 2);
  await look(d, 'preview');
}

export async function sendOn(d, article) {
  await d.goto(article);
  await look(d, 'draft');
  await d.press('確認に回す');
  await d.says('確認に回しました', 'body');
  expect('who sent it cannot confirm it', !await d.has('form[action$="/confirmation"]'));
}

export async function confirm(d) {
  await d.goto(d.home);
  await d.press('確認を待つ記事');
  await d.press(TITLE);
  await d.press('見た目を確かめる');
  await d.press('この記事の画面へ');
  await look(d, 'to-confirm');
  await d.press('確認済みにして、県の確認に進める');
  await d.says('確認済みにしました', 'body');
}

export async function askBoth(d, article) {
  await d.goto(article);
  const officer = 'main form[action$="/prefecture-request"]';
  const company = 'main form[action$="/company-request"]';
  await d.press('確認のリンクをメールで送る', officer);
  await d.refused('尋ねる相手を選んでください');
  await look(d, 'ask-refused');
  await d.choose(`${officer} [name=officer_id]`, await d.engine.evaluate(
    '[...document.querySelectorAll("[name=officer_id] option")].at(-1).value'));
  await d.press('確認のリンクをメールで送る', officer);
  await d.says('確認のお願いをメールで送ります', 'body');
  await d.fill('[name=company_name]', COMPANY.name);
  await d.fill('[name=company_email]', COMPANY.email);
  await d.press('確認のリンクをメールで送る', company);
  await d.says('確認のお願いをメールで送ります', 'body');
  await look(d, 'asked');
}

// By the link of the mail: read, refused once, answered, thanked; then the link is dead.
export async function answerByLink(phone, manager, address, what) {
  const link = await mailedLink(manager, address, 'ご確認のお願い', '/approvals/');
  await phone.goto(link);
  await phone.says('公開前の記事のご確認', 'h1');
  await phone.says(TITLE);
  expect('both pictures are shown to who was asked', await phone.shownPictures() === 2);
  await look(phone, `${what}-asked`);
  await phone.press('この内容で回答する');
  await phone.refused('回答を1つ選んでください');
  await look(phone, `${what}-refused`);
  await phone.tick('[name=answer][value=approved]');
  await phone.press('この内容で回答する');
  await phone.says('回答を受け取りました', 'h1');
  await look(phone, `${what}-thanks`);
  await phone.goto(link);
  await phone.says('使い終わったか、期限が切れています', 'body');
  expect('the link is dead after use', !await phone.has('[name=answer]'));
  await look(phone, `${what}-dead-link`);
}

export const companyAddress = COMPANY.email;

const statusOf = (origin) => fetch(origin + casePath).then(async (answer) => {
  await answer.arrayBuffer();
  return answer.status;
});

// 年月日 and the clock of Japan, wherever this machine stands.
function inJapan(ms) {
  const at = new Date(ms + 9 * 3_600_000);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(),
    clock: `${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, '0')}` };
}

// Planned for a whole minute soon; gives back that moment.
export async function plan(d, article) {
  await d.goto(d.home);
  await d.press('公開を待つ記事');
  await d.press(TITLE);
  expect('the waiting list leads to the article', (await d.path()).startsWith(article));
  await d.fill('[name=publish_time]', '25時');
  await d.press('予定を保存する');
  await d.refused('時刻は 9:00 のように');
  await look(d, 'plan-refused');
  const at = Math.ceil((Date.now() + AHEAD_MS_LEAST) / 60_000) * 60_000;
  const when = inJapan(at);
  await d.choose('[name=publish_on_era]', 'western');
  await d.fill('[name=publish_on_year]', `${when.year}`);
  await d.fill('[name=publish_on_month]', `${when.month}`);
  await d.fill('[name=publish_on_day]', `${when.day}`);
  await d.fill('[name=publish_time]', when.clock);
  await d.press('予定を保存する');
  await d.says('保存しました', 'body');
  const year = when.year === inJapan(Date.now()).year ? '' : `${when.year}年`;
  await look(d, 'approved');
  await d.press(`${year}${when.month}月${when.day}日 ${when.clock}に公開する`);
  await d.says('公開を予約しました', 'body');
  expect('nothing is public before its time', await statusOf(d.origin) === 404);
  await look(d, 'scheduled');
  return at;
}

export async function publishAtOnce(d, article) {
  await d.goto(article);
  await d.press('いますぐ公開する');
  await d.says('公開しました', 'body');
}

// Within the set minute, not before. By plain requests, as any visitor's program asks.
export async function goesLive(origin, at) {
  let seen = 0;
  await until('the article to be public', async () => {
    if (await statusOf(origin) !== 200) return false;
    seen = Date.now();
    return true;
  }, Math.max(at - Date.now(), 0) + LIVE_MS_MOST, 250);
  expect(`it is public at ${seen - at} ms after the set minute, not before`, seen >= at);
}

export async function readIt(visitor) {
  await visitor.goto('/cases');
  await visitor.says('ＤＸ事例', 'h1');
  await look(visitor, 'cases');
  await visitor.press(TITLE);
  await visitor.says(TITLE, 'h1');
  await visitor.says('株式会社架空精機');
  expect('a visitor sees both pictures', await visitor.shownPictures() === 2);
  expect('each says what it shows', await visitor.engine.evaluate(
    'document.querySelectorAll("main picture img:not([alt=\\"\\"])").length') === 2);
  await look(visitor, 'article');
}

const OPTIONS = `document.querySelectorAll('main [role=search] [role=option]')`;

// Taken from the list below the field; the last answer to the typing may still be on its way.
async function takeSuggestion(visitor, words) {
  const marked = `[...${OPTIONS}].some((e) => e.innerText.includes(${JSON.stringify(words)})`
    + ` && (e.setAttribute('data-suggested', ''), true))`;
  await sleep(SUGGESTED_AFTER_MS);
  await until(`"${words}" among the suggestions`, () => visitor.engine.evaluate(marked));
  await visitor.engine.click('[data-suggested]');
  await until('the page that was suggested', async () =>
    (await visitor.path().catch(() => '')) === casePath);
}

// By some words of its title: offered while they are typed, and found by the search itself.
export async function findIt(visitor) {
  const words = TITLE.slice(0, 7);
  await visitor.goto('/search');
  await visitor.fill('main [role=search] input', words);
  await takeSuggestion(visitor, TITLE);
  await visitor.says(TITLE, 'h1');
  await visitor.goto('/search');
  await visitor.fill('main [role=search] input', words);
  await visitor.press('検索する', 'main [role=search]');
  await visitor.says(`「${words}」の検索結果`, 'h1');
  await visitor.says('見つかりました');
  await visitor.press(TITLE);
  await visitor.says(TITLE, 'h1');
  return `/search?q=${encodeURIComponent(words)}`;
}

// What is missing makes no inquiry; what is complete gets its number, which the desk then sees.
export async function askAboutIt(visitor, office) {
  await visitor.goto('/contact');
  await visitor.press('送る');
  await visitor.refused('件名');
  await visitor.choose('[name=category]', 'event');
  for (const [name, text] of [['subject', '図面の番号の付け方について'],
    ['body', '事例の町工場では、図面の番号をどのように付けていますか。'],
    ['name', '架空 つばさ'], ['email', 'tsubasa@tsubasa.example.jp']]) {
    await visitor.fill(`[name=${name}]`, text);
  }
  await visitor.tick('[name=consent]');
  await visitor.press('送る');
  await visitor.says('お問い合わせを受け付けました', 'body');
  const number = /R\d+-問-\d{4}/.exec(await visitor.text('h1'))?.[0];
  expect('the inquiry has a number', number !== undefined);
  await office.goto('/office/inquiries?show=all');
  await office.says(number);
}

export async function inHistory(d, article) {
  await d.goto(article);
  const there = await d.says('公開しています');
  expect('it was published in time', !there.includes('おそく'));
  await look(d, 'published');
}
