// journey_inquiry.mjs - what becomes of a question: answered with a ready-made text, read and asked
// on by the mailed link, joined by a second question of the same person, and made a FAQ in two
// presses that a visitor then reads, and that is offered to the next one who types such a question.
// A note among colleagues is in no letter, on no page outside.
// Every state on the way is asked everything of page_checks.mjs; journey_inquiries has the desk
// without JavaScript, and what is set aside.
import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver } from '../lib/driver.mjs';
import { startStaffed, until } from '../lib/instance.mjs';
import { PHONE } from '../lib/join_path.mjs';
import { lettersTo, mailedLink } from '../lib/letters.mjs';
import { signIn } from '../lib/main_path.mjs';
import { listen } from '../lib/page_checks.mjs';
import { Stopped } from '../lib/report.mjs';

const STAFF = { secretariat: '結城 ことね', secretariat_manager: '結城 まもる' };
const ASKER = { name: '架空 つばさ', email: 'tsubasa@tsubasa.example.jp' };
const SUBJECT = '見学会の持ち物について';
const NOTE = '以前の見学会で遅刻された方です。';
const ANSWER = '筆記用具だけをお持ちください。上履きは会場にあります。';

function expect(what, is) {
  if (!is) throw new Error(`not so: ${what}`);
}

async function look(d, what) {
  await d.pictures(what);
  if (d.onPhone) await d.engine.resize(PHONE.width, PHONE.height);
}

async function makeText(office) {
  await office.goto('/office');
  await office.menu('問合せ窓口');
  await office.says('ここに当てはまる問合せはありません');
  await office.press('定型文');
  await office.press('定型文を作る');
  await office.press('保存する');
  await office.refused('見出し');
  await look(office, 'text-refused');
  await office.fill('[name=title]', '見学会のご案内');
  await office.choose('[name=category]', 'event');
  await office.fill('[name=body]', `{{お名前}} 様\n\n${ANSWER}\n受付番号は{{受付番号}}です。`);
  await office.press('保存する');
  await office.says('定型文を保存しました', 'body');
  await look(office, 'texts');
}

// Gives back the number and the page that the browser was led to.
async function ask(phone, subject, body, what) {
  await phone.engine.resize(1280, 900);  // the menu is folded on a phone
  await phone.goto('/');
  await phone.press('お問い合わせ', 'body');
  await phone.engine.resize(PHONE.width, PHONE.height);
  await phone.press('送る');
  await phone.refused('件名');
  await look(phone, `${what}-refused`);
  await phone.choose('[name=category]', 'event');
  await phone.fill('[name=subject]', subject);
  await phone.fill('[name=body]', body);
  await phone.fill('[name=name]', ASKER.name);
  await phone.fill('[name=email]', ASKER.email);
  await phone.tick('[name=consent]');
  await phone.press('送る');
  await phone.says('お問い合わせを受け付けました', 'body');
  await look(phone, `${what}-received`);
  const number = /R\d+-問-\d{4}/.exec(await phone.text('h1'))[0];
  return { number, page: (await phone.path()).split('?')[0] };
}

async function open(office, number) {
  await office.goto('/office/inquiries?show=all');
  await office.press(number);
  await office.says(number, 'h1');
}

async function answerWithText(office, number) {
  await open(office, number);
  await office.press('自分が受け持つ');
  await office.says('担当を決めました', 'body');
  await office.fill('[name=note]', NOTE);
  await office.press('メモを残す');
  await office.says('相手には送られません', 'body');
  await look(office, 'desk-with-note');
  const choice = await office.engine.evaluate(
    '[...document.querySelectorAll("[name=text] option")].at(-1).value');
  await office.choose('[name=text]', choice);
  await office.press('定型文を入れる');
  const typed = await office.engine.evaluate('document.querySelector("[name=answer]").value');
  expect(`the text names the asker and the number: ${typed}`,
    typed.includes(`${ASKER.name} 様`) && typed.includes(number) && !typed.includes('{{'));
  await look(office, 'text-put-in');
  await office.press('回答を送る');
  await office.says('回答を記録しました', 'body');
}

