import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a script with this Node.js, and shows its output.
 * @param {string[]} args
 */
export async function runNode(...args) {
  // What the program itself prints must stay all there is on stdout.
  const child = spawn(process.execPath, args, { stdio: ['ignore', process.stderr, process.stderr] });
  const [code] = /** @type {[number | null]} */ (await once(child, 'exit'));
  if (code !== 0) throw new Error(`${args.join(' ')} failed`);
}
