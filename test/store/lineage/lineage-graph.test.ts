import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { MAX_GRAPH_EDGES } from '../../../src/domain/lineage/lineage-graph.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { migrate } from '../../../src/store/database/migrate.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { findLineageGraph } from '../../../src/store/lineage/lineage-graph.ts';
import { type ReferenceEdge, referenceGraph, type ReferenceQuery, textOf } from '../../support/reference-graph.ts';
import { STORES } from '../../support/store/stores.ts';

const COLUMNS = [null, 'a', 'b', 'c'];
const EDGES = 10_000;

/** Graphs of 10,000 edges: long ways with few circles, and short ones with nothing but circles. */
const GRAPHS = [
  { name: 'sparse', entities: 6_000 },
  { name: 'dense', entities: 400 },
];

describe.each(STORES)('lineage graphs on %s', (_, openStore) => {
  let database: Database;

  beforeAll(async () => {
    database = await openStore();
    await migrate(database);
  });
  afterAll(() => database.close());

  /** Metadata of these keys, each with its key for an id, and these edges. */
  async function fill(tenantId: string, keys: readonly string[], edges: readonly ReferenceEdge[]): Promise<void> {
    await database.query(
      `INSERT INTO governance.mdm_entity
        (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version, definition, created_at, updated_at)
      SELECT $1 || key, $1::text, 'METADATA', key, key, key, 'tier3', 'ACTIVE', 1, '{}', now(), now()
      FROM jsonb_array_elements_text($2::jsonb) AS key`,
      [tenantId, JSON.stringify(keys)],
    );
    await database.query(
      `INSERT INTO governance.lineage_edge
        (tenant_id, via_id, from_type, from_key, to_type, to_key, from_column, to_column)
      SELECT $1::text, $1 || via, 'METADATA', "from", 'METADATA', "to", "fromColumn", "toColumn"
      FROM jsonb_to_recordset($2::jsonb) AS edge(via text, "from" text, "to" text, "fromColumn" text, "toColumn" text)`,
      [tenantId, JSON.stringify(edges)],
    );
  }

  async function graphOf(tenantId: string, { root, ...query }: ReferenceQuery) {
    const places = [{ entityType: 'METADATA' as const, canonicalKey: root.key, column: root.column }];
    const asked = { ...query, upstreamOf: places, downstreamOf: places };
    const { nodes, edges, truncated } = await findLineageGraph(drizzleOn(database), tenantId, asked);
    const nameOf = ({ entityId, column }: { entityId: string; column: string | null }) =>
      textOf({ key: entityId.slice(tenantId.length), column });
    return {
      nodes: nodes.map(({ entityId, column, ...node }) => ({ node: nameOf({ entityId, column }), ...node })),
      edges: edges.map(({ from, to, viaId }) => `${nameOf(from)} ${viaId.slice(tenantId.length)} ${nameOf(to)}`),
      truncated,
    };
  }

  test.each(GRAPHS)('10,000 random edges, $name: as a search by hand finds it', async ({ name, entities }) => {
    const key = (number: number) => `n${number}`;
    const random = randomNumbers(entities);
    const edges = Array.from({ length: EDGES }, (_, index): ReferenceEdge => {
      const [from, to] = [key(random(entities)), key(random(entities))];
      const [fromColumn = null, toColumn = null] = [COLUMNS[random(4)], COLUMNS[random(4)]];
      return { via: `v${index}`, from, to, fromColumn, toColumn };
    });
    // Every 50th is named by edges, but does not exist.
    const keys = Array.from({ length: entities }, (_, index) => index)
      .filter((number) => number % 50 !== 49)
      .map(key);
    await fill(name, keys, edges);
    const existing = new Set(keys);
    const steps = fc.integer({ min: 0, max: 20 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          root: fc.record({ key: fc.constantFrom(...keys), column: fc.constantFrom(...COLUMNS) }),
          upstream: fc.oneof(fc.integer({ min: 0, max: 3 }), steps),
          downstream: fc.oneof(fc.integer({ min: 0, max: 3 }), steps),
          limit: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 1_000 })),
          isByColumn: fc.boolean(),
        }),
        async ({ root, ...query }) => {
          const asked = { ...query, root: query.isByColumn ? root : { ...root, column: null } };
          const expected = referenceGraph(edges, (name) => existing.has(name), asked);
          expect(await graphOf(name, asked)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('of more edges than a graph can have, those between the nearest nodes are shown', async () => {
    const edges = Array.from({ length: MAX_GRAPH_EDGES + 10 }, (_, index): ReferenceEdge => {
      const to = index < 10 ? 'b' : 'c';
      return { via: `v${index}`, from: index < 10 ? 'a' : 'b', to, fromColumn: null, toColumn: null };
    });
    await fill('many', ['a', 'b', 'c'], edges);
    const asked = { root: { key: 'a', column: null }, upstream: 2, downstream: 2, limit: 10, isByColumn: false };
    const graph = await graphOf('many', asked);
    expect(graph).toEqual(referenceGraph(edges, () => true, asked));
    expect(graph).toMatchObject({ truncated: true, edges: { length: MAX_GRAPH_EDGES, 9: 'a v9 b' } });
  });
});

/** The same whole numbers below `most` for the same seed. */
function randomNumbers(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}
