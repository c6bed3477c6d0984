import { stat } from 'node:fs/promises';

import { LoadError } from './load-error.ts';

/** @throws LoadError where there is no such file */
export async function sizeOfFile(path: string): Promise<number> {
  const stats = await stat(path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new LoadError(`${path}: no such file`, { cause: error });
  });
  if (!stats.isFile()) throw new LoadError(`${path}: not a file`);
  return stats.size;
}
