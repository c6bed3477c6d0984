import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { firstLine } from '../../test/support/process/first-line.ts';
import { outerEnvironment } from '../../test/support/process/outer-environment.ts';
import { PEERS_FOLDER } from '../setup/peers.ts';
import { createAsk } from './ask.ts';
import { onCore } from './placement.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PRELOAD = join(import.meta.dirname, 'report-usage.mjs');

/** A program under test, as a process of its own on core 0. */
export interface Program extends AsyncDisposable {
  /** Without a path, such as http://127.0.0.1:4000 */
  url: string;
  port: number;
  pid: number;
  /** How long it took from the start of the process until it listened. */
  startedInMs: number;
  /** Processor time used so far, in microseconds. */
  cpuMicros: () => Promise<number>;
  /** After a garbage collection. */
  memory: () => Promise<NodeJS.MemoryUsage>;
}

/** Our server as it is shipped: node dist/main.js with these settings. */
export function startServer(settings: Readonly<Record<string, string>>): Promise<Program> {
  const env = { ...outerEnvironment(), HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...settings };
  return startProgram(['--enable-source-maps', join(ROOT, 'dist', 'main.js')], env);
}

/** A program of bench/peers, which prints {"url": ...} when it listens. */
export function startPeer(file: string, settings: Readonly<Record<string, string>>): Promise<Program> {
  return startProgram([join(PEERS_FOLDER, file)], { ...outerEnvironment(), NODE_ENV: 'production', ...settings });
}

/** @throws Error with what it wrote, if it ends before it listens */
async function startProgram(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Program> {
  const [program, ...rest] = onCore(0, [process.execPath, '--expose-gc', '--import', PRELOAD, ...args]);
  const startedAtMs = performance.now();
  const child = spawn(program, rest, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const ended = once(child, 'exit');
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  const found = child.stdout && (await firstLine(child.stdout, urlIn));
  if (!found || child.pid === undefined) throw new Error(`${args.join(' ')} does not start: ${complaints.join('')}`);
  const { origin, port } = new URL(found);
  const ask = createAsk(child, () => complaints.join(''));
  return {
    ...{ url: origin, port: Number(port), pid: child.pid, startedInMs: performance.now() - startedAtMs },
    async cpuMicros() {
      const { user, system } = (await ask('cpu')) as NodeJS.CpuUsage;
      return user + system;
    },
    memory: async () => (await ask('memory')) as NodeJS.MemoryUsage,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function urlIn(line: string): string | undefined {
  return line.startsWith('{') ? (JSON.parse(line) as { url?: string }).url : undefined;
}
