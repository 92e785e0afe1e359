// journey_recruiting.mjs - from the first call to a member of KPI-01: the office writes down whom
// it wants to win and what was said, a printed link is followed on a 390 px phone without
// JavaScript, the application comes in, is tied to its prospect, and an approval is counted.
import { launchChromium } from '../lib/browser.mjs';
import { ChromiumEngine, Driver, WIDTHS } from '../lib/driver.mjs';
import { startDemo } from '../lib/instance.mjs';
import { PHONE } from '../lib/join_path.mjs';
import { signIn } from '../lib/main_path.mjs';

const NAME = '株式会社ゆめみ工房';
const READY = '学校法人架空星屑学院';  // of the demo: its review waits for a decision

async function typeDay(d, field, [year, month, day]) {
  await d.choose(`[name=${field}_era]`, 'reiwa');
  await d.fill(`[name=${field}_year]`, year);
  await d.fill(`[name=${field}_month]`, month);
  await d.fill(`[name=${field}_day]`, day);
}

async function writeDown(d) {
  await d.goto('/office');
  await d.press('会員募集の見込み先', 'body');
  await d.says('会員募集の見込み先', 'h1');
  await d.pictures('prospects');
  await d.press('段階ごとに並べて見る');
  await d.says('段階ごとの見込み先', 'h1');
  await d.pictures('board');
  await d.goto('/office/prospects/new');
  await d.press('保存する');
  await d.refused('団体名を入力してください');
  await d.pictures('prospect-refused');
  await d.fill('[name=name]', NAME);
  await d.choose('[name=source]', 'event');
  await d.fill('[name=contact_name]', '夢見 あかり');
  await d.press('保存する');
  await d.says(NAME, 'h1');
  return (await d.path()).split('?')[0];
}

async function noteVisit(d, prospect) {
  await d.goto(`${prospect}/contacts/new`);
  await d.press('記録する');
  await d.refused('どのように接したかを選んでください');
  await d.tick('[name=kind][value=visit]');
  await d.fill('[name=theirs]', '総務部長');
  await d.fill('[name=summary]', '紙の日報をやめたいとのこと。資料を渡した。');
  await d.choose('[name=stage]', 'invited');
  await d.fill('[name=next_action]', '申込みの様子を聞く');
  await typeDay(d, 'next_action_on', ['6', '11', '5']);
  await d.pictures('contact');
  await d.press('記録する');
  await d.says('紙の日報をやめたいとのこと');
  await d.says('案内');
  await d.pictures('prospect');
}

async function makeCampaign(d) {
  await d.goto('/office/campaigns');
  await d.says('県内展示会のブースでの案内');
  await d.pictures('campaigns');
  await d.press('募集施策を登録する');
  await d.fill('[name=code]', 'YUME-1');
  await d.fill('[name=name]', '工房めぐりでの案内');
  await typeDay(d, 'starts_on', ['6', '10', '1']);
  await d.choose('[name=channel]', 'visit');
  await d.press('保存する');
  await d.says('/r/YUME-1');
  await d.pictures('campaign');
  const campaign = (await d.path()).split('?')[0];
  await d.press('印刷する紙面を開く');
  await d.says('入会のお申込み', 'h1');
  await d.pictures('leaflet');
  return campaign;
}

async function applyByTheLink(d) {
  await d.goto('/r/YUME-1');
  await d.says('入会案内', 'h1');
  await d.press('入会を申し込む');
  await d.fill('[name=email]', 'tanto@yumemi.example');
  await d.press('入力をはじめる');
  await d.tick('[name=category][value=company]');
  await d.fill('[name=name]', NAME);
  await d.fill('[name=name_kana]', 'かぶしきがいしゃゆめみこうぼう');
  await d.press('次へ進む');
  await d.choose('[name=industry]', 'E');
  await d.fill('[name=employees]', '24');
  await d.press('次へ進む');
  await d.fill('[name=postal_code]', '8600001');
  await d.fill('[name=address]', '熊本市中央区架空町1-2-3');
  await d.fill('[name=telephone]', '096-000-1234');
  await d.press('次へ進む');
  await d.fill('[name=representative_title]', '代表取締役');
  await d.fill('[name=representative_name]', '夢見 まこと');
  await d.press('次へ進む');
  await d.fill('[name=contact_name]', '夢見 あかり');
  await d.fill('[name=contact_name_kana]', 'ユメミ アカリ');
  for (let i = 0; i < 4; i += 1) await d.press('次へ進む');
  for (const name of ['rules', 'privacy', 'anti_social']) await d.tick(`[name=consent_${name}]`);
  await d.press('次へ進む');
  await d.says('内容の確認', 'h1');
  await d.press('申込みを送る');
  return /R\d+-\d{4}/.exec(await d.says(/R\d+-\d{4}/))[0];
}

