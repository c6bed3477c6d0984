/* Builds packages/, or the named ones of them: what other programs install. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NAMES = ['client', 'events'];
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : NAMES) {
  rmSync(`${ROOT}/packages/${name}/dist`, { recursive: true, force: true });
  const command = ['node_modules/typescript/bin/tsc', '-p', `packages/${name}`];
  execFileSync(process.execPath, command, { cwd: ROOT, stdio: 'inherit' });
}
