// accessibility_check.mjs - `musubi check accessibility` with its real tools. On a little site of
// known defects it finds each of them and nothing else, and says which pages it could not check. On
// the demo's 試験 of the members' platform that has just begun, every page is opened as a member,
// axe is asked, and the office sees what came of it.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';

import { criteriaOf, findingsOf } from '../accessibility.mjs';
import { launchChromium, mainText } from '../lib/browser.mjs';
import { DEFECTS, startFaultySite } from '../lib/faulty_site.mjs';
import { ROOT, startDemo } from '../lib/instance.mjs';
import { signIn } from '../lib/sign_in.mjs';

const CRITERIA = ['1.1.1', '1.3.1', '1.4.3', '1.4.4', '1.4.11', '2.4.1', '2.4.2', '2.4.4', '2.5.8',
  '3.1.1', '4.1.2'];

function same(report, name, is, wanted) {
  report.nothing(name, isDeepStrictEqual(is, wanted) ? []
    : [`is ${JSON.stringify(is)}`, `not ${JSON.stringify(wanted)}`]);
}

// What becomes of axe's own words, without a browser.
function translations(report) {
  same(report, 'the criteria of a rule are read from its tags, and no other tag is one',
    criteriaOf(['cat.color', 'wcag2aa', 'wcag143', 'wcag1411', 'wcag22aa', 'best-practice',
      'EN-9.1.4.3', 'section508.22.a', 'wcag14', 'xwcag111']), ['1.4.3', '1.4.11']);
  const violation = (id, tags, nodes, help = 'help') => ({ id, tags, nodes, help });
  const link = violation('link-name', ['wcag2a', 'wcag244', 'wcag412'],
    [{ html: '<a href="/a"></a>' }, { html: '<a href="/b"></a>' }]);
  same(report, 'a rule of two criteria is a finding of each, with its count and first element',
    findingsOf([link], CRITERIA), ['2.4.4', '4.1.2'].map((criterion) => ({ criterion,
      rule: 'link-name', help: 'help', nodes: 2, example: '<a href="/a"></a>' })));
  same(report, 'what no criterion of the sheet asks is no finding, and keeps no other one back',
    findingsOf([violation('region', ['best-practice'], [{ html: '<p>' }]),
      violation('color-contrast-enhanced', ['wcag2aaa', 'wcag146'], [{ html: '<p>' }]), link],
    ['4.1.2']).map(({ criterion, rule }) => `${criterion} ${rule}`), ['4.1.2 link-name']);
  const [long] = findingsOf([violation('image-alt', ['wcag111'],
    [{ html: `\ud842${'𠮷'.repeat(400)}` }], '長'.repeat(400))], CRITERIA);
  same(report, 'a long example is cut between characters, and half of one is left out',
    [long.example, long.help], ['𠮷'.repeat(200), '長'.repeat(300)]);
}

// The checker itself: the file that it writes about these pages.
async function resultsOf(origin, pages) {
  const folder = mkdtempSync(join(tmpdir(), 'musubi-checker.'));
  const list = join(folder, 'pages.json');
  const results = join(folder, 'results.json');
  try {
    writeFileSync(list, JSON.stringify({ origin, session: '', pages, criteria: CRITERIA }));
    await promisify(execFile)(process.execPath,
      [join(ROOT, 'tests/browser/accessibility.mjs'), list, results]);
    return JSON.parse(readFileSync(results, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const rowsOf = (page) => page.findings
  .map((one) => `${one.criterion} ${one.rule} ${one.nodes}`).sort();

async function knownDefects(report, site) {
  const { pages } = await resultsOf(site.origin,
    ['/faulty', '/whole', '/gone', '/words.txt', '/moved', '/broken']);
  const [faulty, whole, ...others] = pages;
  same(report, 'each defect of a faulty page is found, and nothing else',
    [faulty.state, faulty.title, rowsOf(faulty)], ['checked', '傷のあるページ', DEFECTS]);
  same(report, 'a finding shows the element',
    faulty.findings.find((one) => one.rule === 'image-alt').example.startsWith('<img src="data:'),
    true);
  same(report, 'a whole page is checked, and nothing is found', [whole.state, whole.findings],
    ['checked', []]);
  const reasons = ['HTTP 404', 'HTMLのページではありません', '別のページ（/whole）', 'net::ERR'];
  report.nothing('a page that could not be checked says why, and is not passed off as checked',
    reasons.flatMap((reason, i) => (others[i].state === 'could_not' && !('findings' in others[i])
      && others[i].why.includes(reason) ? [] : [`${reason}: ${JSON.stringify(others[i])}`])));
}

// The exit code says whether anything was found; what was printed says what.
async function check(place, origin, ...more) {
  const words = ['check', 'accessibility', '--json', '--origin', origin, ...more];
  const ran = await place.command(...words).catch((error) => error);
  return { code: ran.code ?? 0, told: JSON.parse(ran.stdout), said: ran.stderr };
}

async function trialOfTheDemo(report, place, site) {
  const guest = await check(place, place.origin);
  report.nothing('pages behind the sign-in are not passed off as checked for a stranger',
    guest.told.could_not > 0 && guest.code === 1 ? [] : [JSON.stringify(guest)]);
  const faulty = await check(place, site.origin);
  report.nothing('the command counts the defects of every page, and fails',
    faulty.told.could_not === 0 && faulty.told.pages > 0 && faulty.code === 1
      && faulty.told.findings === DEFECTS.length * faulty.told.pages
      ? [] : [JSON.stringify(faulty)]);
  const member = await check(place, place.origin, '--as', place.accounts.member_admin.login);
  report.nothing('every page of the members\' platform is checked, and axe finds nothing',
    member.told.could_not === 0 && member.told.pages === faulty.told.pages
      && member.told.findings === 0 && member.code === 0 ? [] : [JSON.stringify(member)]);
}

async function whatTheOfficeSees(report, place) {
  const browser = await launchChromium();
  const page = await browser.newPage();
  await signIn(page, place.origin, place.accounts.secretariat);
  await page.goto(`${place.origin}/office/accessibility`);
  await page.getByRole('link', { name: '試験を続ける' }).click();
  const text = await mainText(page);
  report.nothing('the office sees the check in the 試験',
    text.includes('axe-core') && text.includes('検査済み') ? [] : [text.slice(0, 500)]);
  await browser.close();
}

export default async function accessibilityCheck(report) {
  translations(report);
  const site = await startFaultySite();
  try {
    await knownDefects(report, site);
    const place = await startDemo();
    await trialOfTheDemo(report, place, site);
    await whatTheOfficeSees(report, place);
    await place.end();
  } finally {
    await site.end();
  }
}
