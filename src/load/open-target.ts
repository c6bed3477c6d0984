import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { StartError } from '../start-error.ts';
import { visitDataDir } from '../store/database/embedded/data-dir-lock.ts';
import { readVisitorKey } from '../store/database/embedded/visitor-key.ts';
import { type DatabaseLocation, openDatabase } from '../store/database/open-database.ts';
import { handOverTo } from './hand-over/handed-over-target.ts';
import type { OpenLoadTarget } from './run-load.ts';
import { directTarget } from './table/direct-target.ts';

/** How long a process that has the data folder open may need until it takes rows, or ends. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 200;

/**
 * The store, or the process that has it open.
 * @throws StartError if the store cannot be opened
 */
export async function openTarget({
  patienceMs = PATIENCE_MS,
  ...location
}: DatabaseLocation & { patienceMs?: number }): Promise<OpenLoadTarget> {
  if (location.databaseUrl) return await openDirectly(location);
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    const handedOver = await handOver(location.dataDir);
    if (handedOver === 'closed') return await openDirectly(location);
    if (handedOver !== 'busy') return handedOver;
    if (performance.now() > deadlineMs) {
      throw new StartError(
        `The data folder ${location.dataDir} is in use by another program, which takes no files. Wait until it has ended, or stop it.`,
      );
    }
    await sleep(PAUSE_MS);
  }
}

async function openDirectly(location: DatabaseLocation): Promise<OpenLoadTarget> {
  const database = await openDatabase(location);
  return { ...directTarget(database), close: () => database.close() };
}

/** `closed`: nobody has the folder open; `busy`: somebody who takes no rows, or not yet. */
async function handOver(dataDir: string): Promise<OpenLoadTarget | 'closed' | 'busy'> {
  if (!existsSync(dataDir)) return 'closed';
  const socket = await visitDataDir(dataDir);
  if (!socket) return 'closed';
  const key = await readVisitorKey(dataDir);
  const target = key === undefined ? undefined : await handOverTo(socket, key);
  if (!target) {
    socket.destroy();
    return 'busy';
  }
  return {
    ...target,
    close() {
      socket.destroy();
      return Promise.resolve();
    },
  };
}
