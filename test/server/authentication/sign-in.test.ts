import { afterEach, expect, test } from 'vitest';

import { createSignIn, type SignIn } from '../../../browser/sign-in/sign-in.ts';
import { readSignInSettings } from '../../../browser/sign-in/sign-in-settings.ts';
import { type ProviderOptions, startOpenIdProvider } from '../../support/authentication/openid-provider.ts';
import { openTab, type Tab } from '../../support/authentication/tab.ts';
import { quickClient, record } from '../../support/client/recorded-subscription.ts';
import { refreshed } from '../../support/events/events.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV } from '../../support/server/token.ts';
import { until } from '../../support/until.ts';

const HOME = 'http://127.0.0.1:9/graphql';
const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const resource of opened.splice(0).reverse()) await resource[Symbol.asyncDispose]();
});

async function open(options: Partial<ProviderOptions> = {}, env: Record<string, string> = {}) {
  const provider = await startOpenIdProvider({ redirectUris: [HOME], ...options });
  opened.push(provider);
  const server = await startTestServer({ env: { ...provider.env, ...env } });
  opened.push(server);
  return { provider, server };
}

/** The page's code, as it begins each time that the page is loaded. */
async function load(server: TestServer, tab: Tab): Promise<SignIn> {
  const settings = await readSignInSettings(`${server.url}/auth/config`);
  if (settings.kind !== 'oidc') throw new Error('nobody can sign in here');
  const signIn = createSignIn(settings, tab.page);
  opened.push({
    [Symbol.asyncDispose]() {
      signIn.dispose();
      return Promise.resolve();
    },
  });
  await signIn.begin();
  return signIn;
}

async function signInAs(name: string, server: TestServer, tab = openTab(HOME)): Promise<SignIn> {
  await (await load(server, tab)).signIn();
  await tab.travel(name);
  return load(server, tab);
}

async function viewerOf(signIn: SignIn, server: TestServer) {
  const headers = { authorization: `Bearer ${await signIn.getToken()}` };
  return ask(server, { query: '{ viewer { actorId tenantId roles } }' }, headers);
}

test('who signs in is the viewer, and the page shows again what it showed', async () => {
  const { server } = await open();
  const tab = openTab(HOME);
  tab.page.showUrl(`${HOME}?tab=2#lineage`);
  const signIn = await signInAs('anna', server, tab);
  expect(signIn.state).toMatchObject({ kind: 'signed-in', name: 'The person anna' });
  expect((await viewerOf(signIn, server)).data).toEqual({
    viewer: { actorId: 'anna', tenantId: 'acme', roles: ['VIEWER'] },
  });
  expect(tab.page.url().href).toBe(`${HOME}?tab=2#lineage`);
});

test('claims of another shape are mapped', async () => {
  const { server } = await open(
    { claimsOf: () => ({ realm_access: { roles: ['offline_access', 'stewards'] } }) },
    {
      AUTH_TENANT: 'globex',
      AUTH_ROLES_CLAIM: 'realm_access.roles',
      AUTH_ROLE_MAP: '{"stewards":["VIEWER","STEWARD"]}',
    },
  );
  expect((await viewerOf(await signInAs('anna', server), server)).data).toEqual({
    viewer: { actorId: 'anna', tenantId: 'globex', roles: ['VIEWER', 'STEWARD'] },
  });
});

test('who has no role here is signed in, and told what is missing', async () => {
  const { server } = await open({ claimsOf: () => ({ tenant: 'acme' }) });
  const signIn = await signInAs('anna', server);
  expect(signIn.state.kind).toBe('signed-in');
  const headers = { authorization: `Bearer ${await signIn.getToken()}` };
  const answer = await ask(server, { query: '{ entities(first: 1) { edges { cursor } } }' }, headers);
  expect(codeOf(answer)).toBe('FORBIDDEN');
});

