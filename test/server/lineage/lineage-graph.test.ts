import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Entity } from '../../../src/domain/entities/entity.ts';
import { newId } from '../../../src/domain/ids.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import { entityOf, kpiOf, lineageFieldOf } from '../../support/lineage.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { countStatements } from '../../support/store/statement-count.ts';
import { openTestStore } from '../../support/store/test-store.ts';

let server: TestServer;
let store: ReturnType<typeof countStatements>;
/** orders → sales → margin (a KPI) → report, and report → orders, which closes the circle; orders → old, deprecated. */
const orders = entityOf('orders');
const sales = entityOf('sales');
const margin = kpiOf('margin', ['sales']);
const report = entityOf('report');
const old = entityOf('old', { status: 'DEPRECATED' });
const amounts = lineageFieldOf('orders.amount', 'sales.total');
const whole = lineageFieldOf('orders', 'sales');
const inside = lineageFieldOf('sales.total', 'sales.rounded');
const elsewhere = entityOf('elsewhere', { tenantId: 'acme' });

beforeAll(async () => {
  store = countStatements(await openTestStore());
  server = await startTestServer({ database: store.database });
  const toReport: Entity = {
    ...lineageFieldOf('x', 'report'),
    definition: {
      lineage: {
        from: { entityType: 'KPI', canonicalKey: 'margin' },
        to: { entityType: 'METADATA', canonicalKey: 'report' },
      },
    },
  };
  const entities = [orders, sales, margin, report, old, elsewhere, amounts, whole, inside, toReport];
  await server.parts.unitOfWork.transaction(async ({ db }) => {
    for (const entity of [...entities, lineageFieldOf('report', 'orders'), lineageFieldOf('orders', 'old')]) {
      await insertEntity(db, entity);
    }
  });
});
afterAll(() => server[Symbol.asyncDispose]());

interface Node {
  entity: { canonicalKey: string };
  column?: string | null;
  distance: number;
  hasMoreUpstream: boolean;
  hasMoreDownstream: boolean;
}

interface Graph {
  nodes: Node[];
  edges: { from: { canonicalKey: string }; to: { canonicalKey: string } }[];
  truncated: boolean;
}

async function graphOf({ id }: Entity, args = '') {
  const { data } = await ask<{ lineageGraph: Graph }>(server, {
    query: `{ lineageGraph(root: "${id}"${args}) {
      nodes { entity { canonicalKey } distance hasMoreUpstream hasMoreDownstream }
      edges { from { canonicalKey } to { canonicalKey } kind lineage { canonicalKey } fromColumn toColumn }
      truncated } }`,
  });
  if (!data) throw new Error('no answer');
  const { nodes, edges, truncated } = data.lineageGraph;
  return { nodes: nodes.map(textOfNode), edges, truncated };
}

/** Such as `-1 sales.total ↑↓`: distance, name, and the directions in which there is more. */
function textOfNode({ entity, column, distance, hasMoreUpstream, hasMoreDownstream }: Node): string {
  const name = column == null ? entity.canonicalKey : `${entity.canonicalKey}.${column}`;
  const more = `${hasMoreUpstream ? '↑' : ''}${hasMoreDownstream ? '↓' : ''}`;
  return `${distance} ${name} ${more}`.trim();
}

test('an entity with its neighbours, by default one step in each direction, and all edges between them', async () => {
  const { nodes, edges, truncated } = await graphOf(sales);
  expect(nodes).toEqual(['0 sales', '1 margin ↓', '-1 orders ↑↓']);
  expect(edges).toEqual([
    edge('sales', 'sales', inside, 'total', 'rounded'),
    { ...edge('sales', 'margin', null), kind: 'COMPUTED_FROM' },
    edge('orders', 'sales', amounts, 'amount', 'total'),
    edge('orders', 'sales', whole),
  ]);
  expect(truncated).toBe(false);
});

function edge(from: string, to: string, lineage: Entity | null, fromColumn?: string, toColumn?: string) {
  return {
    from: { canonicalKey: from },
    to: { canonicalKey: to },
    kind: 'LINEAGE_FIELD',
    lineage: lineage && { canonicalKey: lineage.canonicalKey },
    fromColumn: fromColumn ?? null,
    toColumn: toColumn ?? null,
  };
}

test('round a circle, each entity is as far away as on the shorter way, and upstream if both are as long', async () => {
  const { nodes, edges } = await graphOf(orders, ', upstream: 20, downstream: 20');
  expect(nodes).toEqual(['0 orders', '1 old', '-1 report', '1 sales', '-2 margin']);
  expect(edges).toHaveLength(7);
  expect((await graphOf(orders, ', upstream: 0, downstream: 20')).nodes).toEqual([
    '0 orders',
    '1 old',
    '1 sales',
    '2 margin',
    '3 report',
  ]);
});

