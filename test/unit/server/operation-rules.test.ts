import { readdirSync, readFileSync } from 'node:fs';

import { getIntrospectionQuery, type GraphQLError, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, test } from 'vitest';

import * as demoOperations from '../../../demo/operations.ts';
import { EVENTS } from '../../../demo/seen-event.ts';
import * as exampleDocuments from '../../../examples/gql/graphql.ts';
import { GRAPHIQL_TABS } from '../../../graphiql/tabs.ts';
import { schema } from '../../../src/schema/schema.ts';
import { MAX_ALIAS_LENGTH, MAX_ALIASES, MAX_COST, MAX_DEPTH } from '../../../src/server/graphql/operation-rules.ts';
import { OWN_RULES } from '../../../src/server/graphql/prepare-operation.ts';

/** What this server finds wrong with a document beside what GraphQL does. */
const findingsOf = (document: string): readonly GraphQLError[] => validate(schema, parse(document), OWN_RULES);

/** The only finding: that the document asks for too much, and what it says of it. */
function refusalOf(document: string) {
  const findings = findingsOf(document);
  expect(findings.map(({ message }) => message)).toEqual([expect.stringMatching(/^The operation costs /)]);
  const { cost, maxCost, mostExpensiveField } = findings[0]?.extensions ?? {};
  expect(cost).toBeGreaterThan(MAX_COST);
  expect(maxCost).toBe(MAX_COST);
  return { message: findings[0]?.message, cost, mostExpensiveField };
}

const aliased = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

const TYPES = '__schema { types { ...FullType } }';

describe('lists inside lists are refused by what they multiply to:', () => {
  const entity = (selection: string) => `{ entity(entityType: KPI, canonicalKey: "k") { ${selection} } }`;
  const columns = 'columns { name dataType nullCount distinctCount min max }';
  test.each([
    [
      'columns of the profiles of a page of entities',
      `{ entities(first: 100) { edges { node { profiles(first: 33) { edges { node { ${columns} } } } } } } }`,
    ],
    ['one profile under many aliases', entity(aliased(80, `latestProfile { ${columns} }`))],
    [
      'attempts of the deliveries of the webhooks',
      `{ ${aliased(10, 'webhooks { deliveries(first: 100) { edges { node { attempts { at } } } } }')} }`,
    ],
    [
      'the way to each of a thousand entities downstream',
      entity(aliased(10, 'downstream(limit: 1000) { nodes { path { fromColumn toColumn } } }')),
    ],
    [
      'profiles of the entity of a profile, and so on',
      entity(`${'profiles(first: 100) { edges { node { entity { '.repeat(3)} id ${'} } } }'.repeat(3)}`),
    ],
    [
      'the decisions about a refresh, their refresh, its decisions',
      `{ events(first: 1) { edges { node { ... on DataRefreshedEvent {
         ${'profilingDecisions { event { ... on DataRefreshedEvent { '.repeat(5)} id ${'} } }'.repeat(5)} } } } } }`,
    ],
    ['the types that GraphQL tells of', `{ ${aliased(60, '__schema { types { fields { args { name } } } }')} }`],
    ['GraphiQL’s own question, many times', getIntrospectionQuery().replace('{', `{ ${aliased(3, TYPES)} `)],
  ])('%s', (_, document) => {
    refusalOf(document);
  });

  test.each([
    ['named fragments', (inner: string) => `...${inner}`],
    ['inline fragments', (inner: string) => `... { ...${inner} }`],
    ['inline fragments with a condition', (inner: string) => `... @include(if: true) { ...${inner} }`],
  ])('also where %s hide them', (_, spread) => {
    const levels = 6;
    const fragments = Array.from(
      { length: levels },
      (_, n) => `fragment E${n} on GovernedEntity { profiles { ${spread(`P${n}`)} } }
        fragment P${n} on ProfileConnection { edges { node { entity { ${spread(`E${n + 1}`)} } } } }`,
    );
    refusalOf(`{ entities { ${spread('All')} } } ${fragments.join(' ')} fragment E${levels} on GovernedEntity { id }
      fragment All on EntityConnection { edges { node { ${spread('E0')} } } }`);
  });
});

