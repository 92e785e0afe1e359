// site_states.mjs - what of the public site, its editing and its desk the demo does not stand in,
// made by pressing, so that `pages` looks at it too: drafts with everything to put right, a picture
// that cannot be read, a booked article, and the pages behind shown and mailed links.
import { ChromiumEngine, Driver } from './driver.mjs';
import { until } from './instance.mjs';
import { mailedLink } from './letters.mjs';
import { Pictures } from './png.mjs';
import { sendFile, writeMarkdown } from './publishing_path.mjs';

// One of each thing that the checks find, so that every kind of finding is on a page.
const WRONG_BODY = `## 最初の見出しが小さい

日　時は11/8（金）、①から。[こちら](/join) https://www.example.jp

#### 段の飛んだ見出し

![](media:nothing-of-ours)

|  | 数 |
|---|---|
| 一 | 1 |

<div>HTML</div>
`;

async function driverFor(browser, place, state) {
  const context = await browser.newContext(state ? { storageState: state } : {});
  return new Driver(new ChromiumEngine(await context.newPage()), place.origin, 'pages');
}

async function begin(office, type, title, slug) {
  await office.goto('/office/content/new');
  await office.tick(`[name=type][value=${type}]`);
  await office.fill('[name=title]', title);
  await office.fill('[name=slug]', slug);
  await office.press('本文を書く');
  return (await office.path()).split('?')[0].replace(/\/edit$/, '');
}

async function keep(office, path, body) {
  await office.goto(`${path}/edit`);
  await office.fill('[name=body]', body);
  await office.press('保存する');
}

// Gives the draft's pages, and the one that whoever has the shown link reads.
async function leaveDrafts(office) {
  await office.goto('/office/content');
  await writeMarkdown(office);
  const empty = await begin(office, 'dx_case', '書きかけの事例', 'pages-empty-case');
  const wrong = await begin(office, 'news', '直すところのある記事', 'pages-wrong-news');
  await keep(office, wrong, WRONG_BODY);
  await office.goto(wrong);
  await office.press('見てもらうリンクを作る');
  const markup = await office.engine.evaluate('document.body.innerHTML');
  const preview = /\/previews\/[\w-]+/.exec(markup)[0];
  return { office: [empty, wrong].flatMap((path) => [path, `${path}/edit`, `${path}/preview`]),
    preview };
}

async function leaveUnreadable(office) {
  const drawn = new Pictures();
  try {
    await office.goto('/office/media/new');
    const path = await sendFile(office, drawn.half('kireta.png', 640, 480, 91));
    await until('the broken picture to be told', async () => {
      await office.goto(path);
      return (await office.text()).includes('画像を読めませんでした');
    }, 60_000, 500);
    return path;
  } finally {
    drawn.end();
  }
}

async function leaveQuestion(nobody) {
  await nobody.goto('/contact');
  await nobody.choose('[name=category]', 'other');
  await nobody.fill('[name=subject]', '事務局の場所について');
  await nobody.fill('[name=body]', '事務局を訪ねるには、どの停留所で降りればよいですか。');
  await nobody.fill('[name=name]', '架空 みちる');
  await nobody.fill('[name=email]', 'michiru@michiru.example.jp');
  await nobody.tick('[name=consent]');
  await nobody.press('送る');
  await nobody.says('お問い合わせを受け付けました', 'body');
  return (await nobody.path()).split('?')[0];
}

// `states`: storage by role. Gives paths to begin at: of the office, and of whoever holds a link.
export async function leaveSite(browser, place, states) {
  const office = await driverFor(browser, place, states.secretariat);
  const manager = await driverFor(browser, place, states.secretariat_manager);
  const nobody = await driverFor(browser, place, null);
  try {
    const drafts = await leaveDrafts(office);
    const unreadable = await leaveUnreadable(office);
    const question = await leaveQuestion(nobody);
    // The demo's fifth case waits for the prefecture, asked by mail.
    const approval = await mailedLink(manager, place.accounts.prefecture.login,
      'ご確認のお願い', '/approvals/');
    return { office: [...drafts.office, unreadable],
      open: [drafts.preview, question, approval] };
  } finally {
    for (const d of [office, manager, nobody]) await d.end();
  }
}
