/*
 * Builds dist/: the compiled sources, and the files that they read. --no-check omits type checking and declarations:
 * for tests that run the program.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';

/** @param {string[]} args */
const run = (...args) => execFileSync(process.execPath, args, { stdio: 'inherit' });

const NAMES = ['client', 'events'];
const isChecked = !process.argv.includes('--no-check');
rmSync('dist', { recursive: true, force: true });
run('node_modules/typescript/bin/tsc', ...['-p', 'tsconfig.build.json'], ...(isChecked ? [] : ['--noCheck']));
cpSync('src/store/database/migrations', 'dist/store/database/migrations', { recursive: true });
if (isChecked) {
  for (const name of NAMES) run('scripts/build-package.mjs', name);
  // The entry points ./client and ./events of this package are the packages of those names, with their types.
  for (const name of NAMES) cpSync(`packages/${name}/dist`, `dist/${name}`, { recursive: true });
}
