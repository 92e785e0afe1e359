// mailbox.mjs - a real SMTP server of our own on loopback, and what arrived there: so that a
// journey follows a mailed link as its reader would. Ended by its pid.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT, endProcess, until } from './instance.mjs';

export class Mailbox {
  static async start() {
    const box = new Mailbox();
    box.folder = mkdtempSync(join(tmpdir(), 'musubi-mailbox.'));
    box.child = spawn(process.execPath, [join(ROOT, 'tests/support/smtp_server.mjs'), box.folder],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    box.child.stdout.on('data', (data) => { said += data; });
    await until('the SMTP server', () => /port \d+/.test(said));
    box.port = /port (\d+)/.exec(said)[1];
    return box;
  }

  // What an instance is told, so that its letters come here.
  get settings() {
    return { MUSUBI_MAIL_SMTP_URL: `smtp://127.0.0.1:${this.port}`,
      MUSUBI_MAIL_FROM_ADDRESS: 'jimukyoku@demo.example' };
  }

  // {to, text}, oldest first.
  letters() {
    return readdirSync(this.folder).filter((name) => name.endsWith('.json'))
      .sort((a, b) => parseInt(a, 10) - parseInt(b, 10))
      .map((name) => {
        const { to, raw } = JSON.parse(readFileSync(join(this.folder, name), 'utf8'));
        const body = raw.slice(raw.indexOf('\r\n\r\n') + 4).replace(/\s/g, '');
        return { to: to[0], text: Buffer.from(body, 'base64').toString('utf8') };
      });
  }

  // The newest link to `address` whose path begins so; waits for it.
  async link(address, start) {
    return until(`a letter to ${address} with ${start}`, () => {
      const found = this.letters().filter((each) => each.to === address)
        .map((each) => new RegExp(`${start}[\\w-]+`).exec(each.text)?.[0]).filter(Boolean);
      return found.at(-1);
    }, 30_000, 200);
  }

  count(address) {
    return this.letters().filter((each) => each.to === address).length;
  }

  async end() {
    await endProcess(this.child);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
