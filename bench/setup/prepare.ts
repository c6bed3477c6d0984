import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PEERS_FOLDER, PEERS_LOCK_FILE } from './peers.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Beside what it installed: the lock file that it was installed from. */
const INSTALLED_FILE = join(PEERS_FOLDER, 'node_modules', '.installed-lock.json');

/** Installs and builds what is missing or out of date, and says what it does. @throws if that fails */
export function prepare(say: (line: string) => void): void {
  const lock = readFileSync(PEERS_LOCK_FILE, 'utf8');
  if (!existsSync(INSTALLED_FILE) || readFileSync(INSTALLED_FILE, 'utf8') !== lock) {
    say('installing the peers: npm ci in bench/peers');
    run(PEERS_FOLDER, 'npm', 'ci', '--no-audit', '--no-fund');
    writeFileSync(INSTALLED_FILE, lock);
  }
  run(ROOT, process.execPath, 'scripts/install-test-tools.mjs', 'redis');
  run(ROOT, process.execPath, 'scripts/build.mjs', '--no-check');
}

function run(folder: string, program: string, ...args: string[]): void {
  // The table alone goes to the standard output.
  const { status, error } = spawnSync(program, args, { cwd: folder, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed in ${folder}`, { cause: error });
}
