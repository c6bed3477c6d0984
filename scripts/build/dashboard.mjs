import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';

import { build } from 'vite';

const FOLDER = 'dist/dashboard';

/** Writes the dashboard, its files compressed, so that the server only has to send them. */
export async function buildDashboard() {
  // Whatever runs the build, such as tests: the libraries would check what only their users can do wrong.
  process.env.NODE_ENV = 'production';
  await build({ configFile: 'dashboard/vite.config.ts', logLevel: 'warn' });
  const assets = join(FOLDER, 'assets');
  for (const name of readdirSync(assets)) {
    const file = join(assets, name);
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: constants.Z_BEST_COMPRESSION }));
    rmSync(file);
  }
}
