// journeys.mjs - the browser tests: node tests/browser/journeys.mjs [filter]
//
// The program is MUSUBI_BIN, else build/test/musubi. Runs every suite whose name has the filter
// in it, or with !filter every other one; each starts servers of its own and ends them. Two run
// side by side: each waits half of its time for a browser or a server. The last line is
// `N passed, N failed`, the line before says the same as JSON; the exit code is 1 when anything
// failed. Pictures of what was seen are left in build/screens, none with MUSUBI_PICTURES=none. A
// browser that cannot be started is a failure, not a skip.
import { endAll } from './lib/instance.mjs';
import { Report, Stopped } from './lib/report.mjs';

const SUITES = ['journey_account', 'journey_passkey', 'journey_federation', 'journey_join',
  'journey_menu', 'journey_decision', 'journey_managing', 'journey_recruiting', 'journey_privacy',
  'journey_roster', 'journey_mailings', 'journey_inquiries', 'journey_inquiry', 'journey_listings',
  'journey_publishing', 'journey_view', 'journey_site_report', 'journey_site_search',
  'accessibility_check', 'site_copy', 'editor_texts', 'journey_editor', 'no_script'];
// The longest begins first, so that the others fill the time beside it.
const LONGEST = 'pages';
// Alone, after the others: beside another browser Firefox at times answers nothing any more.
const LAST = 'engines';
const AT_A_TIME = 2;

const filter = process.argv[2] ?? '';
const report = new Report();
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    stopping = true;
    await endAll();
    process.exit(130);
  });
}
const isAsked = (each) => (filter.startsWith('!')
  ? !each.includes(filter.slice(1)) : each.includes(filter));
const asked = [LONGEST, ...SUITES].filter(isAsked);

async function run(name) {
  const start = Date.now();
  console.log(`# ${name}`);
  try {
    const suite = await import(`./suites/${name}.mjs`);
    await suite.default(report);
  } catch (error) {
    if (!(error instanceof Stopped)) report.notOk(`${name} runs to its end`, error);
  }
  console.log(`# ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
  while (asked.length > 0 && !stopping) await run(asked.shift());
}));
if (isAsked(LAST) && !stopping) await run(LAST);
await endAll();
if (report.passed + report.failed === 0) {
  report.notOk(`a suite is named ${filter}`, [LONGEST, ...SUITES, LAST].join(' '));
}
report.totals();
process.exit(report.failed ? 1 : 0);
