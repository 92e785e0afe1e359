// join_path.mjs - an organisation that nobody knows applies on a phone: from the guidance page
// through every step, away and back by the mailed link, to the receipt number, the status page and
// a supplement from the mailed link. Walked in every engine by journey_join. A Driver's `phone`
// looks at the open page: journey_decision asks everything, Firefox and WebKit axe.
import { mailedLink } from './letters.mjs';

export const PHONE = { width: 390, height: 844 };

export const emailOf = (name) => `tanto@${name.toLowerCase()}.example`;

export async function throughTheHome(d) {
  await d.goto('/');
  await d.press('入会の案内を見る');
}

async function begin(d, address, enter) {
  await enter(d);
  await d.says('申込みの流れ');
  await d.phone('1-guidance');
  await d.press('入会を申し込む');
  await d.press('入力をはじめる');
  await d.refused('メールアドレスを入力してください');
  await d.fill('[name=email]', address);
  await d.phone('2-start');
  await d.press('入力をはじめる');
  await d.says('団体の名前', 'h1');
  await d.goto('/join/application/discard');
  await d.says('申込みをやめますか');
  await d.phone('2-discard');
  await d.goto('/join/application/organisation');
}

async function organisation(d) {
  await d.press('次へ進む');
  await d.refused('会員区分を選んでください');
  await d.phone('3-refused');
  await d.tick('[name=category][value=company]');
  await d.fill('[name=name]', '株式会社ゆめみ工房');
  await d.fill('[name=name_kana]', 'かぶしきがいしゃゆめみこうぼう');
  await d.fill('[name=corporate_number]', '1123456789012');
  await d.press('次へ進む');
  await d.refused('検査数字');
  await d.fill('[name=corporate_number]', '7123456789012');
  await d.phone('3-organisation');
  await d.press('次へ進む');
  await d.says('業種と規模', 'h1');
}

async function business(d) {
  await d.choose('[name=industry]', 'E');
  await d.fill('[name=employees]', '２４');
  await d.fill('[name=capital_yen]', '300万円');
  await d.phone('4-business');
  await d.press('次へ進む');
}

// The address first: where there is a list of postal codes, the script leaves it as it is.
async function placeByHand(d) {
  await d.fill('[name=address]', '熊本市中央区架空町1-2-3');
  await d.fill('[name=postal_code]', '8600001');
}

// Away in the middle of a page, and back on another device.
async function pauseAndReturn(d, other, manager, address) {
  await d.press('保存して、あとで続ける');
  await d.says('入力した内容を保存しました');
  await d.phone('4-paused');
  await d.goto('/join/application/place');
  await d.says('入会申込をはじめる', 'h1');
  const link = await mailedLink(manager, address, '続きを入力', '/join/resume/');
  await other.goto(link);
  await other.says('株式会社ゆめみ工房');
  await other.phone('5-resume');
  await other.press('続きを開く');
  await other.says('所在地と電話番号', 'h1');
  const kept = await other.engine.evaluate('document.querySelector("[name=address]").value');
  if (kept !== '熊本市中央区架空町1-2-3') throw new Error(`the address came back as ${kept}`);
  await other.fill('[name=telephone]', '０９６（０００）１２３４');
  await other.phone('5-place');
  await other.press('次へ進む');
}

async function people(d) {
  await d.fill('[name=representative_title]', '代表取締役');
  await d.fill('[name=representative_name]', '夢見 まこと');
  await d.phone('6-representative');
  await d.press('次へ進む');
  await d.fill('[name=contact_name]', '夢見 あかり');
  await d.fill('[name=contact_name_kana]', 'ﾕﾒﾐ ｱｶﾘ');
  await d.phone('6-contact');
  await d.press('次へ進む');
  await d.says('もう一人の担当者', 'h1');
  await d.phone('6-second');
  await d.press('次へ進む');
  await d.tick('[name=interests][value="データの活用"]');
  await d.phone('7-interests');
  await d.press('次へ進む');
  await d.says('添付するファイル', 'h1');
  await d.phone('8-files');
  await d.press('次へ進む');
}

async function consentAndSend(d) {
  await d.press('次へ進む');
  await d.refused('同意できるときは印を付けてください');
  await d.phone('9-consents');
  for (const name of ['rules', 'privacy', 'anti_social']) await d.tick(`[name=consent_${name}]`);
  await d.press('次へ進む');
  await d.says('内容の確認', 'h1');
  await d.says('カブシキガイシャユメミコウボウ');
  await d.says('熊本市');
  await d.phone('10-check');
  await d.press('申込みを送る');
  const there = await d.says(/R\d+-\d{4}/);
  await d.phone('11-receipt');
  // Back with the browser and once more: the receipt, not a second application.
  await d.goto('/join/application/check');
  await d.says('申込みを受け付けました', 'h1');
  return /R\d+-\d{4}/.exec(there)[0];
}

async function status(d, manager, address, receipt) {
  await d.goto('/join/status');
  await d.phone('12-status-request');
  const link = await mailedLink(manager, address, receipt, '/join/status/');
  await d.goto(`${link}/withdrawal`);
  await d.says('取り下げますか');
  await d.phone('12-withdrawal');
  await d.goto(link);
  await d.says(receipt);
  await d.phone('12-status');
}

async function askForSupplement(office, receipt) {
  await office.goto('/office/applications');
  await office.says(receipt);
  await office.press('株式会社ゆめみ工房');
  await office.press('受け持つ');
  await office.press('補正を頼む');
  await office.fill('[name=request]', '電話番号を見直してください。');
  await office.tick('[name=fields][value=telephone]');
  await office.press('補正を頼む', 'main form');
  await office.says('補正待ち');
}

async function answerSupplement(d, manager, address) {
  await d.goto(await mailedLink(manager, address, '直していただきたい', '/join/status/'));
  await d.says('電話番号を見直してください。');
  await d.press('補正を入力する');
  if (await d.has('[name=address]')) throw new Error('a field that nobody asked for is open');
  await d.fill('[name=telephone]', '096-000-9876');
  await d.phone('13-supplement');
  await d.press('補正を送る');
  await d.says('受け付けました');
  await d.phone('13-supplement-sent');
}

// `person()` gives a Driver on a phone; `manager` is signed in and does the office's part; `enter`
// leads to the guidance page in another way than the home; `typePlace` types what placeByHand does,
// perhaps with help. Gives back the receipt number.
export async function applyOnAPhone(report, name, person, manager, enter = throughTheHome,
  typePlace = placeByHand) {
  const step = (words, work) => report.step(`${name}: join: ${words}`, work);
  const address = emailOf(name);
  const d = await person();
  await step('the guidance leads to the form', () => begin(d, address, enter));
  await step('what is wrong is said at its field', () => organisation(d));
  await step('widths and units are put right', () => business(d));
  await step('the address is typed', () => typePlace(d));
  const other = await person();
  await step('away in the middle and back on another device by the mailed link',
    () => pauseAndReturn(d, other, manager, address));
  await step('people and interests', () => people(other));
  const receipt = await step('consents, answers once more, a receipt number',
    () => consentAndSend(other));
  await step('the letter leads to the status', () => status(d, manager, address, receipt));
  await step('the office asks for a supplement', () => askForSupplement(manager, receipt));
  await step('the applicant answers from the mailed link',
    () => answerSupplement(d, manager, address));
  await step('the office sees what changed', async () => {
    await manager.goto('/office/applications');
    await manager.press('株式会社ゆめみ工房');
    await manager.says('096-000-9876');
  });
  return receipt;
}
