import { readdirSync, readFileSync } from 'node:fs';

import { parse } from 'graphql';
import { expect, test } from 'vitest';

import { findOperations, operationsByRoom } from '../../../../dashboard/explore/operations.ts';
import { printQuery, queryLink } from '../../../../dashboard/explore/query-link.ts';
import { text } from '../../../../dashboard/text/text.ts';
import { readLinkedOperation } from '../../../../graphiql/linked-operation.ts';

const document = parse(
  'query Approval($id: ID!, $first: Int = 3) { approval(id: $id) { ...Line } } fragment Line on Approval { id }',
);

test('the operations of a room are found in its documents, queries first, and fragments are none', () => {
  const rooms = operationsByRoom({
    '../policy/policy.generated.ts': { PolicyDocument: parse('{ viewer { roles } }') },
    '../approvals/b.generated.ts': {
      ApproveDocument: parse('mutation Approve($input: ApproveInput!) { approve(input: $input) { __typename } }'),
      LineFragmentDoc: parse('fragment Line on Approval { id }'),
      SIZE: 3,
    },
    '../approvals/rows/a.generated.ts': { ApprovalDocument: document },
    '../ui/empty.generated.ts': {},
  });
  expect(rooms.map(({ room, operations }) => [room, operations.map(({ name }) => name)])).toEqual([
    ['approvals', ['Approval', 'Approve']],
    ['policy', ['']],
  ]);
  expect(rooms[0]?.operations[0]).toMatchObject({
    kind: 'query',
    rootFields: ['Query.approval'],
    variables: { id: '' },
  });
  expect(rooms[0]?.operations[1]?.variables).toEqual({ input: {} });
});

test('a link has everything after the hash, and GraphiQL reads it from there', () => {
  const query = printQuery(document);
  const link = queryLink({ query, variables: { id: 'a&b#c' }, actorId: 'anna' });
  const { pathname, search, hash } = new URL(link, 'http://localhost');
  expect([pathname, search]).toEqual(['/graphql', '']);
  expect(readLinkedOperation(hash)).toEqual({
    query,
    variables: '{\n  "id": "a&b#c"\n}',
    headers: '{\n  "x-actor-id": "anna"\n}',
  });
  expect(queryLink({})).toBe('/graphql');
});

test('rooms come in the order that people know', () => {
  const modules = {
    '../b/x.generated.ts': { D: document },
    '../a/x.generated.ts': { D: document },
    '../c/x.generated.ts': { D: document },
  };
  expect(operationsByRoom(modules, ['c', 'b']).map(({ room }) => room)).toEqual(['c', 'b', 'a']);
});

test('operations are found by name, by field of the API, and by what they answer', () => {
  const rooms = operationsByRoom({
    '../a/x.generated.ts': { D: document },
    '../b/x.generated.ts': {
      E: parse('mutation Approve($input: ApproveInput!) { approve(input: $input) { __typename } }'),
    },
  });
  const found = (words: string) =>
    findOperations(rooms, words, { Approval: 'One request.' }).flatMap(({ operations }) =>
      operations.map(({ name }) => name),
    );
  expect(found('')).toEqual(['Approval', 'Approve']);
  expect(found('mutation.approve')).toEqual(['Approve']);
  expect(found(' one REQUEST')).toEqual(['Approval']);
  expect(found('nothing')).toEqual([]);
});

test('every operation of the page says in one sentence what it answers', () => {
  const files = readdirSync('dashboard', { recursive: true, encoding: 'utf8' });
  const names = files
    .filter((path) => path.endsWith('.graphql'))
    .flatMap((path) =>
      [...readFileSync(`dashboard/${path}`, 'utf8').matchAll(/^(?:query|mutation|subscription) (\w+)/gm)].map(
        ([, name]) => name,
      ),
    );
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name = '') => !Object.hasOwn(text.explore.answers, name))).toEqual([]);
  for (const answer of Object.values(text.explore.answers)) expect(answer).toMatch(/^[A-Z][^.]*\.$/);
});
