/* Builds one of packages/, by its name: what other people's programs install. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const [name = ''] = process.argv.slice(2);

rmSync(`${ROOT}/packages/${name}/dist`, { recursive: true, force: true });
const command = ['node_modules/typescript/bin/tsc', '-p', `packages/${name}`];
execFileSync(process.execPath, command, { cwd: ROOT, stdio: 'inherit' });
