import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AsyncDisposableStack } from '@whatwg-node/disposablestack';

import { hostLoads } from '../../../src/load/hand-over/host-loads.ts';
import { openTarget } from '../../../src/load/open-target.ts';
import { directTarget } from '../../../src/load/table/direct-target.ts';
import type { LoadTarget } from '../../../src/load/table/load-target.ts';
import { lockDataDir } from '../../../src/store/database/embedded/data-dir-lock.ts';
import type { Database } from '../../../src/store/database/sql.ts';

/** Both ways into a database: this process has it open, or another one. */
export const TARGETS: readonly (readonly [string, (database: Database) => Promise<LoadTarget & AsyncDisposable>])[] = [
  [
    'directly',
    (database) => Promise.resolve({ ...directTarget(database), [Symbol.asyncDispose]: () => Promise.resolve() }),
  ],
  ['through the process that has the store open', openHandedOver],
];

/** A data folder as a server has it open, with this database in place of the folder's. */
export interface HostedDataDir extends AsyncDisposable {
  dataDir: string;
  /** What the host has logged. */
  logged: string[];
  /** Ends the host; the folder stays locked. */
  endHost(): Promise<void>;
}

export async function hostDataDir(database: Database): Promise<HostedDataDir> {
  const opened = new AsyncDisposableStack();
  const dataDir = opened.adopt(await mkdtemp(join(tmpdir(), 'mdm-host-')), (path) => rm(path, { recursive: true }));
  const lock = opened.adopt(await lockDataDir(dataDir), (held) => held.release());
  const logged: string[] = [];
  const log = (_: object, message: string) => {
    logged.push(message);
  };
  const host = await hostLoads({
    database,
    admit: (visit) => {
      lock.admit(visit);
    },
    dataDir,
    logger: { info: log, warn: log, error: log },
  });
  opened.use(host);
  return {
    dataDir,
    logged,
    endHost: async () => host[Symbol.asyncDispose](),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** A connection for each load, as the command makes one. */
async function openHandedOver(database: Database): Promise<LoadTarget & AsyncDisposable> {
  const host = await hostDataDir(database);
  return {
    async load(plans, fill) {
      const target = await openTarget(host);
      try {
        return await target.load(plans, fill);
      } finally {
        await target.close();
      }
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}
