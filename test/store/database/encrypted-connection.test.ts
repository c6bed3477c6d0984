import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generate } from 'selfsigned';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPostgres } from '../../../src/store/database/postgres.ts';
import { startTestPostgres, type TestPostgres } from '../../support/store/test-postgres.ts';

let folder: string;
let server: TestPostgres;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mdm-tls-'));
  chmodSync(folder, 0o755);
  const subject = [{ name: 'commonName', value: 'localhost' }];
  const { cert, private: key } = await generate(subject, { keySize: 2048, algorithm: 'sha256' });
  writeFileSync(join(folder, 'server.crt'), cert);
  writeFileSync(join(folder, 'other.crt'), (await generate(subject, { algorithm: 'sha256' })).cert);
  server = await startTestPostgres();
  const database = openPostgres({
    connectionString: server.connectionString,
    poolSize: 1,
    onIdleError: () => undefined,
  });
  // The server's own user must own the key, and nobody else may read it: the server writes it itself.
  await database.query('CREATE TABLE pem (line text)');
  await database.query('INSERT INTO pem SELECT unnest($1::text[])', [key.trim().split(/\r?\n/)]);
  const { rows } = await database.query('SHOW data_directory');
  const keyFile = join((rows[0] as { data_directory: string }).data_directory, 'server.key');
  await database.query(`COPY pem TO PROGRAM 'umask 077; cat > ${keyFile}'`);
  await database.query(`ALTER SYSTEM SET ssl_key_file = '${keyFile}'`);
  await database.query(`ALTER SYSTEM SET ssl_cert_file = '${join(folder, 'server.crt')}'`);
  await database.query('ALTER SYSTEM SET ssl = on');
  await database.close();
  await server.stop('fast');
  await server.start();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function isEncrypted(parameters: string): Promise<unknown> {
  const url = server.connectionString.replace('127.0.0.1', 'localhost');
  const database = openPostgres({
    connectionString: `${url}?${parameters}`,
    poolSize: 1,
    onIdleError: () => undefined,
  });
  try {
    return (await database.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()')).rows;
  } finally {
    await database.close();
  }
}

test('DATABASE_URL asks for TLS and checks who answers, by the parameters that libpq has', async () => {
  const trusted = `sslrootcert=${join(folder, 'server.crt')}`;
  expect(await isEncrypted(`sslmode=verify-full&${trusted}`)).toEqual([{ ssl: true }]);
  expect(await isEncrypted('sslmode=no-verify')).toEqual([{ ssl: true }]);
  expect(await isEncrypted('sslmode=disable')).toEqual([{ ssl: false }]);
});

test('a certificate that nobody vouches for is refused', async () => {
  await expect(isEncrypted('sslmode=verify-full')).rejects.toThrow(/self-signed certificate/);
  await expect(isEncrypted(`sslmode=verify-full&sslrootcert=${join(folder, 'other.crt')}`)).rejects.toThrow();
});
