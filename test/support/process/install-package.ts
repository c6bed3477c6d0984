import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TYPESCRIPT = join(process.cwd(), 'node_modules/typescript/bin/tsc');

export interface InstalledPackage extends AsyncDisposable {
  /** An empty project outside the repository, with the package in its node_modules. */
  folder: string;
  /** Names of everything that came with it. */
  installed: string[];
  /** Compiles a program that uses it, the declarations of all packages included, and runs it; resolves with its output. */
  run(source: string): Promise<string>;
}

/** Packs one of packages/ as it would be published, and installs it in a project of its own. */
export async function installPackage(
  name: 'client' | 'events',
  beside: readonly string[] = [],
): Promise<InstalledPackage> {
  const folder = await mkdtemp(join(tmpdir(), `mdm-${name}-`));
  const npm = (...args: string[]) => run('npm', args, { cwd: folder });
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: `packages/${name}` });
  // What the build says comes before it.
  const [packed] = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as { filename: string }[];
  if (!packed) throw new Error('npm pack made nothing');
  await writeFile(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }');
  await npm('install', '--prefer-offline', '--no-audit', '--no-fund', `./${packed.filename}`, ...beside);
  const entries = await readdir(join(folder, 'node_modules'));
  return {
    folder,
    installed: entries.filter((entry) => !entry.startsWith('.')).sort(),
    async run(source) {
      await writeFile(join(folder, 'program.ts'), source);
      const options = '--strict --module nodenext --target es2022 --lib es2023,dom'.split(' ');
      await run(process.execPath, [TYPESCRIPT, ...options, 'program.ts'], { cwd: folder }).catch((error: unknown) => {
        throw new Error(error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error));
      });
      return (await run(process.execPath, ['program.js'], { cwd: folder })).stdout;
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true });
    },
  };
}