async function tie(d, prospect, campaign, receipt) {
  await d.goto(campaign);
  for (const [words, number] of [['リンクが開かれた回数', 1], ['申込みの入力を始めた', 1],
    ['申込みが届いた（書面を含む）', 1]]) {
    const is = await d.number(words.replace(/[（）]/g, '.'));
    if (is !== number) throw new Error(`${words} is ${is}, not ${number}`);
  }
  await d.goto('/office');
  await d.says('見込み先かもしれない入会申込');
  await d.goto('/office/prospect-matches');
  await d.says(receipt);
  await d.pictures('matches');
  await d.press('同じ団体として結びつける');
  await d.says('申込', 'main');
  await d.goto(`${prospect}/chain`);
  await d.says('はじめての接触：企業訪問');
  await d.says('工房めぐりでの案内');
  await d.says(receipt);
  await d.pictures('chain-applied');
}

async function counted(d) {
  await d.goto('/office/new-members');
  return d.number('数えた団体');
}

async function approveAndCount(d) {
  const before = await counted(d);
  await d.pictures('new-members');
  await d.goto('/office/applications?state=awaiting_decision');
  await d.press(READY);
  await d.press('決裁する');
  await d.press('承認する');
  const after = await counted(d);
  if (after !== before + 1) throw new Error(`${before} and one more are counted as ${after}`);
  await d.says(READY);
  await d.press('入会までの道のり');
  await d.says('決裁：承認');
  await d.says('入会');
  await d.pictures('chain-joined');
  await d.goto('/office');
  await d.press('計画と内訳を見る（KPI-01）');
  await d.says('新規入会（KPI-01）', 'h1');
}

async function planAgain(d) {
  await d.press('計画を変える');
  await d.fill('[name=month_12]', '49');
  await d.press('計画を保存する');
  await d.refused('50団体以上');
  await d.pictures('plan-refused');
  await d.fill('[name=month_12]', '55');
  await d.fill('[name=reason]', '展示会の成果を見て');
  await d.press('計画を保存する');
  await d.says('展示会の成果を見て');
}

export default async function journeyRecruiting(report) {
  const step = (words, work) => report.step(`recruiting: ${words}`, work);
  const browser = await launchChromium();
  const place = await startDemo();
  try {
    const person = async (options, widths) => {
      const context = await browser.newContext(options);
      return new Driver(new ChromiumEngine(await context.newPage()), place.origin, 'recruiting',
        widths);
    };
    const manager = await person({ viewport: { width: 1280, height: 900 } }, WIDTHS);
    await step('the manager signs in', () => signIn(manager, place.accounts.secretariat_manager));
    const prospect = await step('whom we want is written down', () => writeDown(manager));
    await step('a visit is noted', () => noteVisit(manager, prospect));
    const campaign = await step('a campaign has its link and its paper',
      () => makeCampaign(manager));
    const phone = await person({ javaScriptEnabled: false, viewport: PHONE }, []);
    const receipt = await step('somebody follows the link on a phone and applies',
      () => applyByTheLink(phone));
    await step('the application is tied to its prospect',
      () => tie(manager, prospect, campaign, receipt));
    await step('an approval is counted, with its chain', () => approveAndCount(manager));
    await step('the plan is changed with a reason', () => planAgain(manager));
    report.nothing('recruiting: the server noted no error', place.logErrors());
  } finally {
    await browser.close();
    await place.end();
  }
}
