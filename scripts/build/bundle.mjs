import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'esbuild';

import { thirdPartyLicenses } from './third-party-licenses.mjs';

const ENTRIES = ['src/main.ts', 'src/import/main.ts', 'src/load/main.ts'];
const WORKER = 'src/store/database/embedded/pglite-worker.js';
/** They have files beside them that they look for, or are too large to be parsed at the start. */
const NOT_BUNDLED = ['@electric-sql/pglite', '@duckdb/node-api', 'pg-native'];

/** CommonJS libraries ask for Node's own modules by `require`, which ES modules do not have. */
const REQUIRE = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`;

/** What the other steps of the build write into dist/, meanwhile. */
const OTHER_STEPS = ['.built', 'client', 'events', 'graphiql', 'template'];

/** Writes the programs, with all libraries, into few files: a thousand modules take a second to find and to load. */
export async function bundle() {
  removeOldBundle();
  const { metafile } = await build({
    entryPoints: ENTRIES,
    outbase: 'src',
    outdir: 'dist',
    bundle: true,
    // Shared code lies beside main.js, and so do the files that it looks for beside itself.
    splitting: true,
    chunkNames: 'chunk-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: NOT_BUNDLED,
    banner: { js: REQUIRE },
    // No keepNames: it gives a name to each closure whenever one is made.
    minifySyntax: true,
    sourcemap: true,
    // Stack traces need the positions only, and with --enable-source-maps the maps are read at each start.
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  cpSync(WORKER, 'dist/pglite-worker.js');
  cpSync('src/store/database/migrations', 'dist/migrations', { recursive: true });
  writeFileSync('dist/third-party-licenses.txt', thirdPartyLicenses(Object.keys(metafile.inputs)));
}

/** Chunks have other names each time, and earlier versions wrote other files. */
function removeOldBundle() {
  for (const name of readdirSync('dist').filter((entry) => !OTHER_STEPS.includes(entry))) {
    rmSync(join('dist', name), { recursive: true, force: true });
  }
}
