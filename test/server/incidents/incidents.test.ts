import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newId } from '../../../src/domain/ids.ts';
import type { Incident } from '../../../src/domain/incidents/incident.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import { incidentOf, openIncidents } from '../../support/incidents/incident.ts';
import { entityOf } from '../../support/lineage.ts';
import { ask } from '../../support/server/answer.ts';
import { askOverSocket, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { countStatements } from '../../support/store/statement-count.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';
import { untilIdle } from '../../support/until-idle.ts';

type Headers = Record<string, string>;

const WATCH = `subscription ($filter: IncidentFilter, $after: String) {
  incidents(filter: $filter, after: $after) { cursor step { kind } incident { id status assignee } }
}`;
interface Change {
  cursor: string;
  step: { kind: string };
  incident: { id: string; status: string };
}

const PAGE = `query ($filter: IncidentFilter, $first: Int) { incidents(filter: $filter, first: $first) {
  position totalCount
  edges { node {
    id cause status severity summary openedAt lastSeenAt occurrences tier assignee snoozedUntil acknowledgedAt resolvedAt resolution
    entity { id name openIncidentCount incidents(first: 2, openOnly: true) { totalCount edges { node { id } } } }
    rule { id } profile { id } openedBy { __typename } root { id }
    affected(first: 2) { totalCount position edges { node { id } } }
    history(first: 5) { edges { cursor node { kind at text actor { actorId } } } }
  } }
} }`;

describe.each(STORES)('incidents on %s', (_, openStore) => {
  let server: TestServer;
  let countOf: (containing: string) => number;

  beforeAll(async () => {
    const store = countStatements(await openStore());
    countOf = (containing) => store.count(containing);
    server = await startTestServer({ database: store.database, env: AUTH_ENV });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const person = (tenant: string, sub: string, roles = ['VIEWER', 'STEWARD']) => bearerOf({ tenant, sub, roles });
  /** Roots, each with an entity, and with some incidents of it that belong to it. */
  async function keep(tenantId: string, count: number): Promise<Incident[]> {
    const roots: Incident[] = [];
    for (let index = 0; index < count; index++) {
      const entity = entityOf(`e_${newId('METADATA').slice(-12)}`, { tenantId });
      await server.parts.unitOfWork.transaction(({ db }) => insertEntity(db, entity));
      const { id: entityId, canonicalKey } = entity;
      const root = incidentOf({ tenantId, entityId, canonicalKey, openedByOffset: 1_000 + index });
      const others = (['VOLUME', 'SCHEMA', 'SCORE'] as const).map((cause) =>
        incidentOf({ tenantId, entityId, canonicalKey, cause, rootId: root.id }),
      );
      await openIncidents(server.parts.unitOfWork, [root, ...others], [{ kind: 'OPENED' }, { kind: 'SEEN' }]);
      roots.push(root);
    }
    return roots;
  }

  const mutate = async (text: string, headers: Headers) =>
    (await ask<{ it: Record<string, unknown> }>(server, { query: `mutation { it: ${text} }` }, headers)).data?.it;
  const RESULT = `{ __typename ... on Error { message } ... on ValidationError { issues { path } }
    ... on ConflictError { currentIncident { status resolution } }`;
  const inResult = (name: string) => `${RESULT} ... on ${name}Success { step { kind text } incident {
    status assignee snoozedUntil acknowledgedAt resolution history { edges { node { kind text assignee resolution actor { actorId } } } } } } }`;
  const acknowledge = (id: string, rest = '') =>
    `acknowledgeIncident(input: { incidentId: "${id}" ${rest} }) ${inResult('AcknowledgeIncident')}`;
  const assign = (id: string, assignee: string) =>
    `assignIncident(input: { incidentId: "${id}" ${assignee} }) ${inResult('AssignIncident')}`;
  const snooze = (id: string, until: Date) =>
    `snoozeIncident(input: { incidentId: "${id}", until: "${until.toISOString()}" }) ${inResult('SnoozeIncident')}`;
  const resolve = (id: string, rest: string) =>
    `resolveIncident(input: { incidentId: "${id}", ${rest} }) ${inResult('ResolveIncident')}`;
  const comment = (id: string, text: string) =>
    `commentOnIncident(input: { incidentId: "${id}", comment: "${text}" }) ${inResult('CommentOnIncident')}`;

  test('a page with all that belongs to its incidents takes the same number of statements for 2 as for 9', async () => {
    const anna = await person('counted', 'anna');
    await keep('counted', 9);
    // Whoever is told of all this would be counted in.
    await untilIdle(server.parts.database, 'counted');
    const statements = async (first: number) => {
      const before = countOf('governance');
      const { data, text } = await ask<{ incidents: { totalCount: number; edges: object[] } }>(
        server,
        { query: PAGE, variables: { first, filter: { rootsOnly: true } } },
        anna,
      );
      expect(data?.incidents.edges.length, text).toBe(first);
      expect(data?.incidents.totalCount).toBe(9);
      return countOf('governance') - before;
    };
    // The first one begins the tenant's stream.
    await statements(1);
    const few = await statements(2);
    expect(await statements(9)).toBe(few);
    expect(few).toBeLessThanOrEqual(10);
  });

  test('an incident is shown with its entity, its group and its history, by its id too, and to no other tenant', async () => {
    const [anna, other] = await Promise.all([person('shown', 'anna'), person('hidden', 'anna')]);
    const [root] = await keep('shown', 1);
    const query = `query ($id: ID!) { node(id: $id) { ... on Incident { id entity { openIncidentCount }
      openedBy { __typename } affected(first: 1) { totalCount pageInfo { hasNextPage endCursor } edges { node { root { id } } } }
      history(last: 1) { edges { node { kind } } } } } }`;
    const variables = { id: root?.id };
    expect((await ask(server, { query, variables }, anna)).data?.node).toMatchObject({
      id: root?.id,
      entity: { openIncidentCount: 4 },
      openedBy: null,
      affected: { totalCount: 3, pageInfo: { hasNextPage: true }, edges: [{ node: { root: { id: root?.id } } }] },
      history: { edges: [{ node: { kind: 'SEEN' } }] },
    });
    expect((await ask(server, { query, variables }, other)).data?.node).toBeNull();
    expect(await mutate(acknowledge(root?.id ?? ''), other)).toMatchObject({ __typename: 'NotFoundError' });
  });

  test('people take notice, hand on, put off, comment and resolve, each once however often they say so', async () => {
    const anna = await person('acted', 'anna');
    const [root] = await keep('acted', 1);
    const id = root?.id ?? '';
    expect(await mutate(acknowledge(id), anna)).toMatchObject({ step: { kind: 'ACKNOWLEDGED' } });
    expect(await mutate(acknowledge(id), anna)).toMatchObject({ step: null, incident: { status: 'ACKNOWLEDGED' } });
    for (const step of [{ kind: 'ASSIGNED' }, null]) {
      expect(await mutate(assign(id, 'assignee: "bert"'), anna)).toMatchObject({
        step,
        incident: { assignee: 'bert' },
      });
    }
    expect(await mutate(assign(id, 'assignee: null'), anna)).toMatchObject({ incident: { assignee: null } });
    const soon = new Date(server.now().getTime() + 3_600_000);
    for (const step of [{ kind: 'SNOOZED' }, null]) {
      expect(await mutate(snooze(id, soon), anna)).toMatchObject({
        step,
        incident: { status: 'SNOOZED', snoozedUntil: soon.toISOString() },
      });
    }
    for (const step of [{ kind: 'COMMENTED', text: 'hm' }, null]) {
      expect(await mutate(comment(id, 'hm'), anna)).toMatchObject({ step });
    }
    expect(await mutate(resolve(id, 'resolution: FIXED'), anna)).toMatchObject({
      incident: { status: 'RESOLVED', resolution: 'FIXED', snoozedUntil: null },
    });
    const conflict = { __typename: 'ConflictError', currentIncident: { status: 'RESOLVED', resolution: 'FIXED' } };
    for (const late of [
      acknowledge(id),
      assign(id, 'assignee: "x"'),
      snooze(id, soon),
      resolve(id, 'resolution: FIXED'),
    ]) {
      expect(await mutate(late, anna)).toMatchObject(conflict);
    }
    const last = await mutate(comment(id, 'known since'), anna);
    const edges = (kinds: string[]) => kinds.map((kind) => ({ node: { kind } }));
    const DONE = ['ACKNOWLEDGED', 'ASSIGNED', 'ASSIGNED', 'SNOOZED', 'COMMENTED', 'RESOLVED', 'COMMENTED'];
    expect(last).toMatchObject({ incident: { history: { edges: edges(['OPENED', 'SEEN', ...DONE]) } } });
    expect(last).toMatchObject({
      incident: {
        history: { edges: expect.arrayContaining([{ node: expect.objectContaining({ actor: { actorId: 'anna' } }) }]) },
      },
    });
  });

  test('what makes no sense is refused with its path', async () => {
    const anna = await person('refused', 'anna');
    const [root] = await keep('refused', 1);
    const id = root?.id ?? '';
    const now = server.now().getTime();
    const refused: [string, string][] = [
      [assign(id, ''), 'assignee'],
      [assign(id, 'assignee: ""'), 'assignee'],
      [assign(id, `assignee: "${'x'.repeat(201)}"`), 'assignee'],
      [snooze(id, new Date(now - 1_000)), 'until'],
      [snooze(id, new Date(now + 91 * 86_400_000)), 'until'],
      [resolve(id, 'resolution: AUTO'), 'resolution'],
      [resolve(id, 'resolution: FALSE_ALARM'), 'comment'],
      [resolve(id, 'resolution: ACCEPTED, comment: " "'), 'comment'],
      [comment(id, ' '), 'comment'],
      [acknowledge(id, `comment: "${'x'.repeat(10_001)}"`), 'comment'],
    ];
    for (const [text, path] of refused) {
      expect(await mutate(text, anna), text.slice(0, 80)).toMatchObject({
        __typename: 'ValidationError',
        issues: [{ path: [path] }],
      });
    }
    expect(await mutate(acknowledge('nothing'), anna)).toMatchObject({ __typename: 'NotFoundError' });
  });

  test('of two who resolve it at the same time one does, and the other is told so', async () => {
    const anna = await person('raced', 'anna');
    const [root] = await keep('raced', 1);
    const both = await Promise.all([1, 2].map(() => mutate(resolve(root?.id ?? '', 'resolution: FIXED'), anna)));
    expect(both.map((one) => one?.__typename).sort()).toEqual(['ConflictError', 'ResolveIncidentSuccess']);
  });

  test('changes come in order and once, from the position of a page on, and from where one was left', async () => {
    const [anna, other] = await Promise.all([person('followed', 'anna'), person('elsewhere', 'anna')]);
    await keep('followed', 2);
    const { data } = await ask<{ incidents: { position: string; edges: { node: { id: string } }[] } }>(
      server,
      { query: PAGE, variables: { filter: { rootsOnly: true } } },
      anna,
    );
    const [one = '', two = ''] = data?.incidents.edges.map(({ node }) => node.id) ?? [];
    const after = data?.incidents.position;
    const follow = (variables: object) => {
      const operation = start<{ incidents: Change }>(server.client(anna), {
        query: WATCH,
        variables: { ...variables },
      });
      const changes = () => operation.messages.flatMap((message) => message.data?.incidents ?? []);
      return { changes, complete: operation.complete };
    };
    const stream = follow({ after });
    await mutate(acknowledge(one), anna);
    await mutate(comment(two, 'hm'), anna);
    await mutate(resolve(one, 'resolution: FIXED'), anna);
    await until('the changes', () => stream.changes().length >= 3);
    const told = stream.changes().map(({ step, incident }) => [step.kind, incident.id]);
    expect(told).toEqual([
      ['ACKNOWLEDGED', one],
      ['COMMENTED', two],
      ['RESOLVED', one],
    ]);
    const resumed = follow({ after: stream.changes()[0]?.cursor });
    // By what the incident is now.
    const open = follow({ after, filter: { statuses: ['OPEN'] } });
    await mutate(comment(two, 'and more'), anna);
    await until('the rest', () => resumed.changes().length >= 3 && open.changes().length >= 2);
    expect(resumed.changes().map(({ step }) => step.kind)).toEqual(['COMMENTED', 'RESOLVED', 'COMMENTED']);
    expect(open.changes().map(({ incident }) => incident.id)).toEqual([two, two]);
    await until('the last change', () => stream.changes().length >= 4);
    expect(stream.changes().map(({ step }) => step.kind)).toEqual([
      'ACKNOWLEDGED',
      'COMMENTED',
      'RESOLVED',
      'COMMENTED',
    ]);
    for (const one of [stream, resumed, open]) one.complete();

    const codeOf = async (headers: Headers, position: unknown) =>
      (await askOverSocket(server.client(headers), { query: WATCH, variables: { after: position } })).errors?.[0]
        ?.extensions.code;
    expect(await codeOf(other, after)).toBe('CURSOR_EXPIRED');
    expect(await codeOf(anna, 'nothing')).toBe('BAD_USER_INPUT');
    const beyond = Buffer.from(after ?? '', 'base64url')
      .toString()
      .replace(/\.\d+$/, '.999999');
    expect(await codeOf(anna, Buffer.from(beyond).toString('base64url'))).toBe('CURSOR_EXPIRED');
  });

  test('how soon incidents are taken care of is summed up by tier', async () => {
    const anna = await person('summed', 'anna');
    await keep('summed', 1);
    const query = `{ incidentSummary(from: "2026-03-01T00:00:00Z") { tier openCount openRootCount openedCount
      timeToAcknowledge { count medianSeconds } timeToResolve { count meanSeconds } } }`;
    const { data, text } = await ask<{ incidentSummary: object[] }>(server, { query }, anna);
    expect(data?.incidentSummary[0], text).toEqual({
      tier: 'TIER1',
      ...{ openCount: 4, openRootCount: 1, openedCount: 4 },
      timeToAcknowledge: { count: 0, medianSeconds: null },
      timeToResolve: { count: 0, meanSeconds: null },
    });
    const backwards = '{ incidentSummary(from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z") { tier } }';
    expect((await ask(server, { query: backwards }, anna)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
