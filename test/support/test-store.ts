import { readFileSync } from 'node:fs';

import { inject } from 'vitest';

import { openPglite, type PgliteDatabase } from '../../src/store/database/pglite.ts';

/** A migrated store in memory, for one test file. */
export function openTestStore(): Promise<PgliteDatabase> {
  return openPglite({ template: new Uint8Array(readFileSync(inject('storeTemplate'))) });
}
