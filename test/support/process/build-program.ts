import { execFileSync } from 'node:child_process';

/** Each level has this module loaded anew; the program is built once for all of them. */
const done = globalThis as { isProgramBuilt?: boolean };

/** Builds the program that the tests start. Its types are checked elsewhere. */
export default function buildProgram(): void {
  if (done.isProgramBuilt) return;
  execFileSync(process.execPath, ['scripts/build.mjs', '--no-check'], { stdio: 'inherit' });
  done.isProgramBuilt = true;
}
