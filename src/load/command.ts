import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';

import { parseDelimiter } from './csv/delimiter.ts';
import type { FileOptions } from './file-source.ts';
import { parseJsonPath } from './json/json-path.ts';
import { LoadError } from './load-error.ts';
import { checkTableName, parseTableName, type TableName } from './table/table-name.ts';

export const USAGE = `Loads files into tables of the store.

  npm run load -- FILE... --table SCHEMA.TABLE [options]
  npm run load -- FILE... --schema SCHEMA [options]

FILE         .csv or .tsv with a header, .json (an array of objects), or .ndjson or .jsonl (one object per line), all of
             them UTF-8; or .parquet, which needs the package @duckdb/node-api
--table      load all files into this table, such as cinema.movies
--schema     load each file into a table of this schema that is named like the file: movies.csv into cinema.movies
--append     add to the rows of the tables; by default they are replaced
--delimiter  what separates the fields of a .csv or .tsv file: one character, or tab; by default it is detected
--null       a text that stands for null, such as --null NA; can be given more than once
--empty      what an empty text is: null or text; by default null in .csv and .tsv files, and text in all others
--path       where in a JSON file the rows are, such as data.items
--help       show this help

Tables and schemas are created if they do not exist. Column types are inferred from the values. Either every row of
every file is loaded or none. A value that the table would round or truncate is refused.
DATA_DIR or DATABASE_URL selects the store, as for the server. If the server has the embedded store open, the rows are
handed to it.
`;

export interface LoadCommand {
  tables: readonly FilesOfTable[];
  mode: 'replace' | 'append';
  options: FileOptions;
}

interface FilesOfTable {
  name: TableName;
  files: readonly string[];
}

/** @throws Error with one line that says what is wrong with the arguments */
export function parseCommand(args: readonly string[]): LoadCommand | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      table: { type: 'string' },
      schema: { type: 'string' },
      append: { type: 'boolean', default: false },
      delimiter: { type: 'string' },
      null: { type: 'string', multiple: true, default: [] },
      empty: { type: 'string' },
      path: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const { delimiter, empty, path } = values;
  if (empty !== undefined && empty !== 'null' && empty !== 'text') {
    throw new LoadError(`--empty is ${JSON.stringify(empty)}, expected null or text`);
  }
  return {
    tables: tablesOf(positionals, values),
    mode: values.append ? 'append' : 'replace',
    options: {
      nulls: values.null,
      ...(empty !== undefined && { empty }),
      ...(delimiter !== undefined && { delimiter: parseDelimiter(delimiter) }),
      ...(path !== undefined && { path: parseJsonPath(path) }),
    },
  };
}

function tablesOf(files: readonly string[], { table, schema }: { table?: string; schema?: string }): FilesOfTable[] {
  if (files.length === 0) throw new LoadError('expected a file to load (see --help)');
  if (table !== undefined && schema !== undefined) throw new LoadError('expected --table or --schema, not both');
  if (table !== undefined) return [{ name: parseTableName(table), files }];
  if (schema === undefined) {
    throw new LoadError('expected the target: --table schema.table, or --schema schema (see --help)');
  }
  const tables = new Map<string, FilesOfTable>();
  for (const file of files) {
    const name = checkTableName({ schema, table: basename(file, extname(file)) });
    const other = tables.get(name.table);
    if (other) {
      const both = `${other.files.join('')} and ${file}`;
      throw new LoadError(`${both} would both be ${schema}.${name.table}; load them into one table with --table`);
    }
    tables.set(name.table, { name, files: [file] });
  }
  return [...tables.values()];
}
