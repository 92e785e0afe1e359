// oidc_server.mjs - an OpenID Connect provider on loopback, in the shapes of GビズID (conventions
// C-5): issuer with a last slash, code flow with PKCE, client_secret_basic, RS256, no personal data
// in the ID token. /control?name=value changes what it says (see `says`); `mode` is how it
// misbehaves. Prints `port N`; GET /count tells how often each address was asked.
import { createHash, createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';

const CLIENT = 'musubi';
const SECRET = 'very secret';
const says = { mode: '', subject: 'person-1', account_type: '2', corp_type: '1',
  corporate_number: '', now: '' };
const asked = {};
const codes = new Map();
let issuer = '';
let generation = 0;
let keys = {};

function newKeys() {
  generation += 1;
  keys = { RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }) };
}
newKeys();

const kid = (alg) => `${alg}-${generation}`;
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(alg, claims) {
  const head = { alg, kid: kid(alg), typ: 'JWT' };
  if (alg === 'none') return `${encode({ alg })}.${encode(claims)}.`;
  const text = `${encode(head)}.${encode(claims)}`;
  if (alg === 'HS256') {
    return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
  }
  const key = { key: keys[alg].privateKey, dsaEncoding: 'ieee-p1363' };
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

function jwks() {
  return { keys: ['RS256', 'ES256'].map((alg) => ({
    ...keys[alg].publicKey.export({ format: 'jwk' }), kid: kid(alg), alg, use: 'sig' })) };
}

function json(answer, value, status = 200) {
  const text = JSON.stringify(value);
  answer.writeHead(status, { 'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text) }).end(text);
}

function discovery(answer) {
  json(answer, { issuer: says.mode === 'other_issuer' ? 'https://other.example.jp/' : issuer,
    authorization_endpoint: `${issuer}authorize`, token_endpoint: `${issuer}token`,
    userinfo_endpoint: `${issuer}userinfo`,
    jwks_uri: says.mode === 'plain_http' ? 'http://keys.example.jp/jwks' : `${issuer}jwks`,
    response_types_supported: ['code'], subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256', 'ES256'],
    authorization_response_iss_parameter_supported: true,
    token_endpoint_auth_methods_supported: ['client_secret_basic'] });
}

function authorize(answer, query) {
  const back = new URL(query.get('redirect_uri'));
  back.searchParams.set('state', query.get('state'));
  if (says.mode !== 'no_iss') {
    back.searchParams.set('iss', says.mode === 'wrong_iss' ? 'https://other.example.jp/' : issuer);
  }
  const right = query.get('client_id') === CLIENT && query.get('response_type') === 'code'
    && query.get('code_challenge_method') === 'S256'
    && query.get('scope').split(' ').includes('openid');
  if (!right || says.mode === 'denied') {
    back.searchParams.set('error', right ? 'access_denied' : 'invalid_request');
  } else {
    const code = randomUUID();
    codes.set(code, { challenge: query.get('code_challenge'), nonce: query.get('nonce'),
      redirect: query.get('redirect_uri') });
    back.searchParams.set('code', code);
  }
  answer.writeHead(302, { Location: back.href, 'Content-Length': 0 }).end();
}

// What the claims say wrong in each mode.
const WRONG = {
  wrong_nonce: () => ({ nonce: 'another' }),
  expired: (now) => ({ exp: now - 61 }),
  late: (now) => ({ exp: now - 30 }),
  from_tomorrow: (now) => ({ iat: now + 86400, exp: now + 90000 }),
  stale: (now) => ({ iat: now - 3600 }),
  wrong_aud: () => ({ aud: 'somebody-else' }),
  shared_aud: () => ({ aud: [CLIENT, 'somebody-else'] }),
  other_azp: () => ({ aud: [CLIENT, 'somebody-else'], azp: 'somebody-else' }),
  wrong_issuer: () => ({ iss: 'https://other.example.jp/' }),
  wrong_at_hash: () => ({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }),
  no_subject: () => ({ sub: undefined }),
};
const ALGORITHM = { alg_none: 'none', alg_hs256: 'HS256', es256: 'ES256' };

function idToken(nonce, accessToken) {
  const now = says.now === '' ? Math.floor(Date.now() / 1000) : Number(says.now);
  const half = createHash('sha256').update(accessToken).digest().subarray(0, 16);
  const claims = { iss: issuer, sub: says.subject, aud: CLIENT, exp: now + 300, iat: now, nonce,
    at_hash: half.toString('base64url'), ...(WRONG[says.mode]?.(now) ?? {}) };
  const made = token(ALGORITHM[says.mode] ?? 'RS256', claims);
  if (says.mode !== 'forged') return made;
  const [head, , signature] = made.split('.');
  return `${head}.${encode({ ...claims, sub: 'person-2' })}.${signature}`;
}

function redeem(request, answer, body) {
  if (says.mode === 'redirect') {
    return answer.writeHead(302, { Location: `${issuer}elsewhere`, 'Content-Length': 0 }).end();
  }
  if (says.mode === 'broken') return answer.writeHead(500, { 'Content-Length': 0 }).end();
  if (says.mode === 'huge') return answer.end(`{"id_token":"${'x'.repeat(4_000_000)}"}`);
  if (says.mode === 'slow') {
    const timer = setInterval(() => answer.write(' '), 50);
    return answer.on('close', () => clearInterval(timer));
  }
  if (says.mode === 'no_json') return answer.end('<html>メンテナンス中です</html>');
  const form = new URLSearchParams(body);
  const basic = Buffer.from(`${CLIENT}:${encodeURIComponent(SECRET)}`).toString('base64');
  if (request.headers.authorization !== `Basic ${basic}`) {
    return json(answer, { error: 'invalid_client' }, 401);
  }
  const begun = codes.get(form.get('code'));
  codes.delete(form.get('code'));
  const verified = begun && form.get('grant_type') === 'authorization_code'
    && form.get('redirect_uri') === begun.redirect
    && createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
      === begun.challenge;
  if (!verified) return json(answer, { error: 'invalid_grant' }, 400);
  const accessToken = randomUUID();
  return json(answer, { access_token: accessToken, token_type: 'Bearer', expires_in: 3600,
    id_token: idToken(begun.nonce, accessToken) });
}

function userinfo(request, answer) {
  if (!/^Bearer [0-9a-f-]{36}$/.test(request.headers.authorization ?? '')) {
    return json(answer, { error: 'invalid_token' }, 401);
  }
  const out = { sub: says.mode === 'other_userinfo' ? 'person-2' : says.subject,
    account_type: says.account_type, corp_type: says.corp_type, prefecture_name: '熊本県' };
  if (says.corporate_number !== '') out.corporate_number = says.corporate_number;
  return json(answer, out);
}

function control(answer, query) {
  for (const [name, value] of query) says[name] = value;
  if (query.get('mode') === 'rotated') newKeys();
  json(answer, says);
}

const server = createServer((request, answer) => {
  const url = new URL(request.url, 'http://127.0.0.1');
  const place = url.pathname.replace(/^\/oauth\//, '');
  if (url.pathname === '/count') return json(answer, asked);
  if (url.pathname === '/control') return control(answer, url.searchParams);
  asked[place] = (asked[place] ?? 0) + 1;
  if (place === '.well-known/openid-configuration') return discovery(answer);
  if (place === 'authorize') return authorize(answer, url.searchParams);
  if (place === 'jwks') return json(answer, jwks());
  if (place === 'userinfo') return userinfo(request, answer);
  if (place !== 'token' || request.method !== 'POST') return json(answer, {}, 404);
  let body = '';
  request.on('data', (part) => { body += part; });
  return request.on('end', () => redeem(request, answer, body));
});
server.listen(0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}/oauth/`;
  process.stdout.write(`port ${server.address().port}\n`);
});
