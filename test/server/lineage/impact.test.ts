import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Event, EventType } from '../../../src/events/schemas/catalogue.ts';
import { create, govern, requestChange, REQUESTER } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

const IMPACT_OF = `query ($eventId: ID!) {
  impactOf(eventId: $eventId) {
    eventId eventType truncated affectedCount
    event { __typename ... on EventEnvelope { id } }
    cause { canonicalKey }
    affected { edges { node { distance entity { canonicalKey } path { entity { canonicalKey } toColumn } } } }
  }
}`;
interface ImpactOf {
  impactOf: {
    eventType: string;
    affectedCount: number;
    event: { __typename: string; id: string };
    cause: { canonicalKey: string } | null;
    affected: {
      edges: {
        node: {
          distance: number;
          entity: { canonicalKey: string };
          path: { entity: { canonicalKey: string }; toColumn: string | null }[];
        };
      }[];
    };
  } | null;
}
const IMPACTS = `query ($entityType: EntityType!, $canonicalKey: String!) {
  entity(entityType: $entityType, canonicalKey: $canonicalKey) {
    impacts { edges { node { eventId eventType distance cause { canonicalKey } event { ... on EventEnvelope { id } } } } }
  }
}`;
interface Impacts {
  entity: {
    impacts: {
      edges: { node: { eventId: string; eventType: string; distance: number; cause: { canonicalKey: string } } }[];
    };
  };
}

