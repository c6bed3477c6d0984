import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { creation } from '../../support/approval-state.ts';
import { DECIDER, govern, requestChange } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';

describe.each(STORES)('the owner of an entity in %s', (_, openStore) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
  }, 60_000);
  afterAll(() => server[Symbol.asyncDispose]());

  async function ownerOf(canonicalKey: string): Promise<string | null | undefined> {
    const { entity } = await server.query<{ entity: { owner: string | null } | null }, object>(
      `query ($key: String!) { entity(entityType: METADATA, canonicalKey: $key) { owner } }`,
      { key: canonicalKey },
    );
    return entity?.owner;
  }
  const createOwned = (canonicalKey: string, owner?: string | null) => {
    const { change, ...input } = creation(canonicalKey);
    return govern(server, { ...input, change: { ...change, ...(owner !== undefined && { owner }) } });
  };
  const update = (canonicalKey: string, expectedVersion: number, change: object) =>
    govern(server, { entityType: 'METADATA', canonicalKey, kind: 'UPDATE', expectedVersion, change });

  test('is who requested its creation, unless the request says otherwise', async () => {
    await createOwned('unsaid');
    await createOwned('said', 'dora');
    await createOwned('nobody', null);
    expect(await Promise.all(['unsaid', 'said', 'nobody'].map(ownerOf))).toEqual(['anna', 'dora', null]);
  });

  test('changes by an approved request only, and null clears it', async () => {
    await createOwned('passed_on');
    await update('passed_on', 1, { owner: 'dora' });
    expect(await ownerOf('passed_on')).toBe('dora');
    await update('passed_on', 2, { name: 'Renamed' });
    expect(await ownerOf('passed_on')).toBe('dora');
    await update('passed_on', 3, { owner: null });
    expect(await ownerOf('passed_on')).toBeNull();
  });

  test('is not who asks for a later change', async () => {
    await createOwned('kept');
    const input = { entityType: 'METADATA', canonicalKey: 'kept', kind: 'UPDATE', expectedVersion: 1 };
    const { approval } = await requestChange(server, { ...input, change: { name: 'New' } }, DECIDER);
    expect(approval?.diff.map(({ field }) => field)).toEqual(['name']);
  });
});
