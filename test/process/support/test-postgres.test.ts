import { spawnSync } from 'node:child_process';

import pg from 'pg';
import { expect, test } from 'vitest';

import { startTestPostgres } from '../../support/store/test-postgres.ts';

async function ask(connectionString: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

test('the Postgres of the tests comes back on its port with all that was committed, however it was stopped', async () => {
  await using server = await startTestPostgres();
  const url = server.connectionString;
  await ask(url, 'CREATE TABLE sign (n int)');
  for (const [n, mode] of (['fast', 'immediate'] as const).entries()) {
    await ask(url, `INSERT INTO sign VALUES (${n})`);
    await server.stop(mode);
    await expect(ask(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await server.start();
    expect(await ask(url, 'SELECT n FROM sign')).toHaveLength(n + 1);
  }
});

test('whoever has started a Postgres ends with the code that says that tests have failed', () => {
  const program = `
    const { startTestPostgres } = await import('./test/support/store/test-postgres.ts');
    await (await startTestPostgres())[Symbol.asyncDispose]();
    process.exitCode = 3;`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
});
