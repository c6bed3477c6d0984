import { basename, extname } from 'node:path';

import { csvSource } from './csv/csv-source.ts';
import type { JsonPath } from './json/json-path.ts';
import { jsonSource, ndjsonSource } from './json/json-source.ts';
import { LoadError } from './load-error.ts';
import { createIsNull, type NullOptions } from './null-texts.ts';
import { parquetSource } from './parquet/parquet-source.ts';
import { sizeOfFile } from './size-of-file.ts';
import type { RowSource } from './source/row-source.ts';

export interface FileOptions extends NullOptions {
  /** Delimiter of a .csv or .tsv file. If left out, it is found. */
  delimiter?: string;
  /** Where the rows of a JSON file are. If left out: at the top. */
  path?: JsonPath;
}

/**
 * The rows of a .csv, .tsv, .json, .ndjson, .jsonl or .parquet file. Of the last one the types are read, of the others
 * nothing yet.
 * @throws LoadError if the file is of another kind or does not exist, or if an option is not for its kind
 */
export async function fileSource(path: string, options: FileOptions = {}): Promise<RowSource> {
  const name = basename(path);
  const file = { path, name, bytesTotal: await sizeOfFile(path) };
  const extension = extname(path).toLowerCase();
  switch (extension) {
    case '.csv':
    case '.tsv':
      refusePath(name, options);
      return csvSource({
        ...file,
        isNull: createIsNull(options, 'null'),
        usualDelimiter: extension === '.csv' ? ',' : '\t',
        ...(options.delimiter !== undefined && { delimiter: options.delimiter }),
      });
    case '.json':
    case '.ndjson':
    case '.jsonl': {
      refuseDelimiter(name, options);
      const json = { ...file, isNull: createIsNull(options, 'text'), rowsPath: options.path ?? [] };
      return extension === '.json' ? jsonSource(json) : ndjsonSource(json);
    }
    case '.parquet':
      refuseDelimiter(name, options);
      refusePath(name, options);
      return await parquetSource({ ...file, isNull: createIsNull(options, 'text') });
    default:
      throw new LoadError(`${name}: not a .csv, .tsv, .json, .ndjson, .jsonl or .parquet file`);
  }
}

function refuseDelimiter(name: string, { delimiter }: FileOptions): void {
  if (delimiter !== undefined) throw new LoadError(`${name}: --delimiter is only for .csv and .tsv files`);
}

function refusePath(name: string, { path }: FileOptions): void {
  if (path) throw new LoadError(`${name}: --path is only for .json, .ndjson and .jsonl files`);
}