test('a refusal says the cost, the limit and the most expensive field', () => {
  const { message, cost, mostExpensiveField } = refusalOf(
    '{ all: entities(first: 100) { edges { node { id profiles(first: 50) { edges { node { id columns { name } } } } } } } }',
  );
  // A page, its edges, and for each of 100 their node, its id and its page of profiles, and so on.
  const profile = 1 + 1 + 1 + 200;
  const total = 1 + 1 + 100 * (1 + 1 + 1 + 1 + 50 * profile);
  expect(cost).toBe(total);
  expect(mostExpensiveField).toEqual({ path: 'all.edges.node.profiles.edges.node.columns', cost: 1_000_000 });
  expect(message).toBe(
    `The operation costs ${total}; the limit is 50000. The cost is the number of requested fields, counted once for each item that a list can have; a field that counts everything counts for more. The most expensive field is all.edges.node.profiles.edges.node.columns, with 1000000 in it.`,
  );
});

test('what walks the lineage is expensive by itself', () => {
  const page =
    'events(first: 100) { edges { node { ... on MetadataChangedEvent { affectedEntities { totalCount } } } } }';
  expect(findingsOf(`{ ${page} }`)).toEqual([]);
  expect(refusalOf(`{ ${aliased(10, page)} }`).cost).toBe(10 * (1 + 1 + 100 * (1 + 50 + 1)));
});

test.each([
  ['tierSummary', 'tierSummary { entityCount }', 2_000 + 5, 'tierSummary'],
  ['standardPacks', 'standardPacks { entityCount }', 2_000 + 20, 'standardPacks'],
  ['totalCount', 'entities { totalCount }', 1 + 2_000, 'entities.totalCount'],
  ['a facet', 'entities { facets { owners { count } } }', 1 + 1 + 2_000 + 20, 'entities.facets.owners'],
])('what reads all entities is expensive by itself: %s', (_, field, cost, path) => {
  expect(findingsOf(`{ ${aliased(20, field)} }`)).toEqual([]);
  const refusal = refusalOf(`{ ${aliased(30, field)} }`);
  expect(refusal.cost).toBe(30 * cost);
  expect(refusal.mostExpensiveField).toMatchObject({ path: path.replace(/^\w+/, 'a0') });
});

describe('a page counts for what it asks for,', () => {
  const costOf = (page: string) =>
    refusalOf(`query ($n: Int) { entities(first: 100) { edges { node { versions(${page}) { edges { node {
      ${aliased(30, 'version')} } } } } } } }`).cost;
  const sized = (size: number) => 1 + 1 + 100 * (1 + 1 + 1 + size * (1 + 30));
  test.each([
    ['from the beginning', 'first: 50', 50],
    ['from the end', 'last: 30', 30],
    ['by default', 'after: "x"', 20],
    ['by a variable: as many as there may be', 'first: $n', 100],
    ['more than there may be', 'first: 2000000000', 100],
  ])('%s', (_, page, size) => {
    expect(costOf(page)).toBe(sized(size));
  });
});

