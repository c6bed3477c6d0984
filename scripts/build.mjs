/*
 * Builds dist/: the compiled sources, and what they read beside them. With --no-check it leaves out types, both the checking and
 * the declarations: for tests that run the program.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';

// A program of its own, since its arguments are names of packages.
execFileSync(process.execPath, ['scripts/build-packages.mjs'], { stdio: 'inherit' });
rmSync('dist', { recursive: true, force: true });
const options = process.argv.includes('--no-check') ? ['--noCheck', '--declaration', 'false'] : [];
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', ...options], {
  stdio: 'inherit',
});
cpSync('src/store/database/migrations', 'dist/store/database/migrations', { recursive: true });
// The entry point ./client of this package is the package of that name.
cpSync('packages/client/dist', 'dist/client', { recursive: true });
