import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { exportJWK, generateKeyPair, type GenerateKeyPairResult, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { AppError } from '../../../src/errors.ts';
import { type Authenticate, createAuthenticate } from '../../../src/server/authentication/authenticate.ts';

const HOUR_MS = 3_600_000;
let provider: Server;
let issuer: string;
let pair: GenerateKeyPairResult;
/** What the issuer answers at each path; undefined: 404. */
let answers: Record<string, unknown>;
let asked: string[];

beforeAll(async () => {
  pair = await generateKeyPair('RS256', { extractable: true });
  provider = createServer(({ url = '' }, response) => {
    asked.push(url);
    const answer = answers[url];
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/realms/acme`;
});
afterAll(() => {
  provider.close().closeAllConnections();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  asked = [];
  answers = {
    '/realms/acme/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
    '/realms/acme/keys': { keys: [await exportJWK(pair.publicKey)] },
  };
});
afterEach(() => {
  vi.useRealTimers();
});

function authenticateByIssuer(jwksUrl?: string): Authenticate {
  const auth = {
    kind: 'oidc',
    issuer,
    clientId: 'governance',
    scopes: 'openid',
    audience: undefined,
    jwksUrl,
  } as const;
  return createAuthenticate(auth);
}

async function bearer(changes: Record<string, unknown> = {}): Promise<{ authorization: string }> {
  const own = { iss: issuer, aud: 'governance', sub: 'anna', tenant: 'acme', roles: ['VIEWER'], exp: 9_999_999_999 };
  const token = new SignJWT({ ...own, ...changes }).setProtectedHeader({ alg: 'RS256' });
  return { authorization: `Bearer ${await token.sign(pair.privateKey)}` };
}

test('the keys are where the issuer says, which is asked once for many tokens', async () => {
  const authenticate = authenticateByIssuer();
  const tokens = await Promise.all(['anna', 'ben', 'cleo'].map((sub) => bearer({ sub })));
  const viewers = await Promise.all(tokens.map((token) => authenticate(token)));
  expect(viewers.map(({ actor }) => actor.actorId)).toEqual(['anna', 'ben', 'cleo']);
  expect(asked).toEqual(['/realms/acme/.well-known/openid-configuration', '/realms/acme/keys']);
});

test.each([
  ['is away', undefined, /answers 404$/],
  ['answers with something else', { error: 'try later' }, /does not describe an OpenID issuer$/],
  [
    'calls itself otherwise',
    { issuer: 'https://id.example', jwks_uri: 'https://id.example/keys' },
    /https:\/\/id\.example/,
  ],
])('an issuer that %s is no fault of the token, and is asked again a second later', async (_, document, message) => {
  const path = '/realms/acme/.well-known/openid-configuration';
  const good = answers[path];
  answers[path] = document;
  const authenticate = authenticateByIssuer();
  for (let time = 0; time < 3; time += 1) {
    const error: unknown = await authenticate(await bearer()).catch((reason: unknown) => reason);
    expect(error).not.toBeInstanceOf(AppError);
    expect((error as Error).message).toMatch(message);
  }
  expect(asked).toEqual([path]);
  answers[path] = good;
  vi.advanceTimersByTime(1_000);
  expect(await authenticate(await bearer())).toMatchObject({ tenantId: 'acme' });
});

test('an issuer that moves its keys is followed within the hour, and one that is away then does no harm', async () => {
  const path = '/realms/acme/.well-known/openid-configuration';
  const authenticate = authenticateByIssuer();
  await authenticate(await bearer());
  const document = answers[path];
  answers[path] = undefined;
  vi.advanceTimersByTime(HOUR_MS);
  expect(await authenticate(await bearer({ sub: 'ben' }))).toMatchObject({ actor: { actorId: 'ben' } });
  answers = {
    [path]: { ...(document as object), jwks_uri: `${issuer}/moved` },
    '/realms/acme/moved': answers['/realms/acme/keys'],
  };
  vi.advanceTimersByTime(HOUR_MS);
  await vi.waitFor(
    async () => {
      // The document may have been read while it was away.
      vi.advanceTimersByTime(HOUR_MS);
      await authenticate(await bearer({ sub: 'cleo' }));
      expect(asked).toContain('/realms/acme/moved');
    },
    // The hour must not pass while the issuer is being asked.
    { timeout: 20_000, interval: 500 },
  );
});

test('keys at another address need no document', async () => {
  expect(await authenticateByIssuer(`${issuer}/keys`)(await bearer())).toMatchObject({ tenantId: 'acme' });
  expect(asked).toEqual(['/realms/acme/keys']);
});

test.each([
  ['another issuer', { iss: 'https://other.example' }],
  ['another API', { aud: 'payroll', azp: 'governance' }],
  ['no audience and no client', { aud: undefined }],
  ['an ID token', { nonce: 'n' }],
])('a token is refused: %s', async (_, changes) => {
  await expect(authenticateByIssuer()(await bearer(changes))).rejects.toThrow('The token is not valid.');
});
