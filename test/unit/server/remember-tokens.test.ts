import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Viewer } from '../../../src/domain/viewer.ts';
import { rememberTokens } from '../../../src/server/authentication/remember-tokens.ts';

const TOLERANCE_MS = 5_000;
const EXPIRES_AT = new Date('2026-01-31T12:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: EXPIRES_AT.getTime() - 60_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** `checked` are the tokens that were checked; `keys.revision` can be changed. */
function memory(check: (token: string) => void = () => undefined) {
  const checked: string[] = [];
  const keys: { revision: number | undefined } = { revision: 1 };
  const viewerOf = rememberTokens({
    check(token) {
      checked.push(token);
      return Promise.resolve().then(() => {
        check(token);
        return viewerNamed(token);
      });
    },
    keyRevision: () => keys.revision,
    toleranceMs: TOLERANCE_MS,
  });
  return { viewerOf, checked, keys };
}

function viewerNamed(actorId: string): Viewer {
  const actor = { actorId, actorType: 'HUMAN' } as const;
  return { tenantId: 'acme', actor, roles: ['VIEWER'], sources: [], expiresAt: EXPIRES_AT };
}

test('a good token is checked once', async () => {
  const { viewerOf, checked } = memory();
  expect(await viewerOf('anna')).toBe(await viewerOf('anna'));
  expect(await viewerOf('ben')).toMatchObject({ actor: { actorId: 'ben' } });
  expect(checked).toEqual(['anna', 'ben']);
});

test('once it has expired, and the tolerance is over, it is checked again', async () => {
  const { viewerOf, checked } = memory();
  await viewerOf('anna');
  vi.setSystemTime(EXPIRES_AT.getTime() + TOLERANCE_MS - 1);
  await viewerOf('anna');
  expect(checked).toHaveLength(1);
  vi.setSystemTime(EXPIRES_AT.getTime() + TOLERANCE_MS);
  await viewerOf('anna');
  expect(checked).toHaveLength(2);
});

test.each([2, undefined])('when the revision of the keys has become %s, it is checked again', async (revision) => {
  const { viewerOf, checked, keys } = memory();
  await viewerOf('anna');
  keys.revision = revision;
  await viewerOf('anna');
  expect(checked).toHaveLength(2);
});

test('keys that are loaded during the check may lack the key of the token: it is not remembered', async () => {
  const { viewerOf, checked, keys } = memory(() => {
    keys.revision = (keys.revision ?? 0) + 1;
  });
  await viewerOf('anna');
  await viewerOf('anna');
  expect(checked).toHaveLength(2);
});

test('a refusal is not remembered', async () => {
  let isGood = false;
  const { viewerOf } = memory(() => {
    if (!isGood) throw new Error('not yet');
  });
  await expect(viewerOf('anna')).rejects.toThrow('not yet');
  isGood = true;
  expect(await viewerOf('anna')).toMatchObject({ tenantId: 'acme' });
});

test('the memory is bounded: the token used least recently is checked again', async () => {
  const { viewerOf, checked } = memory();
  const few = 10_000;
  for (let number = 0; number <= few; number += 1) await viewerOf(`token ${number}`);
  await viewerOf(`token ${few}`);
  expect(checked).toHaveLength(few + 1);
  await viewerOf('token 0');
  expect(checked).toHaveLength(few + 2);
});
