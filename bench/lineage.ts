/**
 * How long lineage takes to walk through a graph of 100,000 edges, on both stores.
 *
 *   npx tsx bench/lineage.ts
 *
 * 20,000 metadata entities, each made from five others at random, and a hub that 20,000 are made from. Prints the
 * median and the slowest walk of each kind.
 */
import type { LineageDirection } from '../src/domain/lineage/lineage.ts';
import { drizzleOn } from '../src/store/database/drizzle.ts';
import { openPglite } from '../src/store/database/embedded/pglite.ts';
import { migrate } from '../src/store/database/migrate.ts';
import { openPostgres } from '../src/store/database/postgres.ts';
import type { Database } from '../src/store/database/sql.ts';
import { walkLineage } from '../src/store/lineage/lineage-walk.ts';
import { startTestPostgres } from '../test/support/store/test-postgres.ts';

const ENTITIES = 20_000;
const EDGES_PER_ENTITY = 5;
const ROUNDS = 20;

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

async function measure(store: string, database: Database): Promise<void> {
  await migrate(database);
  await fill(database);
  const db = drizzleOn(database);
  for (const { name, direction, depth, limit, isHub } of WALKS) {
    const timesMs: number[] = [];
    let found = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const canonicalKey = `entity_${isHub ? 0 : 1 + ((round * 997) % ENTITIES)}`;
      const origins = [{ entityType: 'METADATA' as const, canonicalKey }];
      const startedAtMs = performance.now();
      const [answer] = await walkLineage(db, 'bench', direction, [{ origins, includesOrigins: false, depth, limit }]);
      timesMs.push(performance.now() - startedAtMs);
      found += answer?.nodes.length ?? 0;
    }
    timesMs.sort((a, b) => a - b);
    const [median = NaN, slowest = NaN] = [timesMs[ROUNDS / 2], timesMs.at(-1)];
    console.log(
      `${store.padEnd(9)} ${name.padEnd(46)} ${median.toFixed(0).padStart(5)} ms, at most ${slowest.toFixed(0)} ms; ${Math.round(found / ROUNDS)} found`,
    );
  }
  await database.close();
}

await using server = await startTestPostgres();
const postgres = openPostgres({ connectionString: server.connectionString, poolSize: 4, onIdleError: () => undefined });
await measure('Postgres', postgres);
await measure('PGlite', await openPglite({}));
