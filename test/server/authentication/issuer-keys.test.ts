import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';

import { AppError } from '../../../src/errors.ts';
import { type Authenticate, createAuthenticate } from '../../../src/server/authentication/authenticate.ts';

interface Pair {
  privateKey: CryptoKey;
  jwk: object;
}

const ISSUER = { issuer: 'https://issuer.example', audience: 'metadata-governance' };
const MINUTE_MS = 60_000;
let issuer: Server;
/** What the issuer answers with. */
let keySet: unknown;
let first: Pair;
let second: Pair;
let stranger: Pair;

beforeAll(async () => {
  [first, second, stranger] = await Promise.all([makePair(), makePair(), makePair()]);
  issuer = createServer((_, response) => response.end(JSON.stringify(keySet)));
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  issuer.close().closeAllConnections();
});
afterEach(() => {
  vi.useRealTimers();
});

async function makePair(): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { privateKey, jwk: await exportJWK(publicKey) };
}

function authenticateByKeys(): Authenticate {
  const { port } = issuer.address() as AddressInfo;
  return createAuthenticate({ kind: 'jwks', jwksUrl: `http://127.0.0.1:${port}/keys`, ...ISSUER });
}

async function tokenOf({ privateKey }: Pair, { exp = 9_999_999_999 }: { exp?: number } = {}): Promise<string> {
  const claims = { iss: ISSUER.issuer, aud: ISSUER.audience, sub: 'anna', tenant: 'acme', roles: ['VIEWER'], exp };
  return `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)}`;
}

test.each([
  ['an error', { error: 'try later' }],
  ['a list', []],
  ['keys that are no list', { keys: {} }],
  ['keys that are no keys', { keys: ['key'] }],
  ['no keys at all', { keys: [] }],
  ['a key that is broken', { keys: [{ kty: 'RSA', n: '?', e: 'AQAB' }] }],
])('an issuer that answers with %s is no fault of the token', async (_, answer) => {
  keySet = answer;
  const error: unknown = await authenticateByKeys()({ authorization: await tokenOf(first) }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(AppError);
  expect((error as Error).message).toMatch(/^the token keys cannot be used: ./);
});

test('of several keys that fit a token without the name of one, each is tried', async () => {
  keySet = { keys: [first.jwk, second.jwk] };
  const authenticate = authenticateByKeys();
  for (const pair of [first, second]) {
    expect(await authenticate({ authorization: await tokenOf(pair) })).toMatchObject({ actor: { actorId: 'anna' } });
  }
  await expect(authenticate({ authorization: await tokenOf(stranger) })).rejects.toThrow('The token is not valid.');
  await expect(authenticate({ authorization: await tokenOf(second, { exp: 1 }) })).rejects.toThrow('has expired');
});

test('a token of a key that was published since is taken, with no name of a key in either', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  keySet = { keys: [first.jwk] };
  const authenticate = authenticateByKeys();
  await authenticate({ authorization: await tokenOf(first) });
  keySet = { keys: [second.jwk] };
  vi.setSystemTime(Date.now() + MINUTE_MS);
  expect(await authenticate({ authorization: await tokenOf(second) })).toMatchObject({ tenantId: 'acme' });
});

test('an expiry beyond all calendars is an instant all the same', async () => {
  keySet = { keys: [first.jwk] };
  const { expiresAt } = await authenticateByKeys()({
    authorization: await tokenOf(first, { exp: 9_999_999_999_999 }),
  });
  expect(expiresAt?.getTime()).toBeGreaterThan(Date.now());
});

test('a token that is known is refused ten minutes after its key was withdrawn, and at once when the loss is noticed', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  keySet = { keys: [first.jwk] };
  const authenticate = authenticateByKeys();
  const known = { authorization: await tokenOf(first) };
  for (let time = 0; time < 3; time += 1) await authenticate(known);
  keySet = { keys: [second.jwk] };
  vi.setSystemTime(Date.now() + 10 * MINUTE_MS + 1);
  await expect(authenticate(known)).rejects.toThrow('The token is not valid.');

  keySet = { keys: [first.jwk] };
  vi.setSystemTime(Date.now() + MINUTE_MS);
  for (let time = 0; time < 3; time += 1) await authenticate(known);
  keySet = { keys: [second.jwk] };
  vi.setSystemTime(Date.now() + MINUTE_MS);
  expect(await authenticate({ authorization: await tokenOf(second) })).toMatchObject({ tenantId: 'acme' });
  await expect(authenticate(known)).rejects.toThrow('The token is not valid.');
});
