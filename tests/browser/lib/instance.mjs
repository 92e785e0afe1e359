// instance.mjs - a Musubi of our own: a fresh data folder, a free loopback port, ended by its pid.
// Used by every suite, so that no suite sees what another one wrote.
import { execFile, spawn } from 'node:child_process';
import {
  closeSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const START_MS_MOST = 60_000;
const STOP_MS_MOST = 15_000;
const PRINTED_MS_MOST = 480_000;
const running = new Set();

export function binary() {
  const path = process.env.MUSUBI_BIN || join(ROOT, 'build/test/musubi');
  if (!existsSync(path)) throw new Error(`no program at ${path}: build it or set MUSUBI_BIN`);
  return path;
}

export function freePort() {
  return new Promise((done, refuse) => {
    const probe = createServer().once('error', refuse);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Asks until the answer is truthy; the words say what was waited for in vain.
export async function until(what, ask, msMost = 20_000, everyMs = 50) {
  const end = Date.now() + msMost;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${msMost} ms in vain for ${what}`);
    await sleep(everyMs);
  }
}

// Ends a process we started, by its pid.
export async function endProcess(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MOST);
  await ended;
  clearTimeout(late);
}

export class Instance {
  // Many requests in a row come from one address here; the limits have tests of their own.
  constructor(port, folder, settings, host = '127.0.0.1') {
    Object.assign(this, { port, folder, origin: `http://${host}:${port}` });
    this.env = {
      ...process.env,
      MUSUBI_DEVELOPMENT_ENABLED: 'true',
      MUSUBI_LIMITS_REQUESTS_PER_MINUTE: '0',
      MUSUBI_LIMITS_SIGN_IN_PER_MINUTE: '100000',
      MUSUBI_SERVER_PUBLIC_ORIGIN: this.origin,
      ...settings,
    };
  }

  command(...words) {
    const [first, ...rest] = words;
    return promisify(execFile)(binary(), [first, ...rest, '--data', this.folder],
      { env: this.env, maxBuffer: 64 * 1024 * 1024 });
  }

  // The same, with something typed into its standard input.
  async type(text, ...words) {
    const done = this.command(...words);
    done.child.stdin.end(text);
    return done;
  }

  get logFile() {
    return join(this.folder, 'server.log');
  }

  async serve() {
    const log = openSync(this.logFile, 'a');
    this.child = spawn(binary(), ['serve', '--data', this.folder, '--port', `${this.port}`],
      { env: this.env, stdio: ['ignore', log, log] });
    closeSync(log);
    running.add(this);
    await until(`${this.origin}/readyz`, async () => {
      if (this.child.exitCode !== null) throw new Error(`the server ended:\n${this.log()}`);
      return fetch(`${this.origin}/readyz`).then((r) => r.ok, () => false);
    }, START_MS_MOST);
  }

  log() {
    return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8') : '';
  }

  // Lines the server itself calls an error: none may come of what a person does in a browser.
  logErrors() {
    return this.log().split('\n').filter((line) => /^\S+ (error|critical)\b/.test(line));
  }

  async end() {
    running.delete(this);
    if (this.child) await endProcess(this.child);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function fresh(settings, host) {
  const folder = mkdtempSync(join(tmpdir(), 'musubi-browser.'));
  return new Instance(await freePort(), folder, settings, host);
}

// How much the program still has to do of itself, asked of its SQLite file.
const WAITING = 'import sqlite3, sys, time; print(sqlite3.connect(sys.argv[1]).execute("SELECT'
  + " count(*) FROM outbox_messages WHERE state = 'running' OR state = 'waiting' AND due_at <= ?\","
  + ' (int(time.time() * 1000),)).fetchone()[0])';

// The demo with its reports printed, made once and copied for each suite that asks for a demo:
// printing them takes a machine of two cores longer than most suites take.
let printed = null;

async function printDemo() {
  const place = await fresh({});
  process.once('exit', () => rmSync(place.folder, { recursive: true, force: true }));
  await place.command('demo');
  await place.serve();
  await until('the reports of the demo', async () => {
    const { stdout } = await promisify(execFile)('python3',
      ['-c', WAITING, join(place.folder, 'musubi.sqlite')]);
    return stdout.trim() === '0';
  }, PRINTED_MS_MOST, 1000);
  await endProcess(place.child);
  running.delete(place);
  return place.folder;
}

// The demo consortium, with `accounts` by role. `host`: see startStaffed.
export async function startDemo(settings = {}, host = '127.0.0.1') {
  printed ??= printDemo();
  const place = await fresh(settings, host);
  cpSync(await printed, place.folder, { recursive: true });
  const list = JSON.parse(readFileSync(join(place.folder, 'demo/accounts.json'), 'utf8'));
  place.accounts = Object.fromEntries(list.map((account) => [account.role, account]));
  await place.serve();
  return place;
}

// Nothing but a one-time link for the first administrator, as `firstLink` (a path).
export async function startEmpty(settings = {}) {
  const place = await fresh(settings);
  await place.command('migrate');
  const { stdout, stderr } = await place.command('user', 'first-link', '--origin', place.origin);
  const link = /https?:\/\/[^\s"]+/.exec(stdout + stderr);
  if (!link) throw new Error(`first-link printed no link: ${stdout}${stderr}`);
  place.firstLink = new URL(link[0]).pathname;
  await place.serve();
  return place;
}

// No members yet, and an account for each of `people` (name by role), who sign in for the first
// time; a second one of the same role is written secretariat_2. `host`: localhost where a browser
// must give passkeys; an IP address gets none.
export async function startStaffed(people, settings = {}, host = '127.0.0.1') {
  const place = await fresh(settings, host);
  await place.command('migrate');
  place.accounts = {};
  for (const [key, name] of Object.entries(people)) {
    const role = key.replace(/_\d$/, '');
    const account = { role, name, login: `${key.replaceAll('_', '-')}@demo.example`,
      password: 'あさつゆ みずうみ さんぽみち' };
    await place.type(`${account.password}\n`, 'user', 'create', account.login,
      '--name', name, '--role', role, '--password-stdin');
    place.accounts[key] = account;
  }
  await place.serve();
  return place;
}

export async function endAll() {
  for (const place of [...running]) await place.end();
}
