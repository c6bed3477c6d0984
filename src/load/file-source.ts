import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';

import { csvSource } from './csv/csv-source.ts';
import { jsonSource, ndjsonSource } from './json/json-source.ts';
import { LoadError } from './load-error.ts';
import type { RowSource } from './source/row-source.ts';

export interface FileOptions {
  /** Separator of a .csv or .tsv file. If left out, it is found. */
  separator?: string;
}

/**
 * The rows of a .csv, .tsv, .json, .ndjson or .jsonl file. Nothing of it is read yet.
 * @throws LoadError if the file is of another kind or does not exist, or if its kind has no separator
 */
export async function fileSource(path: string, { separator }: FileOptions = {}): Promise<RowSource> {
  const name = basename(path);
  const file = { path, name, bytesTotal: await sizeOf(path) };
  const extension = extname(path).toLowerCase();
  if (extension === '.csv' || extension === '.tsv') {
    return csvSource({
      ...file,
      usualSeparator: extension === '.csv' ? ',' : '\t',
      ...(separator !== undefined && { separator }),
    });
  }
  if (separator !== undefined) throw new LoadError(`${name}: --separator is only for .csv and .tsv files`);
  switch (extension) {
    case '.json':
      return jsonSource(file);
    case '.ndjson':
    case '.jsonl':
      return ndjsonSource(file);
    default:
      throw new LoadError(`${name}: not a .csv, .tsv, .json, .ndjson or .jsonl file`);
  }
}

async function sizeOf(path: string): Promise<number> {
  const stats = await stat(path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new LoadError(`${path}: no such file`, { cause: error });
  });
  if (!stats.isFile()) throw new LoadError(`${path}: not a file`);
  return stats.size;
}
