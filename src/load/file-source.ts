import { basename, extname } from 'node:path';

import { csvSource } from './csv/csv-source.ts';
import { jsonSource, ndjsonSource } from './json/json-source.ts';
import { LoadError } from './load-error.ts';
import { sizeOfFile } from './size-of-file.ts';
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
  const file = { path, name, bytesTotal: await sizeOfFile(path) };
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
