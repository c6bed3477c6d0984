import { expect, test } from 'vitest';

import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { insertProfiles, pageOfProfiles } from '../../../src/store/profiling/profiles.ts';
import { openTestStore } from '../../support/store/test-store.ts';

test('a page of profiles loads nothing of their columns and rules, however many there are', async () => {
  const database = await openTestStore();
  const db = drizzleOn(database);
  const profile = {
    id: 'prf_1',
    tenantId: 'demo',
    entityType: 'METADATA' as const,
    entityId: 'met_1',
    number: 1,
    runId: 'run_1',
    createdAt: new Date('2026-01-01T00:00:00Z'),
    rowCount: 10,
    durationSeconds: 0.5,
    triggeredBy: { actorId: 'anna', actorType: 'HUMAN' as const },
    completeness: 100,
    uniqueness: 100,
    validity: 100,
    qualityScore: 100,
    qualityGrade: 'A' as const,
    estimate: null,
    ...{ bindingKey: null, rulesKey: null, droppedFromId: null, referenceId: null, referenceScore: null },
  };
  await insertProfiles(db, [
    {
      ...profile,
      columns: [{ name: 'id', dataType: 'integer', nullCount: 0, distinctCount: 10, min: '1', max: '10' }],
      rules: [],
    },
  ]);
  expect(await pageOfProfiles(db, 'demo', 'met_1', { limit: 2, backwards: false })).toEqual([profile]);
  await database.close();
});
