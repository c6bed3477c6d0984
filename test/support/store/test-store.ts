import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { inject } from 'vitest';

import { openPglite, type PgliteDatabase } from '../../../src/store/database/embedded/pglite.ts';

const wasmFile = createRequire(import.meta.url)
  .resolve('@electric-sql/pglite')
  .replace(/[^/]+$/, 'pglite.wasm');

let template: Uint8Array | undefined;
let wasm: WebAssembly.Module | undefined;

/** A migrated store in memory, for one test file. */
export async function openTestStore(): Promise<PgliteDatabase> {
  template ??= new Uint8Array(readFileSync(inject('pgliteTemplate')));
  wasm ??= await WebAssembly.compile(readFileSync(wasmFile));
  return openPglite({ template, wasm });
}
