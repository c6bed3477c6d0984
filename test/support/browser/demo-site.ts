import { randomUUID } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { createApi } from '../../../demo/api.ts';
import { readDatasets, rowCounts } from '../../../demo/data/datasets.ts';
import { GOVERNED_ENTITIES } from '../../../demo/data/governed-entities.ts';
import { loadMissingTables } from '../../../demo/data/warehouse.ts';
import { openDayPosition } from '../../../demo/day-position.ts';
import { registerEntities } from '../../../demo/register.ts';
import { runStep } from '../../../demo/run-step.ts';
import { workingDay } from '../../../demo/working-day.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import { launchSharedBrowser } from '../process/launch-browser.ts';
import { startProcess } from '../process/server-process.ts';
import { createDatabase, databaseUrl, dropDatabase } from '../store/postgres-database.ts';
import { untilIdle } from '../until-idle.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The dashboard of the built program, with the demo's data; anybody may be anybody. */
    demoUrl: string;
    /** File that is there when the day of the demo has been played: empty, or with what went wrong. */
    demoPlayed: string;
    /** Where a Chromium can be connected to. */
    browserEndpoint: string;
  }
}

/** Until shortly before the end of the first round of the day: the routes are damaged, and not repaired yet. */
const STEPS = 27;

/**
 * Starts what all tests of the level look at: one server with the demo's data, and one browser. The day is played while other
 * levels run; `demo-played.ts` waits for it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await launchSharedBrowser();
  const { postgresUrl, postgresTemplate } = project.getProvidedContext();
  const name = `mdm_test_${randomUUID().replaceAll('-', '')}`;
  await createDatabase(postgresUrl, name, `TEMPLATE ${postgresTemplate} STRATEGY FILE_COPY`);
  const connectionString = databaseUrl(postgresUrl, name);
  const server = await startProcess({ DATABASE_URL: connectionString });
  const folder = await mkdtemp(join(tmpdir(), 'mdm-demo-'));
  const stop = new AbortController();
  const played = sayWhen(playDay(server.url, connectionString, stop.signal), join(folder, 'played'));
  project.provide('demoUrl', server.url);
  project.provide('demoPlayed', join(folder, 'played'));
  project.provide('browserEndpoint', browser.wsEndpoint());
  return async () => {
    stop.abort();
    await played;
    await rm(folder, { recursive: true });
    await browser.close();
    await server.end('SIGTERM');
    await dropDatabase(postgresUrl, name);
  };
}

/** Makes the file when the work is done: empty, or with what went wrong. */
async function sayWhen(work: Promise<void>, path: string): Promise<void> {
  const fault = await work.then(
    () => '',
    (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  // Whoever sees it sees all of it.
  await writeFile(`${path}.new`, fault);
  await rename(`${path}.new`, path);
}

/** As the demo does, but each step as soon as everything that the one before has led to is done. */
async function playDay(url: string, connectionString: string, signal: AbortSignal): Promise<void> {
  const warehouse = openPostgres({ connectionString, poolSize: 4, onIdleError: () => undefined });
  try {
    const api = createApi(url);
    const datasets = await readDatasets();
    const position = await openDayPosition(warehouse);
    await loadMissingTables(warehouse, datasets, signal);
    await registerEntities(api, GOVERNED_ENTITIES, signal);
    await untilIdle(warehouse);
    const day = workingDay(rowCounts(datasets));
    for (let number = 1; number <= STEPS; number++) {
      signal.throwIfAborted();
      await runStep({ warehouse, datasets, api, position }, number, day.next().value);
      await untilIdle(warehouse);
    }
  } finally {
    await warehouse.close();
  }
}
