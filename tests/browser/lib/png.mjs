// png.mjs - pictures that a test draws itself, as files to upload: a gradient of its own for each
// seed, so that no two are the same bytes. Gives PNG as any camera's program would write it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = TABLE[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(name, data) {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(name, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}

export function png(width, height, seed) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);  // eight bits, red green blue, not interlaced
  const rows = Buffer.alloc((width * 3 + 1) * height);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    rows[at] = 0;
    at += 1;
    for (let x = 0; x < width; x += 1) {
      rows[at] = (x * 255 / width + seed * 37) & 0xff;
      rows[at + 1] = (y * 255 / height + seed * 59) & 0xff;
      rows[at + 2] = ((x + y) / 2 + seed * 83) & 0xff;
      at += 3;
    }
  }
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0))]);
}

// Files of such pictures in a folder of their own; `end()` takes it away.
export class Pictures {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'musubi-pictures.'));
  }

  draw(name, width, height, seed) {
    const file = join(this.folder, name);
    writeFileSync(file, png(width, height, seed));
    return file;
  }

  // The same, cut off in the middle of its rows: what a broken upload or a full card leaves.
  half(name, width, height, seed) {
    const file = join(this.folder, name);
    const whole = png(width, height, seed);
    writeFileSync(file, whole.subarray(0, whole.length / 2));
    return file;
  }

  end() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
