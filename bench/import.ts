/**
 * What importing entities costs: into a store that has none of them, and then the same import again.
 *
 *   npx tsx bench/import.ts [entities]
 *
 * Runs on an embedded store and on a Postgres, both removed afterwards. Where the store allows it, another mutation of
 * the same tenant runs repeatedly meanwhile: its longest wait is what an import costs others.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Instance, openInstance } from '../src/compose/instance.ts';
import { loadConfig } from '../src/config.ts';
import { createEvent } from '../src/events/schemas/create-event.ts';
import { readObjects } from '../src/import/read-objects.ts';
import type { ImportProgress } from '../src/workflow/entities/entity-import.ts';
import { importEntities } from '../src/workflow/entities/import-entities.ts';
import { startTestPostgres } from '../test/support/store/test-postgres.ts';

const ENTITIES = Number(process.argv[2] ?? 100_000);
const silent = { info: () => undefined, warn: () => undefined, error: console.error };

/**
 * Of ten entities, seven are metadata; the others are a KPI, a glossary term and a lineage field, which mention others.
 */
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

async function* rows() {
  for await (const { text } of readObjects(file, 'entities.json')) yield { value: JSON.parse(text) as unknown };
}

/** Emits one event after another until it is stopped. Returns the longest time that one took. */
function startOther({ parts }: Instance) {
  const controller = new AbortController();
  async function run(): Promise<number> {
    let longestMs = 0;
    while (!controller.signal.aborted) {
      const startedAtMs = performance.now();
      await parts.unitOfWork.transaction((tx) => {
        tx.emit(
          createEvent({
            type: 'data.refreshed',
            tenantId: 'demo',
            source: 'etl.pipeline',
            createdAt: new Date(),
            payload: {
              entityUrn: 'urn:bench',
              service: { schema: 'bench', table: 'other' },
              rowsAffected: 1,
              refreshType: 'full',
              completedAt: new Date().toISOString(),
              triggeredBy: { actorId: 'bench', actorType: 'SYSTEM' },
            },
          }),
        );
        return Promise.resolve();
      });
      longestMs = Math.max(longestMs, performance.now() - startedAtMs);
      await sleep(50);
    }
    return longestMs;
  }
  const done = run();
  return {
    end() {
      controller.abort();
      return done;
    },
  };
}

async function run(instance: Instance): Promise<void> {
  const other = startOther(instance);
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
  const waitedMs = await other.end();
  let sinceMs = startedAtMs;
  const phases = [...endedAtMs].map(([phase, atMs]) => {
    const seconds = ((atMs - sinceMs) / 1000).toFixed(1);
    sinceMs = atMs;
    return `${phase} ${seconds} s`;
  });
  console.log(`  ${JSON.stringify(outcome)}`);
  console.log(
    `  ${(tookMs / 1000).toFixed(1)} s (${phases.join(', ')}), heap at most ${peakHeapMiB.toFixed(0)} MiB,`,
    `another mutation took at most ${(waitedMs / 1000).toFixed(1)} s`,
  );
}

async function runTwice(store: string, env: Record<string, string>): Promise<void> {
  console.log(`${ENTITIES.toLocaleString('en-US')} entities into ${store}`);
  await using instance = await openInstance(loadConfig(env), { logger: silent });
  await run(instance);
  await run(instance);
}

await runTwice('PGlite', { DATA_DIR: join(folder, 'data') });
{
  await using postgres = await startTestPostgres();
  await runTwice('Postgres', { DATABASE_URL: postgres.connectionString });
}
await rm(folder, { recursive: true });
