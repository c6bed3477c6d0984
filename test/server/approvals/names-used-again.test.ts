import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { request } from '../../support/approval-state.ts';
import { approve, create, govern, requestChange } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

const FIELDS = `id status version name nextProfileDueAt replacedBy { id canonicalKey }
  versions { edges { node { version kind diff { field } } } }`;
interface State {
  id: string;
  status: string;
  version: number;
  name: string;
  nextProfileDueAt: string | null;
  replacedBy: { id: string; canonicalKey: string } | null;
  versions: { edges: { node: { version: number; kind: string; diff: { field: string }[] } }[] };
}

const EVENTS = `query ($key: String!) { events(last: 100, filter: { canonicalKeys: [$key] }) { edges { node { __typename
  ... on ApprovalCreatedEvent { payload { requested: changeType } approval { kind entity { id } replacedBy { id } } }
  ... on MetadataChangedEvent { payload { changeType changedFields version } }
  ... on MetadataDeprecatedEvent { payload { reason replacedBy } }
} } } }`;

describe.each(STORES)('names in %s', (_, openStore) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    for (const key of ['successor', 'also_active']) await makeEntity(key);
    await create(server, { entityType: 'GLOSSARY', canonicalKey: 'other_type', change: GLOSSARY });
  }, 60_000);
  afterAll(() => server[Symbol.asyncDispose]());

  const GLOSSARY = { name: 'Term', tier: 'TIER3', glossary: { definition: 'A word.' } };
  const about = (canonicalKey: string) => ({ entityType: 'METADATA', canonicalKey }) as const;

  function makeEntity(key: string, name = 'First') {
    const dataset = { schema: 'sales', table: key };
    return create(server, { ...about(key), change: { name, tier: 'TIER4', dataset } });
  }

  function deprecate(key: string, expectedVersion: number, also: object = {}) {
    return govern(server, { ...about(key), kind: 'DEPRECATE', expectedVersion, ...also });
  }

  async function named(key: string): Promise<State | null> {
    const query = `query ($key: String!) { entity(entityType: METADATA, canonicalKey: $key) { ${FIELDS} } }`;
    return (await server.query<{ entity: State | null }, object>(query, { key })).entity;
  }

  async function withId(id: string): Promise<State> {
    const query = `query ($id: ID!) { node(id: $id) { ... on GovernedEntity { ${FIELDS} } } }`;
    return (await server.query<{ node: State }, object>(query, { id })).node;
  }

  async function eventsAbout(key: string) {
    const answer = await server.query<{ events: { edges: { node: { __typename: string } }[] } }, object>(EVENTS, {
      key,
    });
    return answer.events.edges.map(({ node }) => node);
  }

  async function listed(filter: object): Promise<string[]> {
    const query = `query ($filter: EntityFilter) { entities(filter: $filter) { totalCount edges { node { id } } } }`;
    const { entities } = await server.query<
      { entities: { totalCount: number; edges: { node: { id: string } }[] } },
      object
    >(query, { filter });
    expect(entities.totalCount).toBe(entities.edges.length);
    return entities.edges.map(({ node }) => node.id);
  }

  test('a deprecation names what takes its place, and is taken back with all that it did', async () => {
    const id = await makeEntity('taken_back');
    const search = { search: 'taken_back' };
    await deprecate('taken_back', 1, { comment: 'not used', replacedBy: 'successor' });
    const gone = await named('taken_back');
    expect(gone).toMatchObject({ id, status: 'DEPRECATED', nextProfileDueAt: null });
    expect(gone?.replacedBy?.canonicalKey).toBe('successor');
    expect(await listed(search)).toEqual([]);
    expect(await listed({ ...search, statuses: ['DEPRECATED'] })).toEqual([id]);

    await govern(server, { ...about('taken_back'), kind: 'REACTIVATE', expectedVersion: 2 });
    const back = await named('taken_back');
    expect(back).toMatchObject({ id, status: 'ACTIVE', version: 3, name: 'First', replacedBy: null });
    expect(back?.nextProfileDueAt).not.toBeNull();
    expect(await listed(search)).toEqual([id]);
    expect(back?.versions.edges.map(({ node }) => node)).toMatchObject([
      { version: 3, kind: 'REACTIVATE', diff: [{ field: 'status' }, { field: 'replacedBy' }] },
      { version: 2, kind: 'DEPRECATE', diff: [{ field: 'status' }, { field: 'replacedBy' }] },
      { version: 1, kind: 'CREATE' },
    ]);
    const events = await eventsAbout('taken_back');
    const changed = (changeType: string, version: number) => ({
      __typename: 'MetadataChangedEvent',
      payload: { changeType, version, changedFields: ['status', 'replacedBy'] },
    });
    expect(events).toEqual(
      expect.arrayContaining([
        changed('DEPRECATE', 2),
        { __typename: 'MetadataDeprecatedEvent', payload: { reason: 'not used', replacedBy: 'successor' } },
        {
          __typename: 'ApprovalCreatedEvent',
          payload: { requested: 'UPDATE' },
          approval: { kind: 'REACTIVATE', entity: { id }, replacedBy: null },
        },
        changed('UPDATE', 3),
      ]),
    );
    expect(events.filter(({ __typename }) => __typename === 'MetadataDeprecatedEvent')).toHaveLength(1);
    expect(events.at(-1)?.__typename).toBe('MetadataApprovedEvent');
  });

  test('a server of before, which reads kind and entity_id, finds no entity to apply a reactivation to', async () => {
    await makeEntity('older_server');
    await deprecate('older_server', 1);
    const id = await request(server, { ...about('older_server'), kind: 'REACTIVATE', expectedVersion: 2 });
    const stored = `SELECT kind, entity_id FROM governance.approval WHERE id = $1`;
    expect((await server.parts.database.query(stored, [id])).rows).toEqual([{ kind: 'UPDATE', entity_id: null }]);
    const query = 'query ($id: ID!) { approval(id: $id) { kind outdated entity { canonicalKey } } }';
    expect(await server.query<object, object>(query, { id })).toEqual({
      approval: { kind: 'REACTIVATE', outdated: false, entity: { canonicalKey: 'older_server' } },
    });
  });

  test('a creation takes the name of what is deprecated: the older entity keeps its id and history', async () => {
    const older = await makeEntity('again', 'Older');
    await deprecate('again', 1);
    const creation = { ...about('again'), kind: 'CREATE', change: { name: 'Newer', tier: 'TIER5' } };
    const { approval, warnings } = await requestChange(server, creation);
    expect(warnings?.map(({ path, message }) => [path, message])).toEqual([
      [['canonicalKey'], expect.stringContaining('REACTIVATE')],
    ]);
    expect(approval?.diff).toContainEqual({ field: 'name', before: null, after: '"Newer"' });
    const outdated = 'query ($id: ID!) { approval(id: $id) { outdated } }';
    expect(await server.query(outdated, { id: approval?.id })).toEqual({ approval: { outdated: false } });
    await approve(server, approval?.id ?? '');
    const newer = await until('the new entity', async () => {
      const state = await named('again');
      return state?.status === 'ACTIVE' && state;
    });
    expect(newer).toMatchObject({ version: 1, name: 'Newer' });
    expect(newer.id).not.toBe(older);
    const before = await withId(older);
    expect(before).toMatchObject({ status: 'DEPRECATED', version: 2, name: 'Older' });
    expect(before.versions.edges).toHaveLength(2);

    const taken = await requestChange(server, { ...about('again'), kind: 'REACTIVATE', expectedVersion: 2 });
    expect(taken).toEqual({ __typename: 'ConflictError', message: 'METADATA again is ACTIVE.' });
    await deprecate('again', 1);
    expect((await named('again'))?.id).toBe(newer.id);
    expect(await govern(server, { ...about('again'), kind: 'REACTIVATE', expectedVersion: 2 })).toBe(newer.id);
    expect((await withId(older)).status).toBe('DEPRECATED');
  });

  const change = { change: { name: 'Changed' } };
  test.each<[string, object, string, string]>([
    [
      'what takes its place must exist',
      { kind: 'DEPRECATE', replacedBy: 'nothing' },
      'replacedBy',
      'there is no METADATA nothing',
    ],
    [
      'of the same type',
      { kind: 'DEPRECATE', replacedBy: 'other_type' },
      'replacedBy',
      'there is no METADATA other_type',
    ],
    ['in use', { kind: 'DEPRECATE', replacedBy: 'out_of_use' }, 'replacedBy', 'METADATA out_of_use is DEPRECATED'],
    [
      'and not be the entity',
      { kind: 'DEPRECATE', replacedBy: 'also_active' },
      'replacedBy',
      'must not be the entity itself',
    ],
    [
      'and nothing takes the place of an update',
      { kind: 'UPDATE', replacedBy: 'successor', ...change },
      'replacedBy',
      'can be given in a deprecation only',
    ],
    [
      'a reactivation changes nothing else',
      { kind: 'REACTIVATE', ...change },
      'change.name',
      'must not be set in a reactivation',
    ],
    [
      'and needs a version',
      { kind: 'REACTIVATE', expectedVersion: null },
      'expectedVersion',
      'is required to reactivate',
    ],
  ])('%s', async (_name, input, path, message) => {
    if ('replacedBy' in input && input.replacedBy === 'out_of_use' && !(await named('out_of_use'))) {
      await makeEntity('out_of_use');
      await deprecate('out_of_use', 1);
    }
    const refused = await requestChange(server, { ...about('also_active'), expectedVersion: 1, ...input });
    expect(refused.issues?.map((issue) => [issue.path.join('.'), issue.message])).toContainEqual([path, message]);
  });

  test('what takes its place can be given by id, and what is in use cannot be reactivated', async () => {
    await makeEntity('by_id');
    const replacedBy = (await named('successor'))?.id;
    await deprecate('by_id', 1, { replacedBy });
    expect((await named('by_id'))?.replacedBy).toEqual({ id: replacedBy, canonicalKey: 'successor' });
    expect(await requestChange(server, { ...about('successor'), kind: 'REACTIVATE', expectedVersion: 1 })).toEqual({
      __typename: 'ConflictError',
      message: 'METADATA successor is ACTIVE.',
    });
    expect(await requestChange(server, { ...about('by_id'), kind: 'REACTIVATE', expectedVersion: 1 })).toEqual({
      __typename: 'ConflictError',
      message: 'METADATA by_id is at version 2, not 1.',
    });
  });
});
