import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Config } from './config.ts';

/** What a program that starts is about to do, for the person who has started it. No password is in it. */
export function describeStart({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): string {
  if (databaseUrl !== undefined) {
    const host = URL.canParse(databaseUrl) ? new URL(databaseUrl).host : '';
    return host === '' ? 'connecting to Postgres ...' : `connecting to Postgres at ${host} ...`;
  }
  if (existsSync(join(dataDir, 'store', 'PG_VERSION'))) return `opening the embedded database in ${dataDir} ...`;
  return `preparing the embedded database in ${dataDir} (the first start takes some seconds) ...`;
}
