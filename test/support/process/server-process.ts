import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

import { firstLine } from './first-line.ts';
import { outerEnvironment } from './outer-environment.ts';

/** The program as a process of its own, which can be killed. */
export interface ServerProcess extends AsyncDisposable {
  url: string;
  /** Sends a signal and waits for nothing: SIGSTOP and SIGCONT, or the first part of an end. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it with the signal, and resolves to the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<unknown>;
}

export interface ProcessOptions {
  /** Modules that are loaded before it. */
  preload?: readonly string[];
  /** File to which its log is appended. */
  logFile?: string | undefined;
}

/** Starts the built program and waits until it listens: on the loopback interface, and on a free port unless PORT says otherwise. */
export async function startProcess(env: Record<string, string>, options: ProcessOptions = {}): Promise<ServerProcess> {
  const { preload = [], logFile } = options;
  const args = ['--enable-source-maps', 'dist/main.js'];
  const child = spawn(process.execPath, [...preload.flatMap((path) => ['--import', path]), ...args], {
    env: { ...outerEnvironment(), HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (logFile !== undefined) {
    const log = createWriteStream(logFile, { flags: 'a' });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
  }
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const url = await urlOf(child);
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    child.kill(signal);
    const [code] = await ended;
    return code;
  }
  return {
    url,
    end,
    ended,
    signal: (signal) => child.kill(signal),
    async [Symbol.asyncDispose]() {
      await end('SIGKILL');
    },
  };
}

async function urlOf({ stdout, stderr }: ChildProcess): Promise<string> {
  if (!stdout || !stderr) throw new Error('the process has no output');
  const complaints: string[] = [];
  stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  const url = await firstLine(stdout, (line) => (JSON.parse(line) as { url?: string }).url);
  if (url === undefined) throw new Error(`the server ended before it listened: ${complaints.join('')}`);
  return url.replace(/\/graphql$/, '');
}
