import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findProgram } from '../../../scripts/find-program.mjs';
import { TEST_TOOLS } from '../../../scripts/test-tools.mjs';
import { firstLine } from '../process/first-line.ts';
import { freePort } from '../process/free-port.ts';

export interface TestRedis extends AsyncDisposable {
  url: string;
  port: number;
  /** SIGKILL: no goodbye to anybody. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, on the same port. `wiped`: with nothing of what it held before. */
  start(options?: { wiped?: boolean }): Promise<void>;
}

/**
 * A real redis-server of its own, on a free port and in an empty folder.
 * @param options.keepsData whether what it holds outlives a kill
 */
export async function startTestRedis({ keepsData = false } = {}): Promise<TestRedis> {
  const program = findProgram(TEST_TOOLS.redis);
  if (!program) {
    throw new Error('no redis-server here: npm test installs one, or set REDIS_SERVER_PATH to one');
  }
  const folder = await mkdtemp(join(tmpdir(), 'mdm-redis-'));
  const port = await freePort();
  const settings = ['--appendonly', keepsData ? 'yes' : 'no', '--appendfsync', 'no', '--save', '', '--daemonize', 'no'];
  let running: ChildProcess | undefined;

  async function start(): Promise<void> {
    const server = spawn(program ?? '', ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, ...settings], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running = server;
    const lines: string[] = [];
    const isReady = await firstLine(server.stdout, (line) => {
      lines.push(line);
      return line.includes('Ready to accept connections') || undefined;
    });
    if (!isReady) throw new Error(`redis-server does not start:\n${lines.join('\n')}`);
  }

  async function kill(): Promise<void> {
    const server = running;
    running = undefined;
    if (server?.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill('SIGKILL');
    await exit;
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    async start({ wiped = false } = {}) {
      if (wiped) await rm(join(folder, 'appendonlydir'), { recursive: true, force: true });
      await start();
    },
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
