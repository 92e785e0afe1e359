// register_server.mjs - a register of companies on loopback, in the shapes that the real ones
// answer (conventions C-3): NTA Web-API version 4 type 12, and gBizINFO. What it does with a number
// stands in its last digits. Prints `port N`; GET /count tells how often it was asked.
import { createServer } from 'node:http';

let asked = 0;

const company = (number, name, more = '') => `<?xml version="1.0" encoding="UTF-8"?>
<corporations><lastUpdateDate>2024-10-25</lastUpdateDate><count>1</count>
<divideNumber>1</divideNumber><divideSize>1</divideSize>
<corporation><sequenceNumber>1</sequenceNumber><corporateNumber>${number}</corporateNumber>
<process>01</process><correct>0</correct><updateDate>2024-04-08</updateDate>
<changeDate>2024-04-01</changeDate><name>${name}</name><nameImageId/><kind>301</kind>
<prefectureName>熊本県</prefectureName><cityName>熊本市中央区</cityName>
<streetNumber>架空町１丁目２番３号</streetNumber><addressImageId/>
<prefectureCode>43</prefectureCode>
<cityCode>101</cityCode><postCode>8600001</postCode><addressOutside/><addressOutsideImageId/>
<closeDate/><closeCause/><successorCorporateNumber/><changeCause/>
<assignmentDate>2015-10-05</assignmentDate><latest>1</latest><enName/><furigana/>
<hihyoji>0</hihyoji>
${more}</corporation></corporations>`;

const NONE = '<?xml version="1.0" encoding="UTF-8"?><corporations><lastUpdateDate>2024-10-25'
  + '</lastUpdateDate><count>0</count><divideNumber>1</divideNumber><divideSize>1</divideSize>'
  + '</corporations>';

const BOMB = '<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
  + '<corporations><count>1</count><corporation><corporateNumber>&b;</corporateNumber>'
  + '</corporation></corporations>';

function drip(answer) {
  answer.writeHead(200, { 'Content-Type': 'application/xml' });
  const timer = setInterval(() => answer.write(' '), 50);
  answer.on('close', () => clearInterval(timer));
}

// By the last two digits of the number.
const NTA = {
  '01': (answer, number) => answer.end(company(number, '株式会社かくう商店')),
  '02': (answer, number) => answer.end(company(number, '株式会社とじた商店')
    .replace('<closeDate/><closeCause/>',
      '<closeDate>2023-03-31</closeDate><closeCause>11</closeCause>')),
  '03': (answer) => answer.end(NONE),
  '04': drip,
  '05': (answer) => answer.end(`<corporations>${'x'.repeat(4_000_000)}</corporations>`),
  '06': (answer) => answer.end('<html><body>メンテナンス中です</body></html>'),
  '07': (answer) => answer.end(company('1000000000000', '株式会社ほかの商店')),
  '08': (answer) => answer.writeHead(500).end('oops'),
  '09': (answer) => answer.writeHead(302, { Location: '/elsewhere' }).end(),
  10: (answer) => answer.end(BOMB),
  11: (answer) => answer.end(Buffer.from([0x3c, 0xff, 0xfe, 0x00, 0x3e])),
  12: (answer) => answer.socket.destroy(),
  13: (answer) => answer.end('<a>'.repeat(80_000)),
};

function gbizinfo(answer, number) {
  if (number.endsWith('03')) return answer.writeHead(404).end('{"message":"404 - Not Found."}');
  const record = { corporate_number: number, name: '株式会社かくう商店', kana: 'カクウショウテン',
    location: '熊本県熊本市中央区架空町１丁目２番３号', status: '-', update_date: '2024-04-08T00:00:00+09:00' };
  return answer.end(JSON.stringify({ 'hojin-infos': [record], message: '200 - OK.' }));
}

const server = createServer((request, answer) => {
  const url = new URL(request.url, 'http://127.0.0.1');
  if (url.pathname === '/count') {
    const text = `${asked}`;
    return answer.writeHead(200, { 'Content-Length': text.length }).end(text);
  }
  asked += 1;
  if (url.pathname.startsWith('/hojin/v2/hojin/')) {
    const token = request.headers['x-hojininfo-api-token'];
    if (token !== 'secret') return answer.writeHead(401).end('{}');
    return gbizinfo(answer, url.pathname.slice('/hojin/v2/hojin/'.length));
  }
  const right = url.pathname === '/4/num' && url.searchParams.get('type') === '12'
    && url.searchParams.get('id') === 'secret' && url.searchParams.get('history') === '0';
  if (!right) return answer.writeHead(404).end('unknown application');
  const number = url.searchParams.get('number');
  const work = NTA[number.slice(-2)] ?? NTA['03'];
  return work(answer, number);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`port ${server.address().port}\n`);
});
