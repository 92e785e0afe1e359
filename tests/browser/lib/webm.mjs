// webm.mjs - a short film that a test makes itself, without a codec: a browser writes a picture as
// lossy WebP, a VP8 key frame in a box, and WebM (RFC 9559) is another box for such frames.
const WIDTH = 320;
const HEIGHT = 180;
const FRAMES = 12;
const FRAME_MS = 250;

const byte = (...values) => Buffer.from(values);

// How long a thing is, in the one byte that holds it, else in eight.
function lengthOf(count) {
  if (count < 127) return byte(0x80 | count);
  const long = Buffer.alloc(8);
  long.writeBigUInt64BE((1n << 56n) | BigInt(count));
  return long;
}

function element(id, ...parts) {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(id, 'hex'), lengthOf(body.length), body]);
}

const text = (id, words) => element(id, Buffer.from(words, 'latin1'));

function number(id, value) {
  const body = Buffer.alloc(4);
  body.writeUInt32BE(value);
  return element(id, body);
}

function real(id, value) {
  const body = Buffer.alloc(8);
  body.writeDoubleBE(value);
  return element(id, body);
}

// The frame inside a WebP picture.
function frameOf(webp) {
  for (let at = 12; at + 8 <= webp.length;) {
    const size = webp.readUInt32LE(at + 4);
    if (webp.toString('latin1', at, at + 4) === 'VP8 ') return webp.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size % 2);
  }
  throw new Error('the browser wrote no lossy WebP');
}

function block(frame, ms) {
  const head = byte(0x81, ms >> 8, ms & 0xff, 0x80);  // track 1, time in its cluster, key frame
  return element('a3', head, frame);
}

export function webm(frames) {
  const head = element('1a45dfa3', number('4286', 1), number('42f7', 1), number('42f2', 4),
    number('42f3', 8), text('4282', 'webm'), number('4287', 2), number('4285', 2));
  const facts = element('1549a966', number('2ad7b1', 1_000_000),
    real('4489', frames.length * FRAME_MS), text('4d80', 'musubi'), text('5741', 'musubi'));
  const picture = element('e0', number('b0', WIDTH), number('ba', HEIGHT));
  const tracks = element('1654ae6b', element('ae', number('d7', 1), number('73c5', 1),
    number('83', 1), text('86', 'V_VP8'), picture));
  const cluster = element('1f43b675', number('e7', 0),
    ...frames.map((frame, i) => block(frame, i * FRAME_MS)));
  return Buffer.concat([head, element('18538067', facts, tracks, cluster)]);
}

// Drawn by the engine's page: a square that rises and sinks. Chromium alone writes WebP.
export async function drawFilm(engine) {
  const drawn = JSON.parse(await engine.evaluate(`(() => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: ${WIDTH}, height: ${HEIGHT} });
    const pen = canvas.getContext('2d', { alpha: false });
    return JSON.stringify(Array.from({ length: ${FRAMES} }, (_, i) => {
      pen.fillStyle = '#e8eef2';
      pen.fillRect(0, 0, ${WIDTH}, ${HEIGHT});
      pen.fillStyle = '#204a63';
      pen.fillRect(140, 130 - 100 * Math.sin(Math.PI * i / ${FRAMES}), 40, 40);
      return canvas.toDataURL('image/webp', 0.7);
    }));
  })()`));
  return webm(drawn.map((address) => {
    if (!address.startsWith('data:image/webp;base64,')) throw new Error('no WebP from a canvas');
    return frameOf(Buffer.from(address.slice(address.indexOf(',') + 1), 'base64'));
  }));
}
