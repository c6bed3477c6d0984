import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { create } from '../../support/governance.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const REFRESH = `mutation ($table: String!, $correlationId: ID) {
  reportDataRefresh(input: {
    entityUrn: "urn:x", schema: "sales", table: $table, rowsAffected: 70, refreshType: FULL, correlationId: $correlationId
  }) { __typename }
}`;

interface Link {
  __typename: string;
  id: string;
  causationId: string | null;
  cause: { id: string } | null;
  effects: { id: string }[];
}
const TRACE = `query ($id: ID!) { eventTrace(correlationId: $id) {
  __typename ... on EventEnvelope {
    id causationId cause { ... on EventEnvelope { id } } effects { ... on EventEnvelope { id } }
  }
} }`;
const CHANGE = `summary scorePoints dimensions { dimension points }
  columns { name previousNullPercent currentNullPercent }
  rules { canonicalKey change previousChecked previousFailed currentChecked currentFailed }`;

describe.each(STORES)('explaining on %s', (_, openStore) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    await server.warehouse.exec(`
      CREATE SCHEMA sales;
      CREATE TABLE sales.orders (id int PRIMARY KEY, amount int);
      INSERT INTO sales.orders SELECT n, n FROM generate_series(1, 100) n;
    `);
    await create(server, {
      entityType: 'BUSINESS_RULE',
      canonicalKey: 'amount_there',
      change: {
        name: 'Amount',
        tier: 'TIER5',
        dataset: { schema: 'sales', table: 'orders', column: 'amount' },
        businessRule: { severity: 'CRITICAL', check: { notNull: true } },
      },
    });
    const dataset = { schema: 'sales', table: 'orders' };
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'orders',
      change: { name: 'O', tier: 'TIER1', dataset },
    });
    await until('the first profile', async () => (await profileIds()).length === 1);
    server.advance(2 * DAY_MS);
    await server.warehouse.exec('UPDATE sales.orders SET amount = NULL WHERE id > 30');
    await server.query(REFRESH, { table: 'orders', correlationId: 'load-7' });
    await until('the alert and both profiles', async () => (await trace('load-7')).length === 4);
  }, 240_000);
  afterAll(() => server[Symbol.asyncDispose]());

  async function profileIds(): Promise<string[]> {
    const { entity } = await server.query<{ entity: { profiles: { edges: { node: { id: string } }[] } } }, object>(
      '{ entity(entityType: METADATA, canonicalKey: "orders") { profiles { edges { node { id } } } } }',
    );
    return entity.profiles.edges.map(({ node }) => node.id);
  }

  async function trace(id: string): Promise<Link[]> {
    return (await server.query<{ eventTrace: Link[] }, object>(TRACE, { id })).eventTrace;
  }

  const expected = {
    summary:
      'The score fell from 100 to 65 (35 points): validity lost 70 points; completeness lost 35 points; ' +
      'more values are missing in amount (0 % before, 70 % now); ' +
      'failing now and not before: amount_there on amount (70 of 100 values).',
    scorePoints: -35,
    dimensions: [
      { dimension: 'COMPLETENESS', points: -35 },
      { dimension: 'UNIQUENESS', points: 0 },
      { dimension: 'VALIDITY', points: -70 },
    ],
    columns: [
      { name: 'amount', previousNullPercent: 0, currentNullPercent: 70 },
      { name: 'id', previousNullPercent: 0, currentNullPercent: 0 },
    ],
    rules: [
      {
        canonicalKey: 'amount_there',
        change: 'NEWLY_FAILING',
        previousChecked: 100,
        previousFailed: 0,
        currentChecked: 100,
        currentFailed: 70,
      },
    ],
  };

  test('an alert tells why, and so do the two profiles', async () => {
    interface Data {
      events: { edges: { node: { explanation: object } }[] };
      entity: { latestProfile: { changeSince: object; rules: object[] } };
    }
    const { events, entity } = await server.query<Data, object>(`{
      events(filter: { types: [DATA_QUALITY_DEGRADED] }) {
        edges { node { ... on DataQualityDegradedEvent { explanation { ${CHANGE} } } } }
      }
      entity(entityType: METADATA, canonicalKey: "orders") {
        latestProfile { changeSince { ${CHANGE} } rules { canonicalKey checked passed } }
      }
    }`);
    const [alert] = events.edges;
    expect(alert?.node.explanation).toEqual(expected);
    expect(entity.latestProfile.changeSince).toEqual(alert?.node.explanation);
    expect(entity.latestProfile.rules).toEqual([{ canonicalKey: 'amount_there', checked: 100, passed: 30 }]);
  });

  test('a page of profiles tells as much of each as the latest one alone', async () => {
    const fields = `createdAt columns { name nullCount min max } rules { canonicalKey passed } changeSince { ${CHANGE} }`;
    const { entity } = await server.query<
      { entity: { latestProfile: object; profiles: { edges: { node: object }[] } } },
      object
    >(`{ entity(entityType: METADATA, canonicalKey: "orders") {
      latestProfile { ${fields} } profiles(first: 1) { edges { node { ${fields} } } } } }`);
    expect(entity.profiles.edges).toEqual([{ node: entity.latestProfile }]);
    expect(entity.latestProfile).toMatchObject({ columns: [{ name: 'id' }, { name: 'amount', nullCount: 70 }] });
  });

  test('a profile can be compared with any other of its entity, and with no other’s', async () => {
    const [latest, first] = await profileIds();
    const query = `query ($id: ID!, $since: ID) { node(id: $id) { ... on Profile { changeSince(profileId: $since) { scorePoints } } } }`;
    const since = (id: string | undefined, profileId?: string) =>
      ask<{ node: { changeSince: { scorePoints: number } | null } }>(server, {
        query,
        variables: { id, since: profileId },
      });
    expect((await since(first)).data?.node.changeSince).toBeNull();
    const back = (await since(first, latest)).data?.node.changeSince?.scorePoints ?? 0;
    expect(back).toBeGreaterThan(0);
    expect((await since(latest, first)).data?.node.changeSince?.scorePoints).toBe(-back);
    expect(codeOf(await since(latest, 'prf_00000000-0000-7000-8000-000000000000'))).toBe('BAD_USER_INPUT');
  });

  test('a trace leads from the refresh over the profile to the alert, link by link', async () => {
    const links = await trace('load-7');
    // The business rule is about the same table, and gets its first profile.
    expect(links.map((link) => link.__typename).sort()).toEqual([
      'DataQualityDegradedEvent',
      'DataRefreshedEvent',
      'MetadataProfileCompletedEvent',
      'MetadataProfileCompletedEvent',
    ]);
    const byId = new Map(links.map((link) => [link.id, link]));
    for (const { id, causationId, cause, effects } of links) {
      expect(cause?.id ?? null).toBe(causationId);
      for (const effect of effects) expect(byId.get(effect.id)?.causationId).toBe(id);
      const caused = links.filter((link) => link.causationId === id).map((link) => link.id);
      expect(effects.map((effect) => effect.id)).toEqual(caused);
    }
  });

  test('a trace leads from the request of a change to the profile that its approval led to', async () => {
    const { events } = await server.query<{ events: { edges: { node: { correlationId: string } }[] } }, object>(
      '{ events(filter: { types: [APPROVAL_CREATED], canonicalKeys: ["orders"] }) { edges { node { ... on EventEnvelope { correlationId } } } } }',
    );
    const links = await trace(events.edges[0]?.node.correlationId ?? '');
    expect(links.map((link) => link.__typename)).toEqual([
      'ApprovalCreatedEvent',
      'ApprovalApprovedEvent',
      'MetadataChangedEvent',
      'MetadataApprovedEvent',
      'MetadataProfileCompletedEvent',
    ]);
    const [created, approved, changed, inForce, completed] = links;
    expect([approved?.cause?.id, changed?.cause?.id, inForce?.cause?.id, completed?.cause?.id]).toEqual([
      created?.id,
      approved?.id,
      approved?.id,
      inForce?.id,
    ]);
  });

  interface Decision {
    profiled: boolean;
    rule: string;
    joined: boolean;
    tier: string | null;
    profile: { id: string } | null;
    lastProfile: { id: string } | null;
    explanation: string;
  }
  async function decisions(filter: string): Promise<Decision[]> {
    const query = `{ profilingDecisions(first: 100, filter: { ${filter} }) {
      edges { node { profiled rule joined tier explanation profile { id } lastProfile { id } } }
    } }`;
    const data = await server.query<{ profilingDecisions: { edges: { node: Decision }[] } }, object>(query);
    return data.profilingDecisions.edges.map(({ node }) => node);
  }

  test('a decision leads to what was evaluated and to the profile that it made, and is found by rule, tier and time', async () => {
    const [latest, first] = await profileIds();
    const [decision, ...others] = await decisions('rules: [COOLDOWN_OVER], tiers: [TIER1]');
    expect(others).toEqual([]);
    expect(decision).toMatchObject({
      profiled: true,
      joined: false,
      tier: 'TIER1',
      profile: { id: latest },
      lastProfile: { id: first },
      explanation: 'The last profile is 48 h old, more than 24 h.',
    });
    expect((await decisions('profiled: false')).every(({ profile }) => profile === null)).toBe(true);
    const all = await decisions('');
    const cut = new Date(server.now().getTime() - DAY_MS).toISOString();
    expect([...(await decisions(`from: "${cut}"`)), ...(await decisions(`to: "${cut}"`))]).toEqual(all);
    expect(all.filter(({ profiled }) => profiled)).toEqual(await decisions('profiled: true'));
  });

  test('of two triggers at once one says that it joined the other, and shows the profile of that one', async () => {
    await server.warehouse.exec(`
      CREATE TABLE sales.slow_base (id int PRIMARY KEY);
      INSERT INTO sales.slow_base SELECT generate_series(1, 4000);
      CREATE VIEW sales.slow AS SELECT a.id FROM sales.slow_base a JOIN sales.slow_base b ON (a.id * b.id) % 7919 = 1;
    `);
    const dataset = { schema: 'sales', table: 'slow' };
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'slow',
      change: { name: 'S', tier: 'TIER5', dataset },
    });
    await server.query(REFRESH, { table: 'slow' });
    await server.query(REFRESH, { table: 'slow' });
    const query = `{ entity(entityType: METADATA, canonicalKey: "slow") {
      latestProfile { id }
      profilingDecisions(filter: { profiled: true }) { edges { node { joined explanation profile { id } } } }
    } }`;
    interface Data {
      entity: { latestProfile: { id: string } | null; profilingDecisions: { edges: { node: Decision }[] } };
    }
    const { entity } = await until('the profile', async () => {
      const data = await server.query<Data, object>(query);
      return data.entity.latestProfile !== null && data.entity.profilingDecisions.edges.length === 2 && data;
    });
    const decisions = entity.profilingDecisions.edges.map(({ node }) => node);
    // The two are judged side by side, and either can be first.
    const [first, second] = decisions.sort((a, b) => Number(a.joined) - Number(b.joined));
    expect([first?.joined, second?.joined]).toEqual([false, true]);
    expect([first?.profile, second?.profile]).toEqual([entity.latestProfile, entity.latestProfile]);
    expect(second?.explanation).toMatch(/ It joins the profile that is already waiting or running\.$/);
  });

  test('where retention has removed the cause, the trace shows that one was there', async () => {
    const [refreshed, completed] = await trace('load-7');
    await server.parts.database.query(
      `UPDATE governance.event_stream SET trimmed_through =
         (SELECT stream_offset FROM governance.event_log WHERE id = $1)`,
      [refreshed?.id],
    );
    await server.parts.database.query(
      'DELETE FROM governance.event_log WHERE stream_offset <= (SELECT trimmed_through FROM governance.event_stream)',
    );
    const [oldest] = await trace('load-7');
    expect(oldest).toMatchObject({ id: completed?.id, causationId: refreshed?.id, cause: null });
  });
});