describe.each(STORES)('impact on %s', (_, openStore) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    await server.warehouse.exec(`CREATE TABLE public.sales (id int PRIMARY KEY, amount int);
      INSERT INTO public.sales SELECT n, n FROM generate_series(1, 10) n`);
    const dataset = { schema: 'public', table: 'sales', keyColumns: ['id'] };
    const kpi = (...computedFrom: string[]) => ({
      formula: 'sum(amount)',
      direction: 'HIGHER_IS_BETTER',
      computedFrom,
    });
    const tier = 'TIER1';
    await create(server, { entityType: 'METADATA', canonicalKey: 'sales', change: { name: 'Sales', tier, dataset } });
    await create(server, { entityType: 'METADATA', canonicalKey: 'report', change: { name: 'Report', tier } });
    await create(server, { entityType: 'METADATA', canonicalKey: 'apart', change: { name: 'Apart', tier } });
    for (const [canonicalKey, source] of [
      ['revenue', 'sales'],
      ['reported', 'report'],
    ] as const) {
      await create(server, { entityType: 'KPI', canonicalKey, change: { name: canonicalKey, tier, kpi: kpi(source) } });
    }
    await createLineage('sales_to_report', 'sales.amount', 'report.total');
  });
  afterAll(() => server[Symbol.asyncDispose]());

  function newest(type: EventType, canonicalKey: string): Promise<Event> {
    return until(`${type} of ${canonicalKey}`, async () => {
      const filter = { types: [type], canonicalKeys: [canonicalKey] };
      const [entry] = await server.parts.log.page('demo', { filter, limit: 1, newestFirst: true });
      return entry?.event ?? undefined;
    });
  }

  async function impactOf(eventId: string) {
    const impact = await until('the event to be followed', async () => {
      return (await server.query<ImpactOf, object>(IMPACT_OF, { eventId })).impactOf ?? undefined;
    });
    const ways = impact.affected.edges.map(({ node }) => node.path.map(({ entity }) => entity.canonicalKey).join(' '));
    return { ...impact, ways };
  }

  async function impactsOn(entityType: string, canonicalKey: string) {
    const { entity } = await server.query<Impacts, object>(IMPACTS, { entityType, canonicalKey });
    return entity.impacts.edges.map(({ node }) => node);
  }

  function endOf(text: string) {
    const [canonicalKey, column] = text.split('.');
    return { entityType: 'METADATA', canonicalKey, column };
  }

  function createLineage(canonicalKey: string, from: string, to: string) {
    const lineage = { from: endOf(from), to: endOf(to) };
    return create(server, {
      ...{ entityType: 'LINEAGE', canonicalKey, change: { name: canonicalKey, tier: 'TIER1', lineage } },
    });
  }

  async function change(entityType: string, canonicalKey: string, expectedVersion: number, kind = 'UPDATE') {
    const renamed = kind === 'UPDATE' ? { change: { name: `version ${expectedVersion + 1}` } } : {};
    await govern(server, { entityType, canonicalKey, kind, expectedVersion, ...renamed });
  }

  test('a change affects what is downstream of it, nearest first, and on which way', async () => {
    await change('METADATA', 'sales', 1);
    const event = await newest('metadata.changed', 'sales');
    const impact = await impactOf(event.id);
    expect(impact).toMatchObject({
      ...{ eventType: 'METADATA_CHANGED', affectedCount: 3, truncated: false, cause: { canonicalKey: 'sales' } },
      event: { __typename: 'MetadataChangedEvent', id: event.id },
      ways: ['revenue', 'report', 'report reported'],
    });
    expect(impact.affected.edges[1]?.node.path[0]?.toColumn).toBe('total');
    expect((await impactsOn('KPI', 'reported'))[0]).toMatchObject({
      ...{ eventId: event.id, eventType: 'METADATA_CHANGED', distance: 2 },
      ...{ cause: { canonicalKey: 'sales' }, event: { id: event.id } },
    });
    expect(await impactsOn('METADATA', 'apart')).toEqual([]);
  });

  test('a change of a KPI is followed too, and what affects nothing is known to affect nothing', async () => {
    await change('KPI', 'revenue', 1);
    const event = await newest('kpi.changed', 'revenue');
    expect(await impactOf(event.id)).toMatchObject({ eventType: 'KPI_CHANGED', affectedCount: 0, ways: [] });
  });

  test('a degraded quality affects what is downstream', async () => {
    await until('the first profile', async () => {
      const { rows } = await server.parts.database.query('SELECT FROM governance.mdm_profile');
      return rows.length > 0;
    });
    await server.warehouse.exec('UPDATE public.sales SET amount = NULL');
    await server.query(
      'mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "sales", priority: HIGH }) { __typename } }',
      {},
      REQUESTER,
    );
    const event = await newest('data.quality.degraded', 'sales');
    expect((await impactOf(event.id)).ways).toEqual(['revenue', 'report', 'report reported']);
    expect((await impactsOn('METADATA', 'report'))[0]).toMatchObject({
      eventType: 'DATA_QUALITY_DEGRADED',
      distance: 1,
    });
  });

  test('a deprecation affects what is downstream once, although it is announced as a change besides', async () => {
    await change('METADATA', 'report', 1, 'DEPRECATE');
    const event = await newest('metadata.deprecated', 'report');
    expect((await impactOf(event.id)).ways).toEqual(['reported']);
    const ofReport = (await impactsOn('KPI', 'reported')).filter(({ cause }) => cause.canonicalKey === 'report');
    expect(ofReport.map(({ eventType }) => eventType)).toEqual(['METADATA_DEPRECATED']);
  });

  test('an event that is handled twice has its impacts once', async () => {
    const event = await newest('metadata.deprecated', 'report');
    const before = await impactsOn('KPI', 'reported');
    await server.parts.database.exec(
      `UPDATE pgboss.job SET state = 'created', start_after = now(), completed_on = NULL WHERE name = 'impact'`,
    );
    await until('all to be handled again', async () => {
      const { rows } = await server.parts.database.query(
        `SELECT FROM pgboss.job WHERE name = 'impact' AND state <> 'completed'`,
      );
      return rows.length === 0;
    });
    expect(await impactsOn('KPI', 'reported')).toEqual(before);
    expect((await impactOf(event.id)).affectedCount).toBe(1);
  });

  test('a change of a lineage field affects what it leads to, and all downstream of that', async () => {
    await create(server, { entityType: 'METADATA', canonicalKey: 'last', change: { name: 'Last', tier: 'TIER1' } });
    await createLineage('apart_to_last', 'apart', 'last');
    await createLineage('sales_to_apart', 'sales', 'apart');
    const event = await newest('metadata.changed', 'sales_to_apart');
    expect((await impactOf(event.id)).ways).toEqual(['', 'last']);
    expect((await impactsOn('METADATA', 'last'))[0]).toMatchObject({ eventId: event.id, distance: 1 });
    expect((await impactsOn('METADATA', 'apart'))[0]).toMatchObject({
      ...{ eventId: event.id, distance: 0, cause: { canonicalKey: 'sales_to_apart' } },
    });
  });

  test('a request to lead a lineage field elsewhere would affect what it leads to now, and what it is to lead to', async () => {
    const change = { lineage: { from: endOf('sales'), to: endOf('last') } };
    const { approval } = await requestChange(server, {
      ...{ entityType: 'LINEAGE', canonicalKey: 'sales_to_apart', kind: 'UPDATE', expectedVersion: 1, change },
    });
    const { node } = await server.query<{ node: { impact: { nodes: object[] } } }, object>(
      `query ($id: ID!) { node(id: $id) { ... on Approval {
        impact { nodes { distance via { canonicalKey } entity { canonicalKey } } } } } }`,
      { id: approval?.id },
    );
    expect(node.impact.nodes).toEqual(
      ['apart', 'last'].map((canonicalKey) => ({ distance: 0, via: null, entity: { canonicalKey } })),
    );
  });

  test('a deprecated lineage field leads nowhere any more, and tells so to what it led to', async () => {
    const downstream = async () => {
      const { entity } = await server.query<{ entity: { downstream: { nodes: object[] } } }, object>(
        `{ entity(entityType: METADATA, canonicalKey: "apart") {
          downstream { nodes { entity { canonicalKey } via { __typename canonicalKey } } } } }`,
      );
      return entity.downstream.nodes;
    };
    const via = { __typename: 'LineageField', canonicalKey: 'apart_to_last' };
    expect(await downstream()).toEqual([{ entity: { canonicalKey: 'last' }, via }]);
    await change('LINEAGE', 'apart_to_last', 1, 'DEPRECATE');
    expect(await downstream()).toEqual([]);
    const event = await newest('metadata.deprecated', 'apart_to_last');
    expect((await impactOf(event.id)).affected.edges).toMatchObject([
      { node: { distance: 0, entity: { canonicalKey: 'last' } } },
    ]);
  });

  test('a request shows what its change would affect', async () => {
    const input = { entityType: 'METADATA', canonicalKey: 'sales', kind: 'UPDATE', expectedVersion: 2 };
    const { approval } = await requestChange(server, { ...input, change: { name: 'Anew' } });
    const { node } = await server.query<{ node: { impact: { nodes: object[]; truncated: boolean } } }, object>(
      `query ($id: ID!) { node(id: $id) { ... on Approval {
        impact(depth: 1) { truncated nodes { distance entity { canonicalKey } path { entity { canonicalKey } } } } } } }`,
      { id: approval?.id },
    );
    const nodeOf = (canonicalKey: string) => {
      return { distance: 1, entity: { canonicalKey }, path: [{ entity: { canonicalKey } }] };
    };
    expect(node.impact).toEqual({ truncated: false, nodes: ['revenue', 'apart', 'report'].map(nodeOf) });
  });

  test('a lineage field that is led elsewhere affects what it led to, and what it leads to now', async () => {
    await createLineage('moved', 'report', 'last');
    const lineage = { from: endOf('report'), to: endOf('apart') };
    await govern(server, {
      ...{ entityType: 'LINEAGE', canonicalKey: 'moved', kind: 'UPDATE', expectedVersion: 1, change: { lineage } },
    });
    const event = await until('the change', async () => {
      const found = await newest('metadata.changed', 'moved');
      return found.type === 'metadata.changed' && found.payload.version === 2 && found;
    });
    const { affected } = await impactOf(event.id);
    expect(affected.edges.map(({ node }) => [node.distance, node.entity.canonicalKey])).toEqual([
      [0, 'apart'],
      [0, 'last'],
    ]);
  });
});
