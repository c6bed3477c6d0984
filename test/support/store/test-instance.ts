import { type Instance, openInstance } from '../../../src/compose/instance.ts';
import { loadConfig } from '../../../src/config.ts';
import type { Database } from '../../../src/store/database/sql.ts';

export type TestInstance = Pick<Instance, 'parts'> & AsyncDisposable;

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** All parts on the store, and nobody who works off the queues or listens: for tests of the store and of workflows. */
export function openTestInstance(database: Database): Promise<TestInstance> {
  return openInstance(loadConfig({}), { logger: silent, database });
}
