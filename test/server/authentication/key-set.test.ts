import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type GenerateKeyPairResult } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { ask, codeOf } from '../../support/server/answer.ts';
import { askOverSocket, closeCodeOf } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, makeKeyToken, makeToken } from '../../support/server/token.ts';

const VIEWER = '{ viewer { actorId } }';
let issuer: Server;
let server: TestServer;
let rsa: GenerateKeyPairResult;
let elliptic: GenerateKeyPairResult;
/** What the issuer answers with; null: it is down. */
let isUp = true;

beforeAll(async () => {
  rsa = await generateKeyPair('RS256', { extractable: true });
  elliptic = await generateKeyPair('ES256', { extractable: true });
  const keys = [
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', use: 'sig' },
    { ...(await exportJWK(elliptic.publicKey)), kid: 'elliptic', use: 'sig' },
  ];
  issuer = createServer((_, response) => {
    response.writeHead(isUp ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  server = await startKeyServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  issuer.close();
});

function startKeyServer(): Promise<TestServer> {
  const { port } = issuer.address() as AddressInfo;
  const { AUTH_ISSUER, AUTH_AUDIENCE } = AUTH_ENV;
  return startTestServer({ env: { AUTH_JWKS_URL: `http://127.0.0.1:${port}/keys`, AUTH_ISSUER, AUTH_AUDIENCE } });
}

const headersOf = (token: string) => ({ authorization: `Bearer ${token}` });

async function expectRefused(token: string): Promise<void> {
  const answer = await ask(server, { query: VIEWER }, headersOf(token));
  expect(answer.status).toBe(401);
  expect(codeOf(answer)).toBe('UNAUTHENTICATED');
  expect(await closeCodeOf(server.client(headersOf(token)))).toBe(4403);
}

test.each([
  ['RS256', 'rsa', () => rsa.privateKey],
  ['ES256', 'elliptic', () => elliptic.privateKey],
] as const)('a token of the issuer’s %s key is taken, over HTTP and over WebSocket', async (alg, kid, key) => {
  const headers = headersOf(await makeKeyToken(key(), { alg, kid }));
  expect((await ask(server, { query: VIEWER }, headers)).data).toEqual({ viewer: { actorId: 'anna' } });
  expect((await askOverSocket(server.client(headers), { query: VIEWER })).data).toEqual({
    viewer: { actorId: 'anna' },
  });
});

test('a token of a key that the issuer does not publish is UNAUTHENTICATED, under its own key id or a stolen one', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  await expectRefused(await makeKeyToken(privateKey, { alg: 'RS256', kid: 'stranger' }));
  await expectRefused(await makeKeyToken(privateKey, { alg: 'RS256', kid: 'rsa' }));
});

test('a token that names one key and is signed with the other is UNAUTHENTICATED', async () => {
  await expectRefused(await makeKeyToken(rsa.privateKey, { alg: 'RS256', kid: 'elliptic' }));
});

test('a public key is no secret: a token signed with its text by HS256 is UNAUTHENTICATED', async () => {
  await expectRefused(await makeToken({}, { secret: await exportSPKI(rsa.publicKey) }));
});

test('an issuer that does not answer is no fault of the token: clients are told to come back, not that they are refused', async () => {
  isUp = false;
  await using other = await startKeyServer();
  const token = await makeKeyToken(rsa.privateKey satisfies CryptoKey, { alg: 'RS256', kid: 'rsa' });
  const answer = await ask(other, { query: VIEWER }, headersOf(token));
  expect(codeOf(answer)).toBe('INTERNAL_SERVER_ERROR');
  expect(await closeCodeOf(other.client(headersOf(token)))).toBe(1013);
  isUp = true;
  expect((await ask(other, { query: VIEWER }, headersOf(token))).data).toEqual({ viewer: { actorId: 'anna' } });
});
