/**
 * What it costs to import entities: once into a store that has none of them, and the same once more.
 *
 *   npx tsx bench/import.ts [entities]
 *
 * Into an embedded store in a folder that is removed afterwards, or into the empty Postgres that DATABASE_URL names.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

import { openInstance } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';
import { readObjects } from '../src/import/read-objects.ts';
import { importEntities, type ImportProgress } from '../src/workflow/import-entities.ts';

const ENTITIES = Number(process.argv[2] ?? 100_000);
const silent = { info: () => undefined, warn: () => undefined, error: console.error };

/** Of ten entities seven are metadata, and one each a KPI, a glossary term and a lineage, which mention others. */
function entityOf(index: number): object {
  const key = (at: number) => `entity_${at - (at % 10)}`;
  const content = {
    name: `Entity ${index}`,
    description: 'An entity of the bench, with a description that is about as long as descriptions are.',
    tier: `tier${1 + (index % 5)}`,
  };
  const metadata = (at: number) => ({ entityType: 'METADATA', canonicalKey: key(at) });
  const name = (entityType: string) => ({ entityType, canonicalKey: `entity_${index}` });
  switch (index % 10) {
    case 7: {
      const kpi = { formula: 'sum(amount)', direction: 'HIGHER_IS_BETTER', computedFrom: [key(ENTITIES - 1 - index)] };
      return { ...name('KPI'), content: { ...content, kpi } };
    }
    case 8:
      return {
        ...name('GLOSSARY'),
        content: { ...content, glossary: { definition: 'What it is.', synonyms: ['it'] } },
      };
    case 9: {
      const lineage = {
        from: { ...metadata(index), column: 'a' },
        to: { ...metadata(ENTITIES - 1 - index), column: 'b' },
      };
      return { ...name('LINEAGE'), content: { ...content, lineage } };
    }
    default:
      return { ...name('METADATA'), content: { ...content, dataset: { schema: 'bench', table: `table_${index}` } } };
  }
}

const folder = await mkdtemp(join(tmpdir(), 'bench-import-'));
const file = join(folder, 'entities.json');
const out = createWriteStream(file);
for (let index = 0; index < ENTITIES; index++) {
  if (!out.write(`${index === 0 ? '[' : ','}\n${JSON.stringify(entityOf(index))}`)) {
    await once(out, 'drain');
  }
}
out.end('\n]\n');
await finished(out);

const config = loadConfig({ DATA_DIR: join(folder, 'data'), DATABASE_URL: process.env.DATABASE_URL });

import { openDatabase } from '../src/store/open-database.ts';
const stats = new Map<string, [number, number]>();
const wrapSql = (sql: any) => ({ ...sql, async query(t: string, p: any, o: any) { const s = performance.now(); try { return await sql.query(t, p, o); } finally { const k = t.replace(/\s+/g,' ').slice(0, 100); const e = stats.get(k) ?? [0,0]; e[0]++; e[1]+=performance.now()-s; stats.set(k, e); } } });
const raw = await openDatabase(config);
const wrapped = { ...wrapSql(raw), transaction: (w: any, o: any) => raw.transaction((sql: any) => w(wrapSql(sql)), o) };
const instance = await openInstance(config, { logger: silent, database: wrapped as any });

async function* rows() {
  for await (const { text } of readObjects(file, 'entities.json')) yield { value: JSON.parse(text) as unknown };
}

async function run(): Promise<void> {
  const startedAtMs = performance.now();
  const endedAtMs = new Map<ImportProgress['phase'], number>();
  let peakHeapMiB = 0;
  const sampling = setInterval(() => {
    peakHeapMiB = Math.max(peakHeapMiB, process.memoryUsage().heapUsed / 2 ** 20);
  }, 50);
  const outcome = await importEntities(instance.parts, {
    tenantId: 'demo',
    actor: { actorId: 'bench', actorType: 'SYSTEM' },
    rows,
    onBadRow: 'REFUSE_ALL',
    reportBadRow: (row) => {
      console.error(row);
    },
    onProgress: ({ phase }) => endedAtMs.set(phase, performance.now()),
  });
  const tookMs = performance.now() - startedAtMs;
  clearInterval(sampling);
  let sinceMs = startedAtMs;
  const phases = [...endedAtMs].map(([phase, atMs]) => {
    const seconds = ((atMs - sinceMs) / 1000).toFixed(1);
    sinceMs = atMs;
    return `${phase} ${seconds} s`;
  });
  console.log(JSON.stringify(outcome));
  console.log(`${(tookMs / 1000).toFixed(1)} s (${phases.join(', ')}), heap at most ${peakHeapMiB.toFixed(0)} MiB`);
}

console.log(
  `${ENTITIES.toLocaleString('en-US')} entities into ${config.databaseUrl === undefined ? 'PGlite' : 'Postgres'}`,
);
await run();
const show = () => { [...stats].sort((a,b)=>b[1][1]-a[1][1]).slice(0,9).forEach(([k,[n,ms]])=>console.log(ms.toFixed(0),n,k)); stats.clear(); };
show();
await run();
show();
await instance.close();
await rm(folder, { recursive: true });
