import { afterAll, beforeAll, expect, test } from 'vitest';

import { type RunningServer, startServer } from '../../../src/compose/server.ts';
import { loadConfig } from '../../../src/config.ts';
import { openEmptyDatabase, type TestDatabase } from '../../support/store/test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openEmptyDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

test('ten instances that start at once on an empty database all start', async () => {
  const problems: unknown[] = [];
  const logger = {
    info: () => undefined,
    warn: (fields: object, message: string) => problems.push([message, fields]),
    error: (fields: object, message: string) => problems.push([message, fields]),
  };
  const config = loadConfig({ PORT: '0', DATABASE_URL: database.connectionString, DATABASE_POOL_SIZE: '4' });
  const started = await Promise.allSettled(Array.from({ length: 10 }, () => startServer(config, { logger })));
  const servers: RunningServer[] = [];
  for (const result of started) if (result.status === 'fulfilled') servers.push(result.value);
  try {
    expect(started.filter(({ status }) => status === 'rejected')).toEqual([]);
    const [first] = servers;
    const migrations = await first?.parts.database.query('SELECT hash FROM drizzle.__drizzle_migrations');
    const hashes = migrations?.rows.map((row) => (row as { hash: string }).hash) ?? [];
    expect(new Set(hashes).size).toBe(hashes.length);
  } finally {
    for (const server of servers) await server.close();
  }
  expect(problems).toEqual([]);
});
