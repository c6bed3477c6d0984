import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findProgram } from '../../../scripts/find-program.mjs';
import { TEST_TOOLS } from '../../../scripts/test-tools.mjs';
import { firstLine } from '../process/first-line.ts';
import { freePort } from '../process/free-port.ts';

/** The URL of a database by way of a pooler. */
export interface TestPgBouncer extends AsyncDisposable {
  connectionString: string;
}

/** A real PgBouncer in front of a database: pooling by transaction, all other settings as they are by default. */
export async function startTestPgBouncer(target: string): Promise<TestPgBouncer> {
  const program = findProgram(TEST_TOOLS.pgbouncer);
  if (!program) throw new Error('no PgBouncer here: npm test installs one, or set PGBOUNCER_PATH to one');
  const url = new URL(target);
  const folder = await mkdtemp(join(tmpdir(), 'mdm-pgbouncer-'));
  // As root it becomes another user, who must be able to read.
  await chmod(folder, 0o755);
  const port = await freePort();
  const users = join(folder, 'users.txt');
  const settings = join(folder, 'pgbouncer.ini');
  await writeFile(users, `"${url.username}" "${url.password}"\n`);
  await writeFile(
    settings,
    `[databases]
* = host=${url.hostname} port=${url.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_file = ${users}
pool_mode = transaction
`,
  );
  const asUser = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const pooler = spawn(program, [...asUser, settings], { stdio: ['ignore', 'ignore', 'pipe'] });
  const lines: string[] = [];
  const isUp = await firstLine(pooler.stderr, (line) => {
    lines.push(line);
    return line.includes('process up') || undefined;
  });
  if (!isUp) throw new Error(`PgBouncer does not start:\n${lines.join('\n')}`);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    connectionString: url.href,
    async [Symbol.asyncDispose]() {
      const exit = once(pooler, 'exit');
      pooler.kill('SIGTERM');
      await exit;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
