import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPostgres } from '../../../src/store/database/postgres.ts';
import { ask } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';
import { until } from '../../support/until.ts';

let postgres: TestDatabase;
const servers: TestServer[] = [];

async function start(RUN: string): Promise<TestServer> {
  const { connectionString } = postgres;
  const database = openPostgres({ connectionString, poolSize: 5, onIdleError: () => undefined });
  const server = await startTestServer({ database, env: { DATABASE_URL: connectionString, RUN } });
  servers.push(server);
  return server;
}

beforeAll(async () => {
  postgres = await openTestDatabase();
});
afterAll(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
});

const REPORT = `mutation { reportDataRefresh(input: {
  entityUrn: "urn:t", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL
}) { __typename } }`;

test('each instance runs the parts that it is told to, and all of them say how they are', async () => {
  const api = await start('api');
  const passes = async () => {
    const { rows } = await api.parts.database.query(
      `SELECT state FROM pgboss.job WHERE name = 'find-due-profiles' AND state IN ('active', 'completed')`,
    );
    return rows.length;
  };
  expect((await ask(api, { query: REPORT })).errors).toEqual([]);
  const decisions = async () => {
    const { rows } = await api.parts.database.query('SELECT rule FROM governance.profiling_decision');
    return rows;
  };
  // Its jobs stay, and nobody makes passes.
  const { rows } = await api.parts.database.query(`SELECT name, state FROM pgboss.job ORDER BY name`);
  expect(rows).toEqual(['incident', 'profile'].map((name) => ({ name, state: 'created' })));

  const worker = await start('work');
  await until('the decision', async () => (await decisions()).length > 0, 10_000);
  expect(await passes()).toBe(0);
  const scheduler = await start('schedule');
  await until('the pass', async () => (await passes()) > 0, 10_000);

  for (const server of [api, worker, scheduler]) {
    expect((await server.fetch('/health/live')).status).toBe(200);
    expect(await (await server.fetch('/health/ready')).json()).toEqual({ status: 'ok', missing: [] });
    expect(await (await server.fetch('/metrics')).text()).toContain('mdm_queue_jobs');
  }
  expect((await api.fetch('/asyncapi.json')).status).toBe(200);
  for (const server of [worker, scheduler]) {
    for (const path of ['/', '/graphql', '/events', '/asyncapi.json']) {
      expect((await server.fetch(path)).status).toBe(404);
    }
    const foreign = await server.fetch('/metrics', { headers: { origin: 'https://elsewhere.example' } });
    expect(foreign.status).toBe(403);
  }
});
