// faulty_site.mjs - a little site of known defects, so that a checker can be shown to find them and
// nothing else. Every path is the faulty page but those of OTHERS; ended by its own end().
import { createServer } from 'node:http';

const PICTURE = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

// Without a language; two pictures without words, pale words, a link and a field without a name.
const FAULTY = `<!DOCTYPE html><html><head><title>傷のあるページ</title></head><body><main>
<h1>傷のあるページ</h1>
<p><img src="${PICTURE}" width="40" height="40"> <img src="${PICTURE}" width="40" height="40"></p>
<p style="color: #999; background: #fff">薄い色の文です。</p>
<p><a href="/whole" style="display: inline-block; padding: 2rem"><span
 aria-hidden="true">→</span></a></p>
<form><p><input type="text" name="words"></p></form>
</main></body></html>`;

// What stands there for each criterion: criterion, rule of axe, how many elements. In this order.
export const DEFECTS = ['1.1.1 image-alt 2', '1.4.3 color-contrast 1', '2.4.4 link-name 1',
  '3.1.1 html-has-lang 1', '4.1.2 label 1', '4.1.2 link-name 1'];

const WHOLE = '<!DOCTYPE html><html lang="ja"><head><title>整ったページ</title></head><body><main>'
  + '<h1>整ったページ</h1><p>読める文です。</p></main></body></html>';

const html = (answer, text) => answer
  .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(text);

const OTHERS = {
  '/whole': (answer) => html(answer, WHOLE),
  '/words.txt': (answer) => answer
    .writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end('words'),
  '/gone': (answer) => answer
    .writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' }).end(FAULTY),
  '/moved': (answer) => answer.writeHead(302, { Location: '/whole' }).end(),
  '/broken': (answer) => answer.destroy(),
};

// {origin, end}
export function startFaultySite() {
  const server = createServer((request, answer) => {
    const other = OTHERS[request.url];
    if (other) other(answer);
    else html(answer, FAULTY);
  });
  return new Promise((done, refuse) => {
    server.once('error', refuse).listen(0, '127.0.0.1', () => done({
      origin: `http://127.0.0.1:${server.address().port}`,
      end: () => new Promise((ended) => {
        server.close(ended);
        server.closeAllConnections();
      }),
    }));
  });
}
