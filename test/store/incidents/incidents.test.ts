import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { UnitOfWork } from '../../../src/store/unit-of-work.ts';
import { incidentBench, type Logged } from '../../support/incidents/incident-bench.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

describe.each(STORES)('incidents on %s', (_, openStore) => {
  let instance: TestInstance;
  let tenants = 0;
  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  }, 60_000);
  afterAll(() => instance[Symbol.asyncDispose]());

  const bench = () => incidentBench(instance, `tenant${tenants++}`);

  test('an event opens one incident, however often and however concurrently it is delivered', async () => {
    const { entity, profile, handle, incidents, steps, tenantId } = bench();
    const bad = await profile(await entity('movies'), { passed: 73 });
    await Promise.all([handle(bad), handle(bad), handle(bad)]);
    await handle(bad);
    const [one, ...others] = await incidents();
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      ...{ cause: 'RULE', status: 'OPEN', severity: 'CRITICAL', occurrences: 1, rootId: null, lastStep: 1 },
      summary: '27 of 100 values of movies.name fail rule name_known (27 %, at most 0 % may).',
      ...{ openedByEventId: bad.event.id, openedByOffset: bad.offset, profileId: bad.profile.id },
    });
    expect((await steps()).map(({ kind }) => kind)).toEqual(['OPENED']);
    const { rows } = await instance.parts.database.query(
      `SELECT data->>'incidentId' AS incident, data->>'stepNumber' AS step FROM pgboss.job
       WHERE name = 'incident-notification' AND data->>'tenantId' = $1`,
      [tenantId],
    );
    expect(rows).toEqual([{ incident: one?.id, step: '1' }]);
  });

  test('a worker that dies before its commit leaves nothing, and the next one does it once', async () => {
    const { entity, profile, handle, incidents, steps } = bench();
    const bad = await profile(await entity('movies'), { passed: 1 });
    const { unitOfWork } = instance.parts;
    const dying: UnitOfWork = {
      ...unitOfWork,
      transaction: (work) =>
        unitOfWork.transaction(async (tx) => {
          await work(tx);
          throw new Error('the worker died');
        }),
    };
    await expect(handle(bad, dying)).rejects.toThrow('the worker died');
    expect([await incidents(), await steps()]).toEqual([[], []]);
    await handle(bad);
    expect([(await incidents()).length, (await steps()).length]).toEqual([1, 1]);
  });

  test('it grows with each profile that shows it, is resolved by the first that does not, and opens anew', async () => {
    const { entity, profile, handle, incidents, steps } = bench();
    const movies = await entity('movies');
    for (const passed of [90, 80, 70, 100, 60]) await handle(await profile(movies, { passed }));
    const [first, second] = await incidents();
    expect(first).toMatchObject({ status: 'RESOLVED', resolution: 'AUTO', occurrences: 3, lastStep: 4 });
    expect(first?.summary).toContain('30 of 100');
    expect(second).toMatchObject({ status: 'OPEN', occurrences: 1 });
    const kinds = (await steps()).map(({ kind }) => kind);
    expect(kinds).toEqual(['OPENED', 'SEEN', 'SEEN', 'RESOLVED', 'OPENED']);
  });

  test('in whatever order, and however often, its jobs run: it is open exactly if the last profile is bad', async () => {
    const delivered = fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }).chain((isBad) => {
      const index = fc.nat(isBad.length - 1);
      const order = fc.shuffledSubarray(
        isBad.map((_, at) => at),
        { minLength: isBad.length },
      );
      return fc.record({ isBad: fc.constant(isBad), order, again: fc.array(index, { maxLength: 4 }) });
    });
    await fc.assert(
      fc.asyncProperty(delivered, async ({ isBad, order, again }) => {
        const { entity, profile, handle, incidents } = bench();
        const movies = await entity('movies');
        const made: Logged[] = [];
        for (const bad of isBad) made.push(await profile(movies, { passed: bad ? 50 : 100 }));
        for (const index of [...order, ...again])
          await handle(made[index] ?? (await Promise.reject(new Error('none'))));
        const open = (await incidents()).filter(({ status }) => status !== 'RESOLVED');
        expect(open.length).toBe(isBad.at(-1) ? 1 : 0);
      }),
      { numRuns: 6 },
    );
  });

  test('half of the rows gone, and a column dropped, are incidents of one root', async () => {
    const { entity, profile, handle, incidents } = bench();
    const movies = await entity('movies');
    for (const rowCount of [800, 803, 810]) await handle(await profile(movies, { rowCount }));
    await handle(await profile(movies, { rowCount: 266, columns: ['id'] }));
    const [schema, volume] = (await incidents()).toSorted((one, other) => one.lastStep - other.lastStep);
    expect(schema).toMatchObject({
      cause: 'SCHEMA',
      rootId: null,
      reference: { columns: [{ name: 'id' }, { name: 'name' }] },
    });
    expect(schema?.summary).toBe('test.movies no longer has column name: 1 column, before 2.');
    expect(volume).toMatchObject({ cause: 'VOLUME', rootId: schema?.id, reference: { rowCount: 803 } });
    await handle(await profile(movies, { rowCount: 790 }));
    expect((await incidents()).map(({ status, rootId }) => [status, rootId])).toEqual([
      ['RESOLVED', null],
      ['RESOLVED', schema?.id],
    ]);
  });

  test('what a person accepts is normal from then on', async () => {
    const { entity, profile, handle, incidents, change } = bench();
    const movies = await entity('movies');
    for (const rowCount of [800, 800, 800]) await handle(await profile(movies, { rowCount }));
    await handle(await profile(movies, { rowCount: 100, columns: ['id'] }));
    for (const { id } of await incidents()) await change(id, { status: 'RESOLVED', resolution: 'ACCEPTED' });
    await handle(await profile(movies, { rowCount: 100, columns: ['id'] }));
    expect(await incidents()).toHaveLength(2);
    await handle(await profile(movies, { rowCount: 100, columns: ['id', 'name'] }));
    expect((await incidents()).map(({ cause }) => cause).sort()).toEqual(['SCHEMA', 'SCHEMA', 'VOLUME']);
  });

  test('a column that a person has had put back is no news', async () => {
    const { entity, profile, handle, incidents, change } = bench();
    const movies = await entity('movies');
    await handle(await profile(movies));
    await handle(await profile(movies, { columns: ['id'] }));
    for (const { id } of await incidents()) await change(id, { status: 'RESOLVED', resolution: 'FIXED' });
    await handle(await profile(movies));
    expect(await incidents()).toHaveLength(1);
  });

  test('a drop counts once, whichever of its two events comes first, and ends when the score is back', async () => {
    for (const isDropFirst of [true, false]) {
      const { entity, profile, degraded, handle, incidents } = bench();
      const movies = await entity('movies');
      await handle(await profile(movies, { qualityScore: 96.8 }));
      const fallen = await profile(movies, { qualityScore: 80.1 });
      const drop = await degraded(movies, fallen.profile, 96.8);
      for (const one of isDropFirst ? [drop, fallen] : [fallen, drop]) await handle(one);
      await handle(drop);
      expect(await incidents()).toMatchObject([{ cause: 'SCORE', occurrences: 1, profileId: fallen.profile.id }]);
      await handle(await profile(movies, { qualityScore: 82 }));
      expect(await incidents()).toMatchObject([{ status: 'OPEN', occurrences: 2 }]);
      await handle(await profile(movies, { qualityScore: 88 }));
      expect(await incidents()).toMatchObject([{ status: 'RESOLVED', resolution: 'AUTO' }]);
    }
  });

  test('a drop that is over before it is told of opens nothing', async () => {
    const { entity, profile, degraded, handle, incidents } = bench();
    const movies = await entity('movies');
    const fallen = await profile(movies, { qualityScore: 50 });
    const drop = await degraded(movies, fallen.profile, 96.8);
    await handle(fallen);
    await handle(await profile(movies, { qualityScore: 96 }));
    await handle(drop);
    expect(await incidents()).toEqual([]);
  });

  test('a failed profile is an incident until one is completed, whatever order their jobs run in', async () => {
    const { entity, profile, failed, handle, incidents } = bench();
    const movies = await entity('movies');
    const [first, second, completed] = [await failed(movies), await failed(movies), await profile(movies)];
    await handle(second);
    await handle(first);
    expect(await incidents()).toMatchObject([{ cause: 'PROFILE_FAILED', occurrences: 1 }]);
    await handle(completed);
    await handle(second);
    expect(await incidents()).toMatchObject([{ status: 'RESOLVED', resolution: 'AUTO' }]);
  });

  test('nothing is opened in an exclusion window, and what still holds at the next profile is opened then', async () => {
    const { entity, profile, degraded, handle, incidents, setPolicy } = bench();
    const movies = await entity('movies');
    await handle(await profile(movies, { qualityScore: 96.8 }));
    const window = { name: 'load', days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', minutes: 1_440 };
    setPolicy({ exclusionWindows: [window] });
    const fallen = await profile(movies, { qualityScore: 80, passed: 50, columns: ['id'] });
    await handle(fallen);
    await handle(await degraded(movies, fallen.profile, 96.8));
    await handle(await profile(movies, { qualityScore: 80, passed: 50, columns: ['id'] }));
    expect(await incidents()).toEqual([]);
    setPolicy({ exclusionWindows: [] });
    await handle(await profile(movies, { qualityScore: 80, passed: 50, columns: ['id'] }));
    expect((await incidents()).map(({ cause }) => cause).sort()).toEqual(['RULE', 'SCHEMA', 'SCORE']);
  });

  test('trouble with a rule’s column is told for the entity of its table, and for the rule if there is none', async () => {
    const { entity, profile, handle, incidents } = bench();
    const dataset = { schema: 'test', table: 'movies', column: 'name', keyColumns: [] };
    const rule = await entity('name_known', { entityType: 'BUSINESS_RULE', dataset });
    await handle(await profile(rule, { passed: 50 }));
    expect(await incidents()).toMatchObject([{ entityId: rule.id, status: 'OPEN' }]);
    const movies = await entity('movies');
    await handle(await profile(rule, { passed: 50 }));
    await handle(await profile(movies, { passed: 50 }));
    expect(await incidents()).toMatchObject([
      { entityId: rule.id, status: 'RESOLVED' },
      { entityId: movies.id, status: 'OPEN' },
    ]);
  });

  test('what is snoozed wakes, and what belongs to a deprecated or rebound entity is resolved', async () => {
    const { entity, profile, handle, incidents, steps, change, tend, now, advance } = bench();
    for (const key of ['asleep', 'deprecated', 'rebound']) {
      await handle(await profile(await entity(key), { passed: 50 }));
    }
    const [asleep] = await incidents();
    await change(asleep?.id ?? '', { status: 'SNOOZED', snoozedUntil: new Date(+now() + 60_000) });
    const { database } = instance.parts;
    await database.query(
      `UPDATE governance.mdm_entity SET status = 'DEPRECATED' WHERE tenant_id = $1 AND canonical_key = 'deprecated'`,
      [asleep?.tenantId],
    );
    await database.query(
      `UPDATE governance.mdm_entity SET dataset_table = 'other' WHERE tenant_id = $1 AND canonical_key = 'rebound'`,
      [asleep?.tenantId],
    );
    await tend();
    expect((await incidents()).map(({ status }) => status)).toEqual(['SNOOZED', 'RESOLVED', 'RESOLVED']);
    advance(60_000);
    await tend();
    await tend();
    expect((await incidents())[0]).toMatchObject({ status: 'OPEN', snoozedUntil: null });
    expect((await steps()).filter(({ kind }) => kind === 'WOKEN')).toHaveLength(1);
  });
});