test.each([
  ['fragments that double at every step', 60, 'viewer { actorId }', (next: string) => `...${next} ...${next}`],
  ['fragments in a circle', 160, '...F0', (next: string) => `viewer { actorId } ...${next}`],
])('%s are looked at soon', (_, count, last, step) => {
  const fragments = Array.from({ length: count }, (_, n) => `fragment F${n} on Query { ${step(`F${n + 1}`)} }`);
  const startedAt = performance.now();
  findingsOf(`{ ...F0 } ${fragments.join(' ')} fragment F${count} on Query { ${last} }`);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('fields are nested to a bound', () => {
  const nested = (levels: number) =>
    `{ eventTrace(correlationId: "c") { ... on EventEnvelope { ${'cause { ... on EventEnvelope { '.repeat(levels - 2)} id ${'} }'.repeat(levels - 2)} } } }`;
  expect(findingsOf(nested(MAX_DEPTH))).toEqual([]);
  expect(findingsOf(nested(MAX_DEPTH + 1)).map(({ message }) => message)).toEqual([
    'The operation has 31 levels of fields; the limit is 30.',
  ]);
});

test('aliases are few, wherever they stand, and short', () => {
  const spread = (count: number) =>
    `{ viewer { ...A } ${aliased(count - 2, '__typename')} } fragment A on Viewer { b: roles c: actorId }`;
  expect(findingsOf(spread(MAX_ALIASES))).toEqual([]);
  expect(findingsOf(spread(MAX_ALIASES + 5)).map(({ message }) => message)).toEqual([
    'A document can have at most 100 aliases.',
  ]);
  const named = (length: number) => `{ ${'a'.repeat(length)}: streamPosition }`;
  expect(findingsOf(named(MAX_ALIAS_LENGTH))).toEqual([]);
  expect(findingsOf(named(MAX_ALIAS_LENGTH + 1)).map(({ message }) => message)).toEqual([
    'An alias can have at most 100 characters.',
  ]);
});

describe('what people and their tools ask for is not refused:', () => {
  test.each([
    ['all of the schema, as GraphiQL asks for it', getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true })],
    [
      'a page of entities with the columns and rules of their latest profiles',
      `{ entities(first: 20) { edges { node { name latestProfile { qualityScore columns { name nullCount distinctCount min max }
         rules { passed } } pendingApproval { id diff { field before after } } tags { canonicalKey }
         profilingDecisions(first: 5) { edges { node { rule event { __typename } } } } } } } }`,
    ],
    [
      'every column of twenty profiles of a wide table',
      `{ entity(entityType: METADATA, canonicalKey: "k") { profiles(first: 20) { edges { node { createdAt
         columns { name dataType nullCount distinctCount min max } } } } } }`,
    ],
    [
      'the deliveries of all webhooks with their attempts',
      '{ webhooks { id url deliveries(first: 20) { edges { node { id status attempts { at responseStatus error } } } } } }',
    ],
    [
      'all that is downstream, with the way to it',
      `{ entity(entityType: METADATA, canonicalKey: "k") { downstream(depth: 10, limit: 1000) { nodes { distance
         entity { id name } path { fromColumn toColumn transformation entity { canonicalKey } } } } } }`,
    ],
    [
      'a hundred entities by name',
      `{ ${aliased(100, 'entity(entityType: KPI, canonicalKey: "k") { id name tier }')} }`,
    ],
  ])('%s', (_, document) => {
    expect(validate(schema, parse(document), [...specifiedRules, ...OWN_RULES])).toEqual([]);
  });

  const texts = (folder: string, pattern: RegExp) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap(({ name }) =>
        [...readFileSync(`${folder}/${name}`, 'utf8').matchAll(pattern)].map(([, text = '']) => text),
      );
  const literals = /`((?:query|mutation|subscription)\b(?:[^`$]|\$(?!\{))*)`/g;
  const blocks = /^```graphql\n([^]*?)^```/gm;
  test.each([
    ['the tabs of GraphiQL', GRAPHIQL_TABS.map(({ query }) => query)],
    [
      'the examples',
      Object.entries(exampleDocuments).flatMap(([name, document]) =>
        name.endsWith('Document') ? [String(document)] : [],
      ),
    ],
    [
      'the demo',
      [EVENTS, ...texts('demo', literals), ...Object.values(demoOperations).map((operation) => operation.document)],
    ],
    ['the documentation', [...texts('docs', blocks), ...texts('.', blocks)]],
  ])('%s', (_, documents) => {
    expect(documents.length).toBeGreaterThan(3);
    for (const document of documents) expect(findingsOf(document), document).toEqual([]);
  });
});
