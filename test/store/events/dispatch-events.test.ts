import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Instance, openInstance } from '../../../src/compose/instance.ts';
import { loadConfig } from '../../../src/config.ts';
import type { EventSpan } from '../../../src/store/log/append/staged-events.ts';
import { dispatchHandler, dispatchJob } from '../../../src/subscribers/dispatch-events.ts';
import type { JobHandler } from '../../../src/subscribers/job-handler.ts';
import { refreshed, rejected } from '../../support/events/events.ts';
import { STORES } from '../../support/store/stores.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.each(STORES)('events that are emitted in bulk on %s', (_, openStore) => {
  // Of an instance that takes no jobs: what is dispatched stays to be looked at.
  let instance: Instance;
  let work: JobHandler;
  beforeAll(async () => {
    instance = await openInstance(loadConfig({}), { logger: silent, database: await openStore() });
    const { database, unitOfWork, clock } = instance.parts;
    const subscribers = [{ name: 'profile', types: ['data.refreshed' as const] }];
    work = dispatchHandler({ database, unitOfWork, clock, subscribers });
  }, 60_000);
  afterAll(() => instance[Symbol.asyncDispose]());

  async function jobsIn(queue: string, tenantId: string) {
    const { rows } = await instance.parts.database.query(
      `SELECT (data->>'offset')::int AS "offset", (data->>'through')::int AS through, (data->>'pauses')::int AS pauses,
         start_after > now() AS later FROM pgboss.job WHERE name = $1 AND data->>'tenantId' = $2
       ORDER BY 1, 3`,
      [queue, tenantId],
    );
    return rows as { offset: number; through: number; pauses: number; later: boolean }[];
  }

  function emitMany(tenantId: string, count: number): Promise<void> {
    return instance.parts.unitOfWork.transaction(async (tx) => {
      for (let done = 0; done < count; done += 400) {
        const size = Math.min(400, count - done);
        await tx.emitMany(
          tenantId,
          Array.from({ length: size }, () => refreshed({ tenantId })),
        );
      }
    });
  }

  async function run(span: EventSpan & { pauses?: number }): Promise<void> {
    const data = dispatchJob(span).data;
    await work.run({ data: { work: 'hand-out', tenantId: span.tenantId, offset: span.first, ...data }, attempt: 1 });
  }

  test('stand behind those of the same transaction, and leave one job', async () => {
    await instance.parts.unitOfWork.transaction(async (tx) => {
      await tx.emitMany('order', [refreshed({ tenantId: 'order', rowsAffected: 2 })]);
      tx.emit(rejected('order', 'no'));
      await tx.emitMany('order', [refreshed({ tenantId: 'order', rowsAffected: 3 })]);
    });
    const { entries } = await instance.parts.log.readAfter('order', 0, { limit: 10 });
    expect(entries.map(({ offset, event }) => [offset, event?.type])).toEqual([
      [1, 'approval.rejected'],
      [2, 'data.refreshed'],
      [3, 'data.refreshed'],
    ]);
    expect(entries.slice(1).map(({ event }) => event?.payload)).toMatchObject([
      { rowsAffected: 2 },
      { rowsAffected: 3 },
    ]);
    expect(await jobsIn('hand-out', 'order')).toMatchObject([{ offset: 2, through: 3 }]);
    expect(await jobsIn('profile', 'order')).toEqual([]);
  });

  test('leave nothing, and no hole, when the transaction is rolled back', async () => {
    const failing = instance.parts.unitOfWork.transaction(async (tx) => {
      await tx.emitMany('rolled-back', [refreshed({ tenantId: 'rolled-back' })]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await emitMany('rolled-back', 1);
    expect((await instance.parts.log.head('rolled-back')).offset).toBe(1);
    expect(await jobsIn('hand-out', 'rolled-back')).toHaveLength(1);
  });

  test('are none at all when one breaks its schema', async () => {
    const tenantId = 'invalid';
    const broken = { ...refreshed({ tenantId }), createdAt: 'yesterday' };
    const failing = instance.parts.unitOfWork.transaction((tx) =>
      tx.emitMany(tenantId, [refreshed({ tenantId }), broken]),
    );
    await expect(failing).rejects.toThrow();
    expect((await instance.parts.log.head(tenantId)).offset).toBe(0);
  });

  test('are dispatched to their subscribers in batches, each once, as fast as these get on', async () => {
    const tenantId = 'batches';
    await emitMany(tenantId, 2_100);
    const span = { tenantId, first: 1, last: 2_100 };
    await run(span);
    // A worker that died at the last moment has its job run again.
    await run(span);
    expect(await jobsIn('profile', tenantId)).toHaveLength(500);
    for (const first of [501, 1001]) await run({ ...span, first });
    const dispatched = await jobsIn('profile', tenantId);
    expect(dispatched.map(({ offset }) => offset)).toEqual(Array.from({ length: 1_500 }, (_, index) => index + 1));

    // Too many are waiting now: the rest has to wait for them.
    await run({ ...span, first: 1501 });
    expect(await jobsIn('profile', tenantId)).toHaveLength(1_500);
    const rest = (await jobsIn('hand-out', tenantId)).filter(({ offset }) => offset === 1501);
    expect(rest).toMatchObject([
      { through: 2_100, pauses: 0, later: false },
      { through: 2_100, pauses: 1, later: true },
    ]);

    await instance.parts.database.query(`DELETE FROM pgboss.job WHERE name = 'profile'`);
    for (const first of [1501, 2001]) await run({ ...span, first });
    expect(await jobsIn('profile', tenantId)).toHaveLength(600);
    expect((await jobsIn('hand-out', tenantId)).filter(({ offset }) => offset > 2_001)).toEqual([]);
  });
});