async function readAndAskOn(phone, manager) {
  const link = await mailedLink(manager, ASKER.email, SUBJECT, '/contact/status/');
  await phone.goto(link);
  const there = await phone.says(ANSWER);
  expect('the note is not on the page outside', !there.includes(NOTE));
  await look(phone, 'answer-read');
  await phone.press('送る');
  await phone.refused('書き足す内容');
  await look(phone, 'reply-refused');
  await phone.fill('[name=body]', '筆記用具は鉛筆でもよいですか。');
  await phone.press('送る');
  await phone.says('書き足した内容を送りました', 'body');
  return link;
}

async function mergeIn(office, second, first) {
  await open(office, second.number);
  await office.unfold('ほかの問合せとまとめる');
  await office.fill('[name=number]', 'R6-問-9999');
  await office.press('まとめる', 'main form[action$="/merge"]');
  await office.refused('受付番号');
  await look(office, 'merge-refused');
  await office.fill('[name=number]', first.number);
  await office.press('まとめる', 'main form[action$="/merge"]');
  await office.says('ほかの問合せをここにまとめました', 'body');
  await office.says(first.number, 'h1');
  await office.says('駐車場はありますか。');
  await office.says('鉛筆でもよいですか');
  await office.fill('[name=answer]', 'どちらでもかまいません。駐車場は北側に30台分あります。');
  await office.press('回答を送る');
  await office.says('回答を記録しました', 'body');
  await look(office, 'merged');
}

// The link of the browser proved no address and is over; the mailed one shows both questions.
async function afterMerge(phone, second, link) {
  await phone.goto(second.page);
  await phone.says('このリンクは使えません', 'h1');
  await look(phone, 'posted-link-over');
  await phone.goto(link);
  const there = await phone.says('駐車場は北側に30台分');
  expect('the note stays inside after the merge', !there.includes(NOTE));
}

// Two presses: one makes the draft, one keeps it.
async function makeFaq(office, number) {
  await open(office, number);
  await office.unfold('募集・入会申込・記事につなぐ');
  await office.press('FAQの下書きにする');
  expect('the first press leads to the editor', /\/edit$/.test(await office.path()));
  const draft = JSON.parse(await office.engine.evaluate('JSON.stringify('
    + '{ title: document.querySelector("[name=title]").value,'
    + ' body: document.querySelector("[name=body]").value })'));
  expect(`the subject is the question: ${draft.title}`, draft.title === SUBJECT);
  expect(`the newest answer is the answer: ${draft.body}`, draft.body.includes('北側に30台分'));
  for (const word of [ASKER.name, ASKER.email, NOTE]) {
    expect(`nothing of the asker is in it: ${word}`, !JSON.stringify(draft).includes(word));
  }
  await look(office, 'faq-editor');
  await office.fill('[name=lead]', '見学会の持ち物と駐車場についての答えです。');
  await office.choose('[name=category]', 'event');
  await office.press('保存する');
  await office.says('保存しました', 'body');
  const article = (await office.path()).split('?')[0];
  await office.press('確認に回す');
  await office.says('確認に回しました', 'body');
  await open(office, number);
  await office.unfold('募集・入会申込・記事につなぐ');
  await office.says('FAQの下書きを開く');
  return article;
}

async function publishFaq(manager, article) {
  await manager.goto(article);
  await manager.press('確認済みにする');
  await manager.says('確認済みにしました', 'body');
  await manager.press('いますぐ公開する');
  await manager.says('公開しました', 'body');
  await look(manager, 'faq-published');
  return manager.engine.evaluate(
    'document.querySelector("main a[href^=\\"/faq/\\"]").getAttribute("href")');
}

