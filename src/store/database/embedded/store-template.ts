import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import * as z from 'zod';

const manifest = z.object({ version: z.string() });

/**
 * File name of the store that a new one is copied from. The build makes it. The version is part of the name, because
 * only the PGlite that made a data folder is sure to understand it.
 */
export function storeTemplateName(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = manifest.parse(JSON.parse(readFileSync(join(entry, '../../package.json'), 'utf8')));
  return `store-template-pglite-${version}.tar.gz`;
}

/** Its path; undefined where the program runs from its sources, or with another PGlite than it was built with. */
export function findStoreTemplate(): string | undefined {
  const path = fileURLToPath(new URL(`template/${storeTemplateName()}`, import.meta.url));
  return existsSync(path) ? path : undefined;
}
