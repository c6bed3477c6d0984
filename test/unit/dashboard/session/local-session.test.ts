import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createLocalSession } from '../../../../dashboard/session/local-session.ts';

function createStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

beforeEach(() => {
  vi.stubGlobal('sessionStorage', createStorage());
  vi.stubGlobal('localStorage', createStorage());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('who is refused is replaced, unless somebody else was chosen meanwhile', async () => {
  const session = createLocalSession();
  session.choose('bert');
  const sent = await session.credentials();
  session.choose('carla');
  session.refuse(sent, 'unknown');
  expect(session.state.identity).toBe('carla');
  session.refuse(await session.credentials(), 'unknown');
  expect(session.state.identity).toBe('anna');
});
