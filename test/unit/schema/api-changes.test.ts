import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';

import { breakingChanges, unexplainedDeprecations } from '../../../scripts/api/api-changes.ts';
import { baselineOf } from '../../../scripts/api/baseline.ts';

const BEFORE = `
  interface Node { id: ID! }
  type Entity implements Node { id: ID! name: String! owner: String tier: Tier! tags: [String!]! }
  type Profile { score: Float! }
  enum Tier { TIER1 TIER2 TIER3 }
  union Result = Entity | Profile
  input Filter { tiers: [Tier!] search: String limit: Int = 10 }
  input Change { kind: String! }
  type Query { entity(id: ID!, version: Int): Entity entities(filter: Filter, first: Int! = 20): [Entity!]! result: Result }
  type Subscription { profiles(after: String): Profile! }
`;

function changesBy(...replacements: [string, string][]): Promise<string[]> {
  const after = replacements.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${from} is not in the schema`);
    return text.replace(from, to);
  }, BEFORE);
  return breakingChanges(buildSchema(BEFORE), buildSchema(after));
}

describe('breaks clients', () => {
  test.each<[string, string, string]>([
    ['a removed field', 'owner: String', ''],
    ['a renamed field', 'name: String!', 'title: String!'],
    ['a field that may be null now', 'name: String!', 'name: String'],
    ['an item that may be null now', 'tags: [String!]!', 'tags: [String]!'],
    ['a field of another type', 'score: Float!', 'score: String!'],
    ['a field that is a list now', 'owner: String', 'owner: [String]'],
    ['a removed argument', ', version: Int)', ')'],
    ['a new required argument', 'version: Int', 'version: Int, at: String!'],
    ['an argument that is required now', 'version: Int', 'version: Int!'],
    ['another default of an argument', 'first: Int! = 20', 'first: Int! = 50'],
    ['a default that is gone', 'first: Int! = 20', 'first: Int!'],
    ['a removed enum value', 'TIER3', ''],
    ['a removed member of a union', ' | Profile', ''],
    ['a removed interface', 'implements Node', ''],
    ['a removed input field', 'search: String', ''],
    ['a new required input field', 'search: String', 'search: String, kind: String!'],
    ['an input field that is required now', 'search: String', 'search: String!'],
    ['another default of an input field', 'limit: Int = 10', 'limit: Int = 20'],
    ['a removed subscription', 'type Subscription { profiles(after: String): Profile! }', ''],
    ['a type of another kind', 'enum Tier { TIER1 TIER2 TIER3 }', 'scalar Tier'],
  ])('%s', async (_, from, to) => {
    expect(await changesBy([from, to])).not.toEqual([]);
  });
});

describe('breaks nobody', () => {
  test.each<[string, string, string]>([
    ['a new field', 'owner: String', 'owner: String, grade: String!'],
    ['a new type', 'enum Tier', 'type New { id: ID! } enum Tier'],
    ['a new optional argument', 'version: Int', 'version: Int, at: String'],
    ['a new argument with a default', 'version: Int', 'version: Int, depth: Int! = 3'],
    ['an argument that is optional now', 'entity(id: ID!', 'entity(id: ID'],
    ['a default of a required argument', 'entity(id: ID!', 'entity(id: ID! = ""'],
    ['a default of a required input field', 'kind: String!', 'kind: String! = ""'],
    ['a new optional input field', 'search: String', 'search: String, owners: [String!]'],
    ['a new enum value', 'TIER3', 'TIER3 TIER4'],
    ['a new member of a union', 'Entity | Profile', 'Entity | Profile | Query'],
    ['a field that is never null now', 'owner: String', 'owner: String!'],
    ['a deprecation', 'owner: String', 'owner: String @deprecated(reason: "Use `owners`.")'],
    ['a description', 'owner: String', '"Who is responsible." owner: String'],
  ])('%s', async (_, from, to) => {
    expect(await changesBy([from, to])).toEqual([]);
  });
});

test('an accepted change is let through, and no other', async () => {
  const [before, after] = [buildSchema(BEFORE), buildSchema(BEFORE.replace('owner: String', '').replace('TIER3', ''))];
  const changes = await breakingChanges(before, after);
  expect(changes).toHaveLength(2);
  const [first = '', second] = changes;
  const accepted = [{ change: first, reason: 'nobody has ever used it' }];
  expect(await breakingChanges(before, after, accepted)).toEqual([second]);
});

test('whatever is deprecated says what to use instead', () => {
  const schema = buildSchema(`
    type Query { a: Int @deprecated b(c: Int @deprecated(reason: " ")): Int d: Int @deprecated(reason: "Use \`a\`.") e: E f(i: I): Int }
    enum E { G @deprecated H }
    input I { j: Int @deprecated k: Int }
  `);
  expect(unexplainedDeprecations(schema).sort()).toEqual(['E.G', 'I.j', 'Query.a', 'Query.b.c']);
});

test('a baseline has no descriptions, and keeps defaults and deprecations', () => {
  const text = `"""A query."""
type Query {
  "A field." a("An argument." b: String = "a text"): Int @deprecated(reason: "Use \`c\`.")
}`;
  expect(baselineOf(buildSchema(text))).toBe(
    'type Query {\n  a(b: String = "a text"): Int @deprecated(reason: "Use `c`.")\n}\n',
  );
});
