/*
 * Builds dist/: the compiled sources, and the files that they read. --no-check omits type checking and declarations:
 * for tests that run the program.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';

import './build-packages.mjs';

rmSync('dist', { recursive: true, force: true });
const options = process.argv.includes('--no-check') ? ['--noCheck', '--declaration', 'false'] : [];
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', ...options], {
  stdio: 'inherit',
});
cpSync('src/store/database/migrations', 'dist/store/database/migrations', { recursive: true });
// The entry point ./client of this package is the package of that name.
cpSync('packages/client/dist', 'dist/client', { recursive: true });
