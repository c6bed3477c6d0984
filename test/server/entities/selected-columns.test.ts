import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { expect } from 'vitest';

import { schema } from '../../../src/schema/schema.ts';
import { create, requestChange } from '../../support/governance.ts';
import { serverTest as test } from '../../support/server/server-test.ts';
import type { TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

/** One entity of each type, with the part of its definition that only its type has. */
const ENTITIES = [
  ['METADATA', {}],
  ['KPI', { kpi: { formula: 'a / b', direction: 'HIGHER_IS_BETTER', computedFrom: ['metadata'] } }],
  ['GLOSSARY', { glossary: { definition: 'What it is.', synonyms: ['it'] } }],
  ['BUSINESS_RULE', { businessRule: { severity: 'CRITICAL', check: { notNull: true } } }],
  ['TAG', { tag: { values: ['a'], marks: [{ entityType: 'METADATA', canonicalKey: 'metadata' }] } }],
  [
    'LINEAGE',
    {
      lineage: {
        from: { entityType: 'METADATA', canonicalKey: 'metadata' },
        to: { entityType: 'KPI', canonicalKey: 'kpi' },
      },
    },
  ],
] as const;

async function fill(server: TestServer): Promise<void> {
  await server.warehouse.exec('CREATE TABLE public.measured (a int); INSERT INTO public.measured VALUES (1)');
  for (const [entityType, definition] of ENTITIES) {
    const canonicalKey = entityType.toLowerCase();
    const dataset = { schema: 'public', table: 'measured', ...(entityType === 'BUSINESS_RULE' && { column: 'a' }) };
    const change = { name: canonicalKey, tier: 'TIER1', dataset, ...definition };
    await create(server, { entityType, canonicalKey, change });
    const input = { entityType, canonicalKey, kind: 'UPDATE', expectedVersion: 1, change: { name: 'new' } };
    await requestChange(server, input);
  }
  await until('a profile', async () => {
    const { entity } = await server.query<{ entity: { latestProfile: object | null } }, object>(
      '{ entity(entityType: METADATA, canonicalKey: "metadata") { latestProfile { id } } }',
    );
    return entity.latestProfile;
  });
}

const ARGUMENTS: Record<string, string> = {
  version: '1',
  from: '"2026-01-01T00:00:00Z"',
  to: '"2026-01-02T00:00:00Z"',
};

/** The field with the least that can be selected of it. */
function selectionOf({ name, type, args }: GraphQLField<unknown, unknown>): string {
  const given = args.filter(isRequiredArgument).map((argument) => `${argument.name}: ${ARGUMENTS[argument.name]}`);
  const below = isLeafType(getNamedType(type)) ? '' : ' { __typename }';
  return `${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${below}`;
}

function objectType(name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type`);
  return type;
}

interface Page {
  entities: { edges: { node: object }[] };
}

test('each field of an entity, its profile and its request finds all that it reads, also if nothing else is selected', async ({
  server,
}) => {
  await fill(server);
  const places = [
    ...schema
      .getImplementations(getEntityInterface())
      .objects.map((type) => [type, (selection: string) => `... on ${type.name} { ${selection} }`] as const),
    [objectType('Profile'), (selection: string) => `latestProfile { ${selection} }`] as const,
    [objectType('Approval'), (selection: string) => `pendingApproval { ${selection} }`] as const,
  ];
  let count = 0;
  for (const [type, placed] of places) {
    const fields = Object.values(type.getFields());
    const ask = async (selection: string) =>
      (await server.query<Page, object>(`{ entities { edges { node { ${placed(selection)} } } } }`)).entities.edges;
    for (const field of fields) {
      await ask(selectionOf(field));
      count += 1;
    }
  }
  expect(count).toBeGreaterThan(100);
});

test('what is selected does not change what a field says', async ({ server }) => {
  const leaves = Object.values(getEntityInterface().getFields()).filter(
    ({ type, name }) => isLeafType(getNamedType(type)) && name !== 'id',
  );
  const whole = await server.query<Page, object>(
    `{ entities { edges { node { id ${leaves.map(({ name }) => name).join(' ')} upstream { __typename } } } } }`,
  );
  for (const { name } of leaves) {
    const alone = await server.query<Page, object>(`{ entities { edges { node { id ${name} } } } }`);
    expect(whole).toMatchObject(alone);
  }
});

function getEntityInterface() {
  const type = schema.getType('GovernedEntity');
  if (!type || !('getInterfaces' in type) || isObjectType(type)) throw new Error('GovernedEntity is no interface');
  return type;
}
