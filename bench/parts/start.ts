import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { firstLine } from '../../test/support/process/first-line.ts';
import { outerEnvironment } from '../../test/support/process/outer-environment.ts';
import type { Figures, Part, Row, Scenario } from '../part.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const SETTLE_MS = 5_000;

const STARTS = 'listens after';
const RESIDENT = 'resident memory, idle';
const ENDS = 'ends after';
const FIRST_EVENT = 'first live event after';

const resident = (megabytes: number): Row => ({ name: RESIDENT, unit: 'MB', goals: [{ atMost: megabytes }] });
const seconds = (name: string, atMost?: number): Row => ({
  ...{ name, unit: 's', decimals: 2 },
  ...(atMost !== undefined && { goals: [{ atMost }] }),
});

export const start: Part = {
  name: 'start',
  title: 'Start and idle memory',
  scenarios: () => [newStore, existingStore, onPostgres, modulesAlone, demo],
};

const newStore: Scenario = {
  name: 'embedded, in a new folder',
  contenders: ['ours'],
  rows: [seconds(STARTS, 6), resident(350)],
  measure: () => inNewFolder((dataDir) => measureStart({ DATA_DIR: dataDir })),
};

const existingStore: Scenario = {
  name: 'embedded, on a store that exists',
  contenders: ['ours'],
  rows: [seconds(STARTS, 3), resident(350)],
  measure: () =>
    inNewFolder(async (dataDir) => {
      await measureStart({ DATA_DIR: dataDir });
      return await measureStart({ DATA_DIR: dataDir });
    }),
};

const onPostgres: Scenario = {
  name: 'on Postgres',
  contenders: ['ours'],
  rows: [seconds(STARTS), resident(120)],
  async measure(_, bench) {
    const { createStore } = await bench.backends();
    await using store = await createStore();
    return await measureStart({ DATABASE_URL: store.databaseUrl });
  },
};

/** Ours loads everything, and ends because a setting is refused. */
const modulesAlone: Scenario = {
  name: 'modules alone',
  contenders: ['ours', 'bare Node.js'],
  rows: [seconds(ENDS)],
  async measure(contender) {
    const startedAtMs = performance.now();
    const args = contender === 'ours' ? ['dist/main.js'] : ['--eval', ''];
    const child = spawn(process.execPath, args, { cwd: ROOT, env: environment({ PORT: 'none' }), stdio: 'ignore' });
    await once(child, 'exit');
    return { [ENDS]: secondsSince(startedAtMs) };
  },
};

const demo: Scenario = {
  name: 'the demo, in a new folder',
  contenders: ['ours'],
  rows: [seconds(FIRST_EVENT, 15)],
  measure: () =>
    inNewFolder(async (dataDir) => {
      const startedAtMs = performance.now();
      const env = environment({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
      await using program = run('npm', ['run', '--silent', 'demo'], env);
      const line = await program.line((text) => (/\b(refreshed|profiled)\b/.test(text) ? text : undefined));
      return { [FIRST_EVENT]: line === undefined ? { void: 'the demo ended' } : secondsSince(startedAtMs) };
    }),
};

/** The program as it is started by hand: nothing is loaded before it, and it may use every core. */
async function measureStart(settings: Readonly<Record<string, string>>): Promise<Figures> {
  const startedAtMs = performance.now();
  await using program = run(process.execPath, ['dist/main.js'], environment(settings));
  const url = await program.line((text) => (JSON.parse(text) as { url?: string }).url);
  if (url === undefined) throw new Error('the server ended before it listened');
  const startedInSeconds = secondsSince(startedAtMs);
  await sleep(SETTLE_MS);
  return { [STARTS]: startedInSeconds, [RESIDENT]: await residentMegabytes(program.child) };
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  // A group of its own, because npm starts a shell that starts the program.
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = once(child, 'close');
  return {
    child,
    line: <T>(look: (text: string) => T | undefined) => firstLine(child.stdout, look),
    async [Symbol.asyncDispose]() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
      await ended;
    },
  };
}

async function residentMegabytes({ pid }: ChildProcess): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1_024;
}

async function inNewFolder(measure: (dataDir: string) => Promise<Figures>): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'mdm-bench-start-'));
  try {
    return await measure(join(folder, 'data'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function environment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...outerEnvironment(), HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...settings };
}

function secondsSince(startedAtMs: number): number {
  return (performance.now() - startedAtMs) / 1_000;
}