// Offered while one types, and opened beside what was typed; only the words are asked about.
async function isOffered(d, faq) {
  const { page } = d.engine;
  const asked = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/contact/answers') asked.push([...url.searchParams.keys()].join());
  });
  await d.goto('/contact');
  await d.fill('[name=name]', ASKER.name);
  await page.locator('[name=subject]').pressSequentially('見学会の持ち物');
  await until('an answer while typing', () => d.has('[data-answers] li a'));
  await d.says(`${SUBJECT}（新しいタブで開きます）`, '[data-answers]');
  await d.says('近いものが1件あります', '[role=status]');
  expect(`only the words are sent: ${asked}`, asked.length > 0 && asked.every((q) => q === 'q'));
  await d.pictures('answers-while-typing');
  const [tab] = await Promise.all([page.context().waitForEvent('page'),
    d.engine.click('[data-answers] li a')]);
  await tab.waitForLoadState();
  expect(`the answer is opened: ${tab.url()}`, new URL(tab.url()).pathname === faq);
  expect('it is read there', (await tab.locator('main').innerText()).includes('北側に30台分'));
  await tab.close();
  expect('what was typed stays',
    await page.locator('[name=subject]').inputValue() === '見学会の持ち物');
  await page.locator('[name=subject]').fill('真珠の養殖');
  await until('the offer to go where nothing is near',
    async () => !await d.has('[data-answers] li'));
}

async function walk(report, place, person) {
  const step = (words, work) => report.step(`inquiry: ${words}`, work);
  const office = await person('office', { width: 1280, height: 900 });
  const manager = await person('manager', { width: 1280, height: 900 });
  const phone = await person('phone', PHONE);
  phone.onPhone = true;
  await step('the office signs in', () => signIn(office, place.accounts.secretariat));
  await step('the manager signs in', () => signIn(manager, place.accounts.secretariat_manager));
  await step('a ready-made text is written', () => makeText(office));
  const first = await step('a visitor asks on a phone',
    () => ask(phone, SUBJECT, '見学会には何を持っていけばよいですか。', 'first'));
  await step('the office answers with the text', () => answerWithText(office, first.number));
  const link = await step('the asker reads and asks on by the link',
    () => readAndAskOn(phone, manager));
  const second = await step('the same person asks anew',
    () => ask(phone, '先ほどの質問の続き', '駐車場はありますか。', 'second'));
  await step('both become one thread', () => mergeIn(office, second, first));
  await step('only the mailed link goes on', () => afterMerge(phone, second, link));
  await step('the note is in no letter', async () => {
    const texts = await lettersTo(manager, ASKER.email);
    expect(`letters were written: ${texts.length}`, texts.length >= 4);
    for (const text of texts) expect(`the note is in a letter: ${text}`, !text.includes(NOTE));
  });
  const article = await step('the answer becomes a FAQ in two presses',
    () => makeFaq(office, first.number));
  const faq = await step('another person confirms and publishes it',
    () => publishFaq(manager, article));
  await step('a visitor reads it', async () => {
    await phone.goto(faq);
    await phone.says(SUBJECT, 'h1');
    await phone.says('駐車場は北側に30台分');
    await look(phone, 'faq');
  });
  await step('and it is offered to who types such a question',
    async () => isOffered(await person('typing', { width: 1280, height: 900 }), faq));
}

export default async function journeyInquiry(report) {
  const place = await startStaffed(STAFF);
  const browser = await launchChromium();
  const people = [];
  const heard = [];
  const person = async (name, viewport) => {
    const page = await (await browser.newContext({ viewport })).newPage();
    heard.push(listen(page));
    const d = new Driver(new ChromiumEngine(page), place.origin, `inquiry-${name}`)
      .checkPages(report, name === 'phone');
    people.push(d);
    return d;
  };
  try {
    await walk(report, place, person);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    for (const d of people) await d.checked();
    report.nothing('inquiry: nothing was complained about',
      [...heard.flat(), ...place.logErrors()]);
    await browser.close();
    await place.end();
  }
}
