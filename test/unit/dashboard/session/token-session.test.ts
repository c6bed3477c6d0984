import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createTokenSession } from '../../../../dashboard/session/token-session.ts';

let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => kept.set(name, text),
    removeItem: (name: string) => kept.delete(name),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('a token is used as it was pasted, with or without the word before it, and the tab keeps it', async () => {
  const session = createTokenSession();
  expect(session.state.identity).toBeUndefined();
  expect(await session.credentials()).toEqual({});
  session.signIn('  Bearer abc.def.ghi\n');
  expect(await session.credentials()).toEqual({ authorization: 'Bearer abc.def.ghi' });
  expect(await createTokenSession().credentials()).toEqual({ authorization: 'Bearer abc.def.ghi' });
});

test('a token that the server refuses is forgotten, and why is said', async () => {
  const session = createTokenSession();
  session.signIn('old');
  session.refuse(await session.credentials(), 'It has expired.');
  expect(session.state).toEqual({ identity: undefined, problem: 'It has expired.' });
  expect(kept.size).toBe(0);
});

test('a late refusal of the token before does not end the sign-in with the next one', async () => {
  const session = createTokenSession();
  session.signIn('old');
  const old = await session.credentials();
  session.signIn('new');
  session.refuse(old, 'It has expired.');
  expect(session.state).toEqual({ identity: 'new' });
});