test('while tokens expire and are renewed, a subscription misses no event and repeats none', async () => {
  const { provider, server } = await open({ accessTokenSeconds: 2 });
  const signIn = await signInAs('anna', server);
  const client = quickClient({
    url: `${server.url}/graphql`,
    connectionParams: async () => ({ authorization: `Bearer ${await signIn.getToken()}` }),
  });
  const recorded = record(client);
  await until('the subscription', () => recorded.subscription.status === 'live');
  const written: string[] = [];
  while (recorded.causes.length < 3) {
    const event = refreshed({ tenantId: 'acme' });
    await server.bus.emitEvent(event);
    written.push(event.id);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await until('the last event', () => recorded.ids.at(-1) === written.at(-1));
  expect(recorded.ids).toEqual(written);
  expect(new Set(recorded.causes.map(({ message }) => message))).toEqual(
    new Set(['closed with 4403: The token has expired']),
  );
  expect(provider.grants.filter((grant) => grant === 'refresh_token').length).toBeGreaterThanOrEqual(3);
  expect(provider.grants).not.toContain('invalid_grant');
  await client.dispose();
});

test('who asks at the same time waits for one renewal', async () => {
  const { provider, server } = await open({ accessTokenSeconds: 2 });
  const signIn = await signInAs('anna', server);
  signIn.dispose();
  const first = await signIn.getToken();
  await until('the time to renew', async () =>
    (await Promise.all([1, 2, 3].map(() => signIn.getToken()))).some((token) => token !== first),
  );
  expect(provider.grants).toEqual(['authorization_code', 'refresh_token']);
});

test('a tab that is loaded anew is signed in without a question, and a page that left is one history entry', async () => {
  const { provider, server } = await open();
  const tab = openTab(HOME);
  await signInAs('anna', server, tab);
  const reloaded = await load(server, tab);
  expect(reloaded.state).toEqual({ kind: 'leaving' });
  expect(tab.left).toContain('prompt=none');
  await tab.travel();
  expect((await load(server, tab)).state).toMatchObject({ kind: 'signed-in', name: 'The person anna' });
  expect(provider.grants).toEqual(['authorization_code', 'authorization_code']);
});

test('an issuer that has forgotten the person asks nothing by itself: the page is signed out', async () => {
  const { server } = await open();
  const tab = openTab(HOME);
  tab.page.memory.setItem('metadata-governance.signed-in', 'true');
  await load(server, tab);
  await tab.travel();
  expect((await load(server, tab)).state).toEqual({ kind: 'signed-out' });
  expect((await load(server, tab)).state).toEqual({ kind: 'signed-out' });
  expect(tab.left).toBeUndefined();
});

test('an issuer that is away for a while delays the renewal, and the page says so', async () => {
  const { provider, server } = await open({ accessTokenSeconds: 2 });
  const signIn = await signInAs('anna', server);
  provider.isAway = true;
  await until('the failure', () => 'problem' in signIn.state);
  expect(signIn.state).toMatchObject({
    kind: 'signed-in',
    problem: expect.stringMatching(/^Your sign-in could not be renewed yet\. /),
  });
  await until('the end of the token', () =>
    signIn.getToken().then(
      () => false,
      () => true,
    ),
  );
  provider.isAway = false;
  await until('the renewal', () => !('problem' in signIn.state));
  expect((await viewerOf(signIn, server)).data).toMatchObject({ viewer: { actorId: 'anna' } });
});

test('a renewal that the issuer refuses ends the sign-in, in its words', async () => {
  const { server } = await open({ accessTokenSeconds: 2, refreshTokenSeconds: 1 });
  const signIn = await signInAs('anna', server);
  await until('the end', () => signIn.state.kind === 'signed-out');
  expect(signIn.state).toMatchObject({
    problem: expect.stringMatching(/^Your sign-in has ended \(.*\)\. Sign in again\.$/),
  });
});

test('a token that the server refuses ends the sign-in with a sentence; the person stays signed in at the issuer', async () => {
  const { server } = await open();
  const tab = openTab(HOME);
  const signIn = await signInAs('anna', server, tab);
  signIn.refuse('another token', 'Not accepted.');
  expect(signIn.state.kind).toBe('signed-in');
  signIn.refuse((await signIn.getToken()) ?? '', 'Not accepted.');
  expect(signIn.state).toEqual({ kind: 'signed-out', problem: 'Not accepted.' });
  expect(tab.left).toBeUndefined();
  await signIn.signIn();
  await tab.travel();
  expect((await load(server, tab)).state.kind).toBe('signed-in');
});

test('a token that the server refuses because it has expired is still to be renewed', async () => {
  const { server, provider } = await open({ accessTokenSeconds: 2 });
  const signIn = await signInAs('anna', server);
  const token = (await signIn.getToken()) ?? '';
  provider.isAway = true;
  await until('the end of the token', () =>
    signIn.getToken().then(
      () => false,
      () => true,
    ),
  );
  signIn.refuse(token, 'Not accepted.');
  expect(signIn.state.kind).toBe('signed-in');
  provider.isAway = false;
  await until('another token', async () => (await signIn.getToken().catch(() => token)) !== token);
});

test('without refresh tokens the sign-in ends with its token', async () => {
  const { server } = await open({ accessTokenSeconds: 1, givesRefreshTokens: false });
  const signIn = await signInAs('anna', server);
  await until('the end', () => signIn.state.kind === 'signed-out');
  expect(signIn.state).toEqual({ kind: 'signed-out', problem: 'Your sign-in has expired. Sign in again.' });
  expect(await signIn.getToken()).toBeUndefined();
});

test('who is refused by the issuer is told in its words', async () => {
  const { provider, server } = await open();
  const { state } = await signInAs('', server);
  const { host } = new URL(provider.issuer);
  expect(state).toEqual({ kind: 'signed-out', problem: `${host} did not sign you in: nobody is there` });
});

test('an answer that this tab did not ask for is not taken', async () => {
  const { server } = await open();
  const tab = openTab(HOME);
  await (await load(server, tab)).signIn();
  await tab.travel('mallory');
  const victim = openTab(HOME);
  victim.page.showUrl(tab.page.url().href);
  expect((await load(server, victim)).state).toMatchObject({
    kind: 'signed-out',
    problem: expect.stringContaining('not begun in this tab'),
  });
  expect(victim.page.url().href).toBe(HOME);
});

test('an issuer that cannot be reached is a sentence', async () => {
  const { provider, server } = await open();
  const tab = openTab(HOME);
  const signIn = await load(server, tab);
  await provider[Symbol.asyncDispose]();
  opened.splice(0, 1);
  await signIn.signIn();
  expect(signIn.state).toMatchObject({ kind: 'signed-out', problem: expect.stringContaining('cannot be reached') });
  expect(tab.left).toBeUndefined();
});

test('signing out forgets the tokens and ends the session at the issuer', async () => {
  const { provider, server } = await open();
  const tab = openTab(HOME);
  const signIn = await signInAs('anna', server, tab);
  await signIn.signOut();
  expect(await signIn.getToken()).toBeUndefined();
  const left = new URL(tab.left ?? '');
  expect(left.origin).toBe(provider.issuer);
  expect(left.searchParams.get('post_logout_redirect_uri')).toBe(HOME);
  expect(left.searchParams.has('id_token_hint')).toBe(true);
  expect((await load(server, tab)).state).toEqual({ kind: 'signed-out' });
});

test('a server says how to sign in to everybody who asks', async () => {
  await using local = await startTestServer();
  expect(await readSignInSettings(`${local.url}/auth/config`)).toEqual({ kind: 'none' });
  await using closed = await startTestServer({ env: AUTH_ENV });
  expect(await readSignInSettings(`${closed.url}/auth/config`)).toEqual({ kind: 'token' });
  expect(
    (
      await closed.fetch('/auth/config', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
    ).status,
  ).toBe(405);
});
