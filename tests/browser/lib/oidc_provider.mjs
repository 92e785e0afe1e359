// oidc_provider.mjs - another service that people sign in to, on loopback, as a browser meets it: a
// page with a form, a way to say no, and the way back. OpenID Connect by code with PKCE, ES256, the
// secret in the form; tests/support/oidc_server.mjs is the one that gets things wrong. In the
// process of the journeys, so a process of its own beside the program. Believes nothing unchecked.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';

const CLIENT = 'musubi-journey';
const SECRET = 'secret of a journey';
const CODE_MS_MOST = 60_000;
const LIVES_SECONDS = 300;
const KEY_ID = 'journey-1';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const hashed = (text) => createHash('sha256').update(text).digest();
const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

async function bodyOf(request) {
  let body = '';
  for await (const part of request) body += part;
  return new URLSearchParams(body);
}

function json(answer, value, status = 200) {
  answer.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

function html(answer, main, status = 200) {
  answer.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(
    '<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>かくうID</title>'
    + `<link rel="icon" href="data:,"></head><body><main><h1>かくうID</h1>${main}</main></body>`
    + '</html>');
}

export class Provider {
  // `people`: what each is called there -> {password, subject}.
  constructor(people) {
    Object.assign(this, { people, begun: new Map(), codes: new Map(), refused: [] });
    this.keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.server = createServer((request, answer) => {
      this.answer(request, answer).catch((error) => {
        this.refused.push(`${error}`);
        json(answer, { error: 'server_error' }, 500);
      });
    });
  }

  async start() {
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    this.issuer = `http://127.0.0.1:${this.server.address().port}/id`;
    return this;
  }

  async end() {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  // What the program must be told to use it.
  get settings() {
    return { MUSUBI_OIDC_ISSUER: this.issuer, MUSUBI_OIDC_CLIENT_ID: CLIENT,
      MUSUBI_OIDC_CLIENT_SECRET: SECRET, MUSUBI_OIDC_BUTTON_LABEL: 'かくうIDでログインする' };
  }

  // The one address that a browser is sent back to, as it is registered with a real provider.
  register(origin) {
    this.redirect = `${origin}/sign-in/elsewhere/return`;
  }

  async answer(request, answer) {
    const url = new URL(request.url, this.issuer);
    const place = `${request.method} ${url.pathname}`;
    if (place === 'GET /id/.well-known/openid-configuration') return this.discovery(answer);
    if (place === 'GET /id/keys') return this.jwks(answer);
    if (place === 'GET /id/authorize') return this.ask(answer, url.searchParams);
    if (place === 'POST /id/authorize') return this.decide(answer, await bodyOf(request));
    if (place === 'POST /id/token') return this.redeem(answer, await bodyOf(request));
    return json(answer, { error: 'not_found' }, 404);
  }

  discovery(answer) {
    json(answer, { issuer: this.issuer, authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`, jwks_uri: `${this.issuer}/keys`,
      response_types_supported: ['code'], subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      token_endpoint_auth_methods_supported: ['client_secret_post'] });
  }

  jwks(answer) {
    const key = this.keys.publicKey.export({ format: 'jwk' });
    json(answer, { keys: [{ ...key, kid: KEY_ID, alg: 'ES256', use: 'sig' }] });
  }

  // As a real one: nobody is sent anywhere but to the registered address.
  ask(answer, query) {
    const wrong = [['client_id', CLIENT], ['response_type', 'code'],
      ['redirect_uri', this.redirect], ['code_challenge_method', 'S256'],
    ].filter(([name, value]) => query.get(name) !== value).map(([name]) => name);
    if (!query.get('scope')?.split(' ').includes('openid')) wrong.push('scope');
    if (!/^[\w-]{43}$/.test(query.get('code_challenge') ?? '')) wrong.push('code_challenge');
    for (const name of ['state', 'nonce']) if (!query.get(name)) wrong.push(name);
    if (wrong.length > 0) {
      this.refused.push(`authorize: ${wrong.join(' ')}`);
      return html(answer, '<p>この申し込みは受けられません。</p>', 400);
    }
    const id = randomUUID();
    this.begun.set(id, { state: query.get('state'), nonce: query.get('nonce'),
      challenge: query.get('code_challenge') });
    return this.form(answer, id, '');
  }

  form(answer, id, says) {
    html(answer, `<p>${escaped(says)}</p><form method="post" action="/id/authorize">`
      + `<input type="hidden" name="id" value="${id}">`
      + '<p><label>利用者ID <input name="user"></label></p>'
      + '<p><label>暗証 <input name="password" type="password"></label></p>'
      + '<p><button name="choice" value="yes">本人だと認める</button>'
      + ' <button name="choice" value="no">取りやめる</button></p></form>',
    says ? 422 : 200);
  }

  decide(answer, form) {
    const begun = this.begun.get(form.get('id'));
    if (!begun) return html(answer, '<p>はじめからやり直してください。</p>', 400);
    const back = new URL(this.redirect);
    back.searchParams.set('state', begun.state);
    back.searchParams.set('iss', this.issuer);
    if (form.get('choice') === 'yes') {
      const person = this.people[form.get('user')];
      if (person?.password !== form.get('password')) {
        return this.form(answer, form.get('id'), '利用者IDか暗証が違います。');
      }
      const code = randomUUID();
      this.codes.set(code, { ...begun, subject: person.subject, until: Date.now() + CODE_MS_MOST });
      back.searchParams.set('code', code);
    } else {
      back.searchParams.set('error', 'access_denied');
    }
    this.begun.delete(form.get('id'));
    return answer.writeHead(303, { Location: back.href }).end();
  }

  redeem(answer, form) {
    const given = this.codes.get(form.get('code'));
    this.codes.delete(form.get('code'));  // good once
    if (form.get('client_id') !== CLIENT || form.get('client_secret') !== SECRET) {
      this.refused.push('token: client');
      return json(answer, { error: 'invalid_client' }, 401);
    }
    const verifier = form.get('code_verifier') ?? '';
    const right = given && Date.now() <= given.until
      && form.get('grant_type') === 'authorization_code'
      && form.get('redirect_uri') === this.redirect
      && /^[\w.~-]{43,128}$/.test(verifier)
      && hashed(verifier).toString('base64url') === given.challenge;
    if (!right) {
      this.refused.push('token: grant');
      return json(answer, { error: 'invalid_grant' }, 400);
    }
    const accessToken = randomUUID();
    return json(answer, { access_token: accessToken, token_type: 'Bearer',
      expires_in: LIVES_SECONDS, id_token: this.idToken(given, accessToken) });
  }

  idToken(given, accessToken) {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.issuer, sub: given.subject, aud: CLIENT, iat: now,
      exp: now + LIVES_SECONDS, nonce: given.nonce,
      at_hash: hashed(accessToken).subarray(0, 16).toString('base64url') };
    const text = `${encode({ alg: 'ES256', kid: KEY_ID, typ: 'JWT' })}.${encode(claims)}`;
    const key = { key: this.keys.privateKey, dsaEncoding: 'ieee-p1363' };
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  }
}

// In the browser, at the provider's page: who it is, and the way back.
export async function agree(page, provider, user, password = provider.people[user].password) {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.locator('[name=user]').fill(user);
  await page.locator('[name=password]').fill(password);
  await page.getByRole('button', { name: '本人だと認める' }).click();
}

export async function refuse(page, provider) {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.getByRole('button', { name: '取りやめる' }).click();
}