test('beyond the limit the nearest are shown, and it is said that there are more', async () => {
  const { nodes, edges, truncated } = await graphOf(orders, ', upstream: 20, downstream: 20, limit: 3');
  expect(nodes).toEqual(['0 orders ↓', '1 old', '-1 report ↑']);
  expect(edges).toHaveLength(2);
  expect(truncated).toBe(true);
  expect((await graphOf(orders, ', limit: 1')).nodes).toEqual(['0 orders ↑↓']);
});

test('around a lineage field, both of its ends have distance 0', async () => {
  expect((await graphOf(amounts)).nodes).toEqual(['0 orders ↓', '0 sales', '1 margin', '-1 report']);
});

test('what nothing leads to stands alone', async () => {
  const term = entityOf('term', { entityType: 'GLOSSARY' });
  await server.parts.unitOfWork.transaction(({ db }) => insertEntity(db, term));
  expect(await graphOf(term)).toEqual({ nodes: ['0 term'], edges: [], truncated: false });
});

async function columnsOf({ id }: Entity, column: string, args = '') {
  const end = 'entity { canonicalKey } column distance hasMoreUpstream hasMoreDownstream';
  const { data } = await ask<{ columnLineage: { nodes: Node[]; edges: { from: Node; to: Node }[] } }>(server, {
    query: `{ columnLineage(entity: "${id}", column: "${column}"${args}) {
      nodes { ${end} } edges { from { ${end} } to { ${end} } lineage { id } } truncated } }`,
  });
  if (!data) throw new Error('no answer');
  const { nodes, edges } = data.columnLineage;
  return { nodes: nodes.map(textOfNode), edges: edges.map(({ from, to }) => `${nameOf(from)} → ${nameOf(to)}`) };
}

function nameOf({ entity, column }: Node): string {
  return column == null ? entity.canonicalKey : `${entity.canonicalKey}.${column}`;
}

test('a column leads to columns, and where no column is named, to whole entities', async () => {
  const { nodes, edges } = await columnsOf(sales, 'rounded', ', upstream: 2, downstream: 1');
  expect(nodes).toEqual([
    '0 sales.rounded',
    '1 margin ↑',
    '-1 orders ↓',
    '-1 sales.total',
    '-2 orders.amount ↓',
    '-2 report',
  ]);
  expect(edges).toEqual([
    'sales.rounded → margin',
    'orders → sales.rounded',
    'orders → sales.total',
    'sales.total → sales.rounded',
    'sales.total → margin',
    'orders.amount → sales.total',
    'margin → report',
    'report → orders',
    'report → orders.amount',
  ]);
});

test('a column that no edge concerns has no lineage but itself', async () => {
  expect(await columnsOf(margin, 'nothing', ', upstream: 0, downstream: 0')).toEqual({
    nodes: ['0 margin.nothing ↑↓'],
    edges: [],
  });
  expect(await columnsOf(old, 'nothing', ', upstream: 0')).toEqual({ nodes: ['0 old.nothing ↑'], edges: [] });
});

test.each([
  ...['upstream: -1', 'upstream: 21', 'downstream: -1', 'downstream: 21', 'limit: 0', 'limit: 1001'].flatMap((arg) => [
    `lineageGraph(root: "${orders.id}", ${arg})`,
    `columnLineage(entity: "${orders.id}", column: "amount", ${arg})`,
  ]),
  ...['', 'nothing', newId('METADATA'), newId('PROFILE'), elsewhere.id].flatMap((id) => [
    `lineageGraph(root: "${id}")`,
    `columnLineage(entity: "${id}", column: "amount")`,
  ]),
  `columnLineage(entity: "${orders.id}", column: "")`,
  `columnLineage(entity: "${orders.id}", column: "${'x'.repeat(64)}")`,
])('%s is BAD_USER_INPUT', async (field) => {
  expect(codeOf(await ask(server, { query: `{ ${field} { truncated } }` }))).toBe('BAD_USER_INPUT');
});

test('nodes and edges count by the limit, and a graph of 1,000 nodes can be drawn', async () => {
  const drawn = 'nodes { entity { id name canonicalKey tier status } distance hasMoreUpstream hasMoreDownstream }';
  const edges = 'edges { from { id } to { id } kind lineage { id name } fromColumn toColumn }';
  const query = (more: string) =>
    `query ($limit: Int!) { lineageGraph(root: "${orders.id}", limit: $limit) { ${drawn} ${edges} truncated ${more} } }`;
  expect((await ask(server, { query: query(''), variables: { limit: 1_000 } })).errors).toEqual([]);
  const nested = 'more: nodes { entity { downstream(limit: 100) { nodes { distance } } } }';
  expect(codeOf(await ask(server, { query: query(nested), variables: { limit: 1_000 } }))).toBe('BAD_USER_INPUT');
});

test('a graph takes the same number of statements, however large it is', async () => {
  const countOf = async (args: string) => {
    const before = store.count('governance');
    await graphOf(orders, args);
    return store.count('governance') - before;
  };
  // The root, the graph, and one each for nodes, both ends and the lineage fields of edges.
  expect(await countOf(', upstream: 0')).toBe(6);
  expect(await countOf(', upstream: 20, downstream: 20')).toBe(6);
});
