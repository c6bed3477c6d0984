import { afterAll, beforeAll, expect, test } from 'vitest';

import { StartError } from '../../../src/start-error.ts';
import { migrate } from '../../../src/store/database/migrate.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import { startTestPostgres, type TestPostgres } from '../../support/store/test-postgres.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
});
afterAll(() => server[Symbol.asyncDispose]());

function open(name: string) {
  const url = new URL(server.connectionString);
  url.pathname = `/${name}`;
  return openPostgres({ connectionString: url.href, poolSize: 2, onIdleError: () => undefined });
}

test.each(['LATIN1', 'SQL_ASCII'])(
  'a store whose encoding is %s is refused in one line, and stays as it was',
  async (encoding) => {
    const name = encoding.toLowerCase();
    const admin = open('postgres');
    await admin.query(`CREATE DATABASE ${name} ENCODING '${encoding}' LOCALE 'C' TEMPLATE template0`);
    await admin.close();
    const database = open(name);
    const refusal: unknown = await migrate(database).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartError);
    expect(String(refusal)).toContain(`has the encoding ${encoding}, but must have UTF8`);
    expect(String(refusal)).not.toContain('\n');
    const { rows } = await database.query(
      `SELECT nspname FROM pg_namespace WHERE nspname IN ('drizzle', 'governance')`,
    );
    expect(rows).toEqual([]);
    await database.close();
  },
);
