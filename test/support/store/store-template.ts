import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { migrate } from '../../../src/store/database/migrate.ts';
import { openPglite } from '../../../src/store/database/pglite.ts';
import { openJobQueue } from '../../../src/store/queue/job-queue.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    storeTemplate: string;
  }
}

/** Makes one migrated store for all test files to begin with: a new one takes seconds. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'mdm-template-'));
  const database = await openPglite({});
  await migrate(database);
  const queue = await openJobQueue({
    database,
    isOnlyInstance: true,
    onError: (error) => {
      throw error;
    },
  });
  await queue.stop(1_000);
  const file = join(folder, 'store.tar');
  writeFileSync(file, await database.dump());
  await database.close();
  project.provide('storeTemplate', file);
  return () => {
    rmSync(folder, { recursive: true });
  };
}
