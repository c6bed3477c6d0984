import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Instance, openInstance } from '../../src/compose/instance.ts';
import { loadConfig } from '../../src/config.ts';
import { createEvent } from '../../src/events/schemas/create-event.ts';
import { readObjects } from '../../src/import/read-objects.ts';
import { importEntities } from '../../src/workflow/entities/import-entities.ts';
import type { Bench, Figures, Part } from '../part.ts';
import { silentButErrors } from '../run/silent.ts';
import { type ImportedFile, writeImportedFile } from './imported-file.ts';

/**
 * What importing entities costs: into a store that has none of them, and then the same import again. Another mutation of
 * the same tenant runs repeatedly meanwhile: its longest wait is what an import costs others.
 */
export const importing: Part = {
  name: 'import',
  title: 'Importing entities, and importing them again',
  isOnlyFull: true,
  scenarios: ({ isFull }) => {
    const entities = isFull ? 100_000 : 10_000;
    return [
      {
        name: `${entities.toLocaleString('en-US')} entities`,
        contenders: ['Postgres', 'PGlite'],
        rows: ['first', 'again'].flatMap((time) => [
          { name: `${time}, duration`, unit: 's', decimals: 1 },
          { name: `${time}, heap at most`, unit: 'MiB' },
          { name: `${time}, longest wait of another mutation`, unit: 's', decimals: 1 },
        ]),
        measure: (store, bench) => measure(store, bench, entities),
      },
    ];
  },
};

async function measure(name: string, bench: Bench, entities: number): Promise<Figures> {
  await using file = await writeImportedFile(entities);
  const { createStore } = await bench.backends();
  await using store = await createStore();
  const env = name === 'PGlite' ? { DATA_DIR: join(file.folder, 'data') } : { DATABASE_URL: store.databaseUrl };
  await using instance = await openInstance(loadConfig(env), { logger: silentButErrors });
  return { ...(await importFrom(file, instance, 'first')), ...(await importFrom(file, instance, 'again')) };
}

async function importFrom({ path }: ImportedFile, instance: Instance, time: string): Promise<Figures> {
  async function* rows() {
    for await (const { text } of readObjects(path, 'entities.json')) yield { value: JSON.parse(text) as unknown };
  }
  const other = startOther(instance);
  const startedAtMs = performance.now();
  let peakHeapMiB = 0;
  const sampling = setInterval(() => {
    peakHeapMiB = Math.max(peakHeapMiB, process.memoryUsage().heapUsed / 2 ** 20);
  }, 50);
  await importEntities(instance.parts, {
    tenantId: 'demo',
    actor: { actorId: 'bench', actorType: 'SYSTEM' },
    rows,
    onBadRow: 'REFUSE_ALL',
    reportBadRow: (row) => {
      throw new Error('a row of the bench was refused', { cause: row });
    },
  });
  const tookMs = performance.now() - startedAtMs;
  clearInterval(sampling);
  return {
    [`${time}, duration`]: tookMs / 1_000,
    [`${time}, heap at most`]: peakHeapMiB,
    [`${time}, longest wait of another mutation`]: (await other.end()) / 1_000,
  };
}

/** Emits one event after another until it is ended. Returns the longest time that one took. */
function startOther({ parts }: Instance) {
  const controller = new AbortController();
  async function run(): Promise<number> {
    let longestMs = 0;
    while (!controller.signal.aborted) {
      const startedAtMs = performance.now();
      await parts.unitOfWork.transaction((tx) => {
        tx.emit(refresh());
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

function refresh() {
  return createEvent({
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
  });
}
