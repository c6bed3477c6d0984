import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import ts from 'typescript';

export interface BuiltClient extends Disposable {
  /** Folder with `index.js` and what it loads. */
  folder: string;
}

/**
 * Compiles src/client as the build does, but with the types of a browser and without those of Node.
 * @throws when it does not compile like that
 */
export function buildClient(): BuiltClient {
  const folder = mkdtempSync(join(tmpdir(), 'mdm-built-client-'));
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const program = ts.createProgram(['src/client/index.ts'], {
    ...options,
    noEmit: false,
    rootDir: 'src/client',
    outDir: folder,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: [],
  });
  const { diagnostics } = program.emit();
  const faults = [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(({ file, messageText }) => {
    return `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return {
    folder,
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true });
    },
  };
}
