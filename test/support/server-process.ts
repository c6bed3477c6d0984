import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { firstLine } from './first-line.ts';
import { outerEnvironment } from './outer-environment.ts';

/** The program as a process of its own, which can be killed. */
export interface ServerProcess extends AsyncDisposable {
  url: string;
  /** Ends it with the signal, and resolves to the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export async function startProcess(env: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    env: { ...outerEnvironment(), HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await urlOf(child);
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  }
  return {
    url,
    end,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await end('SIGKILL');
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
