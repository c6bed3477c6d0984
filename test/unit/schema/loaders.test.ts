import { expect, test } from 'vitest';

import type { Viewer } from '../../../src/domain/viewer.ts';
import { createLoaders } from '../../../src/schema/loaders.ts';
import type { Database, SqlResult } from '../../../src/store/database/sql.ts';
import { createEventLog } from '../../../src/store/log/event-log.ts';
import type { WarehouseCatalogue } from '../../../src/workflow/datasets/warehouse-catalogue.ts';

/** A database without a row, which records the parameters of its statements. */
function emptyDatabase() {
  const asked: (readonly unknown[])[] = [];
  const refuse = () => Promise.reject(new Error('only statements are expected'));
  const database: Database = {
    query(_text, params = []) {
      asked.push(params);
      return Promise.resolve<SqlResult>({ rows: [], rowCount: 0 });
    },
    ...{ exec: refuse, transaction: refuse, readOnly: refuse, close: refuse },
  };
  return { database, asked };
}

const refuse = () => Promise.reject(new Error('the warehouse is not expected to be asked'));
const catalogue: WarehouseCatalogue = {
  list: refuse,
  count: refuse,
  find: refuse,
  columnsOf: refuse,
  inspect: refuse,
};

/** A viewer whose actor may only be read where the result depends on it. */
function watchedViewer() {
  let reads = 0;
  const viewer: Viewer = {
    tenantId: 'acme',
    get actor() {
      reads += 1;
      return { actorId: 'ann', actorType: 'HUMAN' } as const;
    },
    roles: ['VIEWER'],
    sources: [],
  };
  return { viewer, reads: () => reads };
}

test('only what depends on the actor reads the actor', async () => {
  const { database, asked } = emptyDatabase();
  const { viewer, reads } = watchedViewer();
  const loaders = createLoaders({ database, catalogue, log: createEventLog(database) }, viewer);
  expect(await loaders.profile.load('PRF-1')).toBeUndefined();
  expect(reads()).toBe(0);
  expect(await loaders.followed.load('KPI-1')).toBe(false);
  expect(reads()).toBeGreaterThan(0);
  expect(asked.map((params) => params.includes('acme'))).toEqual([true, true]);
});

test('a loader is made once, so what was loaded is not loaded again', async () => {
  const { database, asked } = emptyDatabase();
  const { viewer } = watchedViewer();
  const loaders = createLoaders({ database, catalogue, log: createEventLog(database) }, viewer);
  expect(loaders.profile).toBe(loaders.profile);
  await Promise.all([loaders.profile.load('PRF-1'), loaders.profile.load('PRF-2')]);
  await loaders.profile.load('PRF-1');
  expect(asked).toHaveLength(1);
});
