import { expect, test } from 'vitest';

import { create, requestChange } from '../../support/governance.ts';
import { startTestServer } from '../../support/server/test-server.ts';
import { countStatements } from '../../support/store/statement-count.ts';
import { openTestStore } from '../../support/store/test-store.ts';
import { until } from '../../support/until.ts';
import { untilIdle } from '../../support/until-idle.ts';

const ENTITIES = `query ($first: Int) {
  entities(first: $first) {
    edges { node { id latestProfile { qualityScore entity { name } } pendingApproval { id entity { name } } } }
  }
}`;

test('a page of entities with their latest profiles takes the same number of statements for 2 as for 12', async () => {
  const store = countStatements(await openTestStore());
  await using server = await startTestServer({ database: store.database });
  await server.warehouse.exec('CREATE TABLE public.t (a int); INSERT INTO public.t VALUES (1)');
  await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const canonicalKey = `entity_${index}`;
      const dataset = { schema: 'public', table: 't' };
      const change = { name: canonicalKey, tier: 'TIER1', dataset };
      await create(server, { entityType: 'METADATA', canonicalKey, change });
      const input = {
        entityType: 'METADATA',
        canonicalKey,
        kind: 'UPDATE',
        expectedVersion: 1,
        change: { name: 'new' },
      };
      await requestChange(server, input);
    }),
  );
  await until('all profiles', async () => {
    const { entities } = await server.query<
      { entities: { edges: { node: { latestProfile: object | null } }[] } },
      object
    >(ENTITIES, { first: 100 });
    return entities.edges.every(({ node }) => node.latestProfile);
  });
  // Whoever is told of all this would be counted in.
  await untilIdle(store.database);
  const countOf = async (first: number) => {
    const before = store.count('governance');
    await server.query(ENTITIES, { first });
    return store.count('governance') - before;
  };
  const few = await countOf(2);
  expect(await countOf(12)).toBe(few);
  expect(few).toBeLessThanOrEqual(5);
});
