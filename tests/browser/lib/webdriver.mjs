// webdriver.mjs - the few W3C WebDriver commands that the WebKit journey needs, spoken to
// WebKitWebDriver on loopback; WebKit draws on a virtual screen of our own (Xvfb).
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

import { endProcess, freePort, sleep, until } from './instance.mjs';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const BROWSERS = ['/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.0/MiniBrowser'];

function start(command, words, env = {}) {
  const child = spawn(command, words, { stdio: 'ignore', env: { ...process.env, ...env } });
  child.once('error', (error) => { child.broken = error; });
  return child;
}

// Xvfb chooses a free display number itself and writes it to descriptor 3.
async function startScreen() {
  const words = ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  child.once('error', (error) => { child.broken = error; });
  let number = '';
  child.stdio[3].on('data', (data) => { number += data; });
  await until('Xvfb', () => {
    if (child.broken) throw child.broken;
    return number.includes('\n');
  });
  return { child, display: `:${number.trim()}` };
}

export class WebKit {
  static async start() {
    const browser = BROWSERS.find((path) => existsSync(path));
    if (!browser) throw new Error(`no MiniBrowser at ${BROWSERS.join(' or ')}`);
    const webkit = new WebKit();
    webkit.screen = await startScreen();
    const port = await freePort();
    webkit.base = `http://127.0.0.1:${port}`;
    webkit.driver = start('WebKitWebDriver', [`--port=${port}`],
      { DISPLAY: webkit.screen.display });
    await until('WebKitWebDriver', () => {
      if (webkit.driver.broken) throw webkit.driver.broken;
      return fetch(`${webkit.base}/status`).then((r) => r.ok, () => false);
    });
    const options = { binary: browser, args: ['--automation'] };
    const session = await webkit.ask('POST', '/session', { capabilities: { alwaysMatch: {
      browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options,
      timeouts: { implicit: 15_000, pageLoad: 60_000, script: 60_000 } } } });
    webkit.session = `/session/${session.sessionId}`;
    return webkit;
  }

  async ask(method, path, body) {
    const answer = await fetch(this.base + path, {
      method, body: body && JSON.stringify(body), headers: { 'Content-Type': 'application/json' },
    }).then((r) => r.json());
    if (answer.value?.error) {
      throw new Error(`WebKit ${method} ${path}: ${answer.value.error}: ${answer.value.message}`);
    }
    return answer.value;
  }

  command(method, path, body = {}) {
    return this.ask(method, this.session + path, method === 'GET' ? undefined : body);
  }

  // Once more where the driver fails without a word of why: its window is still opening then, and
  // on a busy machine that takes longer than the driver waits. A page that cannot be had says why.
  async goto(url) {
    try {
      return await this.command('POST', '/url', { url });
    } catch (error) {
      if (!error.message.endsWith('unknown error: ')) throw error;
      await sleep(1000);
      return this.command('POST', '/url', { url });
    }
  }

  url() {
    return this.command('GET', '/url');
  }

  // `text` is an expression; a promise is waited for.
  evaluate(text) {
    const script = 'const done = arguments[arguments.length - 1];'
      + `Promise.resolve(${text}).then(done, (e) => done({ failed: String(e) }));`;
    return this.command('POST', '/execute/async', { script, args: [] });
  }

  run(script) {
    return this.command('POST', '/execute/sync', { script, args: [] });
  }

  async find(selector) {
    const found = await this.command('POST', '/element',
      { using: 'css selector', value: selector });
    return found[ELEMENT];
  }

  // A line end is a press of Enter: the driver drops the character itself.
  async type(selector, text) {
    await this.command('POST', `/element/${await this.find(selector)}/value`,
      { text: text.replaceAll('\n', '\uE007') });
  }

  async click(selector) {
    await this.command('POST', `/element/${await this.find(selector)}/click`);
  }

  // A file field takes the path as if it were typed.
  upload(selector, file) {
    return this.type(selector, file);
  }

  resize(width, height) {
    return this.command('POST', '/window/rect', { width, height });
  }

  async text(selector) {
    return this.command('GET', `/element/${await this.find(selector)}/text`);
  }

  async screenshot() {
    return Buffer.from(await this.command('GET', '/screenshot'), 'base64');
  }

  async end() {
    if (this.session) await this.command('DELETE', '').catch(() => undefined);
    if (this.driver) await endProcess(this.driver);
    if (this.screen) await endProcess(this.screen.child);
  }
}
