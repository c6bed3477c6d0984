import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { inject } from 'vitest';

/** A data folder with a migrated store, for a program that is started on it; whoever makes it removes it. */
export function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'mdm-data-'));
  unpackStore(join(dataDir, 'store'));
  return dataDir;
}

/** Puts the data of a migrated PGlite into the folder. */
export function unpackStore(folder: string): void {
  mkdirSync(folder, { recursive: true });
  // tar tells that it makes the paths relative.
  execFileSync('tar', ['-xf', inject('pgliteTemplate'), '-C', folder], { stdio: 'ignore' });
}
