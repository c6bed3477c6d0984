import type { LineageDirection } from '../../src/domain/lineage/lineage.ts';
import { drizzleOn } from '../../src/store/database/drizzle.ts';
import { openPglite } from '../../src/store/database/embedded/pglite.ts';
import { migrate } from '../../src/store/database/migrate.ts';
import { openPostgres } from '../../src/store/database/postgres.ts';
import type { Database } from '../../src/store/database/sql.ts';
import { walkLineage } from '../../src/store/lineage/lineage-walk.ts';
import type { Bench, Figures, Part } from '../part.ts';
import { median } from '../run/quantile.ts';

const ENTITIES = 20_000;
const EDGES_PER_ENTITY = 5;
const WALKS_EACH = 20;

const WALKS: { name: string; direction: LineageDirection; depth: number; limit: number; isHub?: boolean }[] = [
  { name: 'downstream, depth 3', direction: 'downstream', depth: 3, limit: 100 },
  { name: 'downstream, depth 3, limit 1,000', direction: 'downstream', depth: 3, limit: 1_000 },
  { name: 'downstream, depth 10, limit 1,000', direction: 'downstream', depth: 10, limit: 1_000 },
  { name: 'upstream, depth 10, limit 1,000', direction: 'upstream', depth: 10, limit: 1_000 },
  {
    name: 'downstream of the hub, depth 10, limit 1,000',
    direction: 'downstream',
    depth: 10,
    limit: 1_000,
    isHub: true,
  },
];

/**
 * How long lineage takes to walk through a graph of 100,000 edges, on both stores: 20,000 metadata entities, each made
 * from five others at random, and a hub that 20,000 are made from.
 */
export const lineage: Part = {
  name: 'lineage',
  title: 'Lineage: walks through 100,000 edges',
  isOnlyFull: true,
  scenarios: () => [
    {
      name: 'median of 20 walks',
      contenders: ['Postgres', 'PGlite'],
      rows: WALKS.map(({ name }) => ({ name, unit: 'ms', decimals: 1 })),
      measure: (store, bench) => (store === 'PGlite' ? measurePglite() : measurePostgres(bench)),
    },
  ],
};

async function measurePostgres(bench: Bench): Promise<Figures> {
  const { createStore } = await bench.backends();
  await using store = await createStore();
  return await measure(
    openPostgres({ connectionString: store.databaseUrl, poolSize: 4, onIdleError: () => undefined }),
  );
}

async function measurePglite(): Promise<Figures> {
  const database = await openPglite({});
  await migrate(database);
  return measure(database);
}

async function measure(database: Database): Promise<Figures> {
  await fill(database);
  const db = drizzleOn(database);
  const figures: Record<string, number> = {};
  for (const { name, direction, depth, limit, isHub } of WALKS) {
    const timesMs: number[] = [];
    for (let walk = 0; walk < WALKS_EACH; walk++) {
      const canonicalKey = `entity_${isHub ? 0 : 1 + ((walk * 997) % ENTITIES)}`;
      const origins = [{ entityType: 'METADATA' as const, canonicalKey }];
      const startedAtMs = performance.now();
      await walkLineage(db, 'bench', direction, [{ origins, includesOrigins: false, depth, limit }]);
      timesMs.push(performance.now() - startedAtMs);
    }
    figures[name] = median(timesMs);
  }
  await database.close();
  return figures;
}

async function fill(database: Database): Promise<void> {
  await database.exec(`
    SELECT setseed(0.5);
    INSERT INTO governance.mdm_entity
      (id, tenant_id, entity_type, canonical_key, urn, name, tier, status, version, definition, created_at, updated_at)
    SELECT 'met_' || n, 'bench', 'METADATA', 'entity_' || n, 'urn:' || n, 'Entity ' || n, 'tier3', 'ACTIVE', 1, '{}', now(), now()
    FROM generate_series(0, ${ENTITIES}) AS n;
    INSERT INTO governance.lineage_edge (tenant_id, via_id, from_type, from_key, to_type, to_key)
    SELECT 'bench', 'lin_' || n, 'METADATA', 'entity_' || (1 + floor(random() * ${ENTITIES}))::int,
      'METADATA', 'entity_' || (1 + n % ${ENTITIES})
    FROM generate_series(1, ${ENTITIES * EDGES_PER_ENTITY}) AS n;
    INSERT INTO governance.lineage_edge (tenant_id, via_id, from_type, from_key, to_type, to_key)
    SELECT 'bench', 'hub_' || n, 'METADATA', 'entity_0', 'METADATA', 'entity_' || n FROM generate_series(1, ${ENTITIES}) AS n;
    ANALYZE governance.mdm_entity, governance.lineage_edge;
  `);
}
