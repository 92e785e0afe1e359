// report.mjs - counts and prints what the suites found: one `ok` or `not ok` line a check.
const MESSAGE_LENGTH_MOST = 4000;

export class Report {
  passed = 0;
  failed = 0;

  constructor(filter = '') {
    this.filter = filter;
  }

  ok(name) {
    this.passed += 1;
    console.log(`ok ${name}`);
  }

  notOk(name, why) {
    this.failed += 1;
    const words = (why instanceof Error ? why.stack || why.message : `${why}`);
    const indented = words.slice(0, MESSAGE_LENGTH_MOST).replaceAll('\n', '\n    ');
    console.log(`not ok ${name}\n    ${indented}`);
  }

  // Passes when `problems` is empty; each problem is a line a developer can act upon.
  nothing(name, problems) {
    if (problems.length === 0) this.ok(name);
    else this.notOk(name, [...new Set(problems)].join('\n'));
  }

  // Runs a step; an exception is its failure and is thrown on when the rest depends on it.
  async step(name, work) {
    try {
      const result = await work();
      this.ok(name);
      return result;
    } catch (error) {
      this.notOk(name, error);
      throw new Stopped(name);
    }
  }

  totals() {
    console.log(JSON.stringify({ passed: this.passed, failed: this.failed }));
    console.log(`${this.passed} passed, ${this.failed} failed`);
  }
}

// A check that hangs is a failure of its own, not the end of the whole run.
export function within(msMost, work) {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error(`no end after ${msMost} ms`)), msMost);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

// Already reported: ends a journey whose next step makes no sense.
export class Stopped extends Error {}
