// accessibility_check.mjs - `musubi check accessibility` with its real tools, on the demo's 試験 of
// the members' platform that has just begun: every page is opened as a member, axe is asked, and
// the office sees what came of it.
import { launchChromium, mainText } from '../lib/browser.mjs';
import { startDemo } from '../lib/instance.mjs';
import { signIn } from '../lib/sign_in.mjs';

// The exit code says whether anything was found; what was printed says what.
async function check(place, ...more) {
  const words = ['check', 'accessibility', '--json', '--origin', place.origin, ...more];
  const ran = await place.command(...words).catch((error) => error);
  return { code: ran.code ?? 0, told: JSON.parse(ran.stdout), said: ran.stderr };
}

export default async function accessibilityCheck(report) {
  const place = await startDemo();
  const guest = await check(place);
  report.nothing('pages behind the sign-in are not passed off as checked for a stranger',
    guest.told.could_not > 0 && guest.code === 1 ? [] : [JSON.stringify(guest)]);
  const member = await check(place, '--as', place.accounts.member_admin.login);
  report.nothing('every page of the members\' platform is checked, and axe finds nothing',
    member.told.could_not === 0 && member.told.findings === 0 && member.code === 0
      ? [] : [JSON.stringify(member)]);
  const browser = await launchChromium();
  const page = await browser.newPage();
  await signIn(page, place.origin, place.accounts.secretariat);
  await page.goto(`${place.origin}/office/accessibility`);
  await page.getByRole('link', { name: '試験を続ける' }).click();
  const text = await mainText(page);
  report.nothing('the office sees the check in the 試験',
    text.includes('axe-core') && text.includes('検査済み') ? [] : [text.slice(0, 500)]);
  await browser.close();
  await place.end();
}
