import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { type Ask, createAsk } from './ask.ts';

export interface Helper extends AsyncDisposable {
  ask: Ask;
}

/**
 * Starts a program of the bench itself that answers commands.
 * @param file its path in bench/
 * @param place puts a command on a core
 */
export async function startHelper(
  file: string,
  env: Readonly<Record<string, string>>,
  place: (command: [string, ...string[]]) => [string, ...string[]] = (command) => command,
): Promise<Helper> {
  const path = join(import.meta.dirname, '..', file);
  const [program, ...args] = place([process.execPath, '--import', 'tsx', path]);
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    // Samples are many: they are copied as they are, and not written as JSON.
    serialization: 'advanced',
  });
  const ended = once(child, 'exit');
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  const ready = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  if (!ready) throw new Error(`${file} does not start: ${complaints.join('')}`);
  return {
    ask: createAsk(child, () => complaints.join('')),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
