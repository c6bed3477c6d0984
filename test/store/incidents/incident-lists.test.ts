import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ORDER_DIRECTIONS } from '../../../src/domain/entities/entity-order.ts';
import { newId } from '../../../src/domain/ids.ts';
import type { Incident } from '../../../src/domain/incidents/incident.ts';
import { INCIDENT_ORDER_FIELDS, type IncidentOrder } from '../../../src/domain/incidents/incident-order.ts';
import { type Db, drizzleOn } from '../../../src/store/database/drizzle.ts';
import { pagesOfSteps, stepsAfter } from '../../../src/store/incidents/incident-history.ts';
import {
  countIncidents,
  incidentKey,
  type IncidentQuery,
  pageOfIncidents,
} from '../../../src/store/incidents/incident-list.ts';
import { countIncidentsOf, openedKey, pagesOfIncidents } from '../../../src/store/incidents/incidents-of.ts';
import { summarizeIncidents } from '../../../src/store/incidents/summarize-incidents.ts';
import { incidentOf, openIncidents } from '../../support/incidents/incident.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour));
const SEVERITIES = ['INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

describe.each(STORES)('incidents on %s', (_, openStore) => {
  let instance: TestInstance;
  let db: Db;
  let nextTenant = 0;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
    db = drizzleOn(instance.parts.database);
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  async function keep(changes: readonly Partial<Incident>[]): Promise<Incident[]> {
    const tenantId = `incidents-${++nextTenant}`;
    const incidents = changes.map((change) => incidentOf({ tenantId, ...change }));
    await openIncidents(instance.parts.unitOfWork, incidents);
    return incidents;
  }

  async function readAll(
    tenantId: string,
    order: IncidentOrder,
    { query = {}, limit = 3, backwards = false }: { query?: IncidentQuery; limit?: number; backwards?: boolean } = {},
  ): Promise<string[]> {
    const ids: string[] = [];
    for (let last: Incident | undefined; ;) {
      const key = last && incidentKey(last, order);
      const range = { limit, backwards, after: backwards ? undefined : key, before: backwards ? key : undefined };
      const page = await pageOfIncidents(db, tenantId, query, order, range);
      last = page.at(-1);
      if (!last) return ids;
      ids.push(...page.map(({ id }) => id));
    }
  }

  test.each(INCIDENT_ORDER_FIELDS.flatMap((field) => ORDER_DIRECTIONS.map((direction) => ({ field, direction }))))(
    'page by page by $field $direction each is on one page, in order, forwards and backwards',
    async (order) => {
      // Many that are equal in what they are sorted by.
      const kept = await keep(
        Array.from({ length: 11 }, (_, index) => ({
          openedAt: at(index % 4),
          lastSeenAt: at((index * 5) % 3),
          severity: SEVERITIES[(index * 3) % 4] ?? 'INFO',
        })),
      );
      const { tenantId = '' } = kept[0] ?? {};
      const keyOf = ({ severity, openedAt, lastSeenAt, id }: Incident) => {
        const opened = [openedAt.toISOString(), id];
        if (order.field === 'OPENED_AT') return opened.join();
        if (order.field === 'LAST_SEEN_AT') return [lastSeenAt.toISOString(), id].join();
        return [SEVERITIES.indexOf(severity), ...opened].join();
      };
      const sorted = kept.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)).map(({ id }) => id);
      if (order.direction === 'DESC') sorted.reverse();
      expect(await readAll(tenantId, order)).toEqual(sorted);
      expect(await readAll(tenantId, order, { backwards: true })).toEqual(sorted.toReversed());
    },
  );

  test('what changes while it is read moves, and all others are read once', async () => {
    const order = { field: 'LAST_SEEN_AT', direction: 'DESC' } as const;
    const kept = await keep(Array.from({ length: 8 }, (_, index) => ({ lastSeenAt: at(index) })));
    const { tenantId = '' } = kept[0] ?? {};
    const first = await pageOfIncidents(db, tenantId, {}, order, { limit: 3, backwards: false });
    await instance.parts.database.query('UPDATE governance.incident SET last_seen_at = $1 WHERE id = $2', [
      at(20).toISOString(),
      kept[0]?.id,
    ]);
    const last = first.at(-1);
    const after = last && incidentKey(last, order);
    const rest = await pageOfIncidents(db, tenantId, {}, order, { limit: 10, backwards: false, after });
    const others = kept.slice(1).map(({ id }) => id);
    expect([...first, ...rest].map(({ id }) => id)).toEqual(others.toReversed());
  });

  test('a filter leaves what it says, and never what belongs to another tenant', async () => {
    const entityId = newId('METADATA');
    const kept = await keep([
      { cause: 'RULE', severity: 'CRITICAL', tier: 'tier1', entityId },
      { cause: 'VOLUME', severity: 'ERROR', tier: 'tier2', status: 'ACKNOWLEDGED', assignee: 'Anna' },
      { cause: 'SCORE', severity: 'WARNING', tier: 'tier2', status: 'RESOLVED' },
      { cause: 'SCHEMA', severity: 'ERROR', tier: 'tier3', rootId: newId('INCIDENT') },
    ]);
    const { tenantId = '' } = kept[0] ?? {};
    const placesOf = async (query: IncidentQuery) => {
      const page = await pageOfIncidents(
        db,
        tenantId,
        query,
        { field: 'OPENED_AT', direction: 'DESC' },
        {
          limit: 100,
          backwards: false,
        },
      );
      expect(await countIncidents(db, tenantId, query)).toBe(page.length);
      return page.map(({ id }) => kept.findIndex((one) => one.id === id)).sort();
    };
    const expected: [IncidentQuery, number[]][] = [
      [{}, [0, 1, 2, 3]],
      [{ statuses: ['OPEN', 'ACKNOWLEDGED'] }, [0, 1, 3]],
      [{ statuses: ['RESOLVED'] }, [2]],
      [{ statuses: [] }, []],
      [{ causes: ['VOLUME', 'SCORE'] }, [1, 2]],
      [{ severities: ['ERROR'] }, [1, 3]],
      [{ tiers: ['tier2'] }, [1, 2]],
      [{ entityId }, [0]],
      [{ entityId: 'nothing' }, []],
      [{ assignees: { ids: ['anna'], ignoreCase: false } }, []],
      [{ assignees: { ids: ['anna', 'bert'], ignoreCase: true } }, [1]],
      [{ rootsOnly: true }, [0, 1, 2]],
      [{ rootsOnly: true, tiers: ['tier2'], severities: ['WARNING'] }, [2]],
    ];
    for (const [query, places] of expected) expect(await placesOf(query), JSON.stringify(query)).toEqual(places);
    expect(await countIncidents(db, 'somebody else', {})).toBe(0);
  });

  test('the pages of many roots and entities are read by one statement, each as if alone', async () => {
    const [one, other, entityId] = [newId('INCIDENT'), newId('INCIDENT'), newId('METADATA')];
    const kept = await keep(
      [
        ...Array.from({ length: 5 }, (_, index) => ({ rootId: one, openedAt: at(index % 3), entityId })),
        ...Array.from({ length: 2 }, (_, index) => ({ rootId: other, openedAt: at(index) })),
      ].map((change, index) => ({
        ...change,
        status: index === 4 ? ('RESOLVED' as const) : ('OPEN' as const),
        cause: CAUSES[index % 6],
      })),
    );
    const { tenantId = '' } = kept[0] ?? {};
    const sorted = (rootId: string) =>
      kept
        .filter((incident) => incident.rootId === rootId)
        .toSorted((a, b) => a.openedAt.getTime() - b.openedAt.getTime() || (a.id < b.id ? -1 : 1));
    const of = { owner: 'root', isOpen: false } as const;
    const forwards = await pagesOfIncidents(
      db,
      tenantId,
      [
        { ownerId: one, range: {} },
        { ownerId: other, range: {} },
        { ownerId: one, range: { after: openedKey(sorted(one)[1] ?? incidentOf()) } },
        { ownerId: 'nothing', range: {} },
      ],
      { ...of, limit: 3, backwards: false },
    );
    const idsOf = (incidents: readonly Incident[]) => incidents.map(({ id }) => id);
    expect(forwards.map(idsOf)).toEqual([
      idsOf(sorted(one).slice(0, 3)),
      idsOf(sorted(other)),
      idsOf(sorted(one).slice(2, 5)),
      [],
    ]);
    const [backwards] = await pagesOfIncidents(
      db,
      tenantId,
      [{ ownerId: one, range: { before: openedKey(sorted(one)[4] ?? incidentOf()) } }],
      { ...of, limit: 2, backwards: true },
    );
    expect(idsOf(backwards ?? [])).toEqual(idsOf([...sorted(one).slice(2, 4)].reverse()));
    const [ofEntity] = await pagesOfIncidents(db, tenantId, [{ ownerId: entityId, range: {} }], {
      owner: 'entity',
      isOpen: true,
      limit: 10,
      backwards: false,
    });
    expect(idsOf(ofEntity ?? [])).toEqual(
      idsOf(
        sorted(one)
          .filter(({ status }) => status === 'OPEN')
          .reverse(),
      ),
    );
    expect(await countIncidentsOf(db, tenantId, [one, 'nothing', other], of)).toEqual([5, 0, 2]);
    expect(await countIncidentsOf(db, tenantId, [entityId], { owner: 'entity', isOpen: true })).toEqual([4]);
    expect(await countIncidentsOf(db, 'somebody else', [one], of)).toEqual([0]);
  });

  test('the steps of many incidents are read by one statement, and those after a number in order', async () => {
    const tenantId = `incidents-${++nextTenant}`;
    const [one, other] = [incidentOf({ tenantId }), incidentOf({ tenantId, tier: 'tier2' })];
    const kinds = ['OPENED', 'SEEN', 'SEEN', 'COMMENTED'] as const;
    await openIncidents(
      instance.parts.unitOfWork,
      [one, other],
      kinds.map((kind) => ({ kind })),
    );
    const numbersOf = (pages: { number: number }[][]) => pages.map((page) => page.map(({ number }) => number));
    const wanted = [
      { incidentId: one.id, range: {} },
      { incidentId: other.id, range: { after: 5 } },
    ];
    const forwards = await pagesOfSteps(db, tenantId, wanted, { limit: 3, backwards: false });
    expect(numbersOf(forwards)).toEqual([
      [1, 2, 3],
      [6, 7, 8],
    ]);
    const backwards = await pagesOfSteps(db, tenantId, [{ incidentId: one.id, range: { before: 4 } }], {
      limit: 2,
      backwards: true,
    });
    expect(numbersOf(backwards)).toEqual([[3, 2]]);
    const byPeople = await pagesOfSteps(db, tenantId, wanted, {
      ...{ limit: 2, backwards: false, kinds: ['OPENED', 'COMMENTED'] },
    });
    expect(numbersOf(byPeople)).toEqual([[1, 4], [8]]);

    const read = await stepsAfter(db, tenantId, { tiers: ['tier2'] }, { after: 2, limit: 4 });
    expect(read.rows.map(({ step, incident }) => [step.number, incident.id])).toEqual([
      [5, other.id],
      [6, other.id],
    ]);
    expect(read.through).toBe(6);
    expect(await stepsAfter(db, tenantId, { tiers: ['tier5'] }, { after: 4, limit: 10 })).toEqual({
      rows: [],
      through: 8,
    });
    expect(await stepsAfter(db, 'somebody else', {}, { after: 0, limit: 10 })).toEqual({
      rows: [],
      through: undefined,
    });
  });

  test('a summary has the open ones of each tier, and how soon those of the period were taken care of', async () => {
    const minutes = (count: number) => new Date(at(10).getTime() + count * 60_000);
    const kept = await keep([
      { tier: 'tier1', openedAt: at(10), acknowledgedAt: minutes(1) },
      { tier: 'tier1', openedAt: at(10), acknowledgedAt: minutes(2), rootId: newId('INCIDENT') },
      { tier: 'tier1', openedAt: at(10), acknowledgedAt: minutes(9), resolvedAt: minutes(30), status: 'RESOLVED' },
      // Before the period.
      { tier: 'tier1', openedAt: at(2), acknowledgedAt: at(3), resolvedAt: at(4), status: 'RESOLVED' },
      { tier: 'tier3', openedAt: at(2) },
    ]);
    const { tenantId = '' } = kept[0] ?? {};
    const summary = await summarizeIncidents(db, tenantId, { from: at(10), to: at(11) });
    const none = { count: 0, medianSeconds: null, meanSeconds: null };
    const nothing = { openCount: 0, openRootCount: 0, openedCount: 0, acknowledged: none, resolved: none };
    expect(summary).toEqual([
      {
        tier: 'tier1',
        openCount: 2,
        openRootCount: 1,
        openedCount: 3,
        acknowledged: { count: 3, medianSeconds: 120, meanSeconds: 240 },
        resolved: { count: 1, medianSeconds: 1_800, meanSeconds: 1_800 },
      },
      { tier: 'tier2', ...nothing },
      { tier: 'tier3', ...nothing, openCount: 1, openRootCount: 1 },
      { tier: 'tier4', ...nothing },
      { tier: 'tier5', ...nothing },
    ]);
  });
});

const CAUSES = ['SCORE', 'RULE', 'VOLUME', 'SCHEMA', 'FRESHNESS', 'PROFILE_FAILED'] as const;
