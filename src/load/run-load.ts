import { parseArgs } from 'node:util';

import type { Database } from '../store/database/sql.ts';
import { parseSeparator } from './csv/separator.ts';
import { type FileOptions, fileSource } from './file-source.ts';
import { LoadError } from './load-error.ts';
import { type LoadProgress, type LoadResult, loadTable } from './load-table.ts';
import { oneLine } from './one-line.ts';
import { createProgressLine, type Output } from './progress-line.ts';
import { parseTableName, type TableName } from './table/table-name.ts';

const USAGE = `Loads a file into a table of the store.

  npm run load -- FILE --table SCHEMA.TABLE [--append] [--separator CHARACTER]

FILE         .csv or .tsv with a header, .json (an array of objects), or .ndjson or .jsonl (one object per line); UTF-8
--table      the table, such as cinema.movies; the table and its schema are created if they do not exist
--append     add to the rows of the table; by default they are replaced
--separator  the field separator of a .csv or .tsv file: one character, or tab; by default it is detected
--help       show this help

Column types are inferred from the values; empty fields become null. Either every row is loaded or none.
A value that the table would round or truncate is refused.
DATA_DIR or DATABASE_URL selects the store, as for the server. The embedded store can be opened only once:
stop the server before loading into it.
`;

export interface LoadEnvironment {
  openDatabase: () => Promise<Database>;
  stdout: Output;
  stderr: Output;
}

/** The command `load`. Never throws: an error is one line on stderr. Returns the exit code, which is 0 or 1. */
export async function runLoad(
  args: readonly string[],
  { openDatabase, stdout, stderr }: LoadEnvironment,
): Promise<0 | 1> {
  try {
    const command = parseCommand(args);
    if (command === 'help') {
      stdout.write(USAGE);
      return 0;
    }
    const source = await fileSource(command.file, command.options);
    const progress = createProgressLine(stderr);
    const database = await openDatabase();
    try {
      const { name, mode } = command;
      const result = await loadTable(database, source, {
        ...name,
        mode,
        onProgress: (now) => {
          progress.show(describeProgress(now, source.name));
        },
      });
      progress.clear();
      stdout.write(`${oneLine(describe(result, name))}\n`);
    } finally {
      progress.clear();
      await database.close();
    }
    return 0;
  } catch (error) {
    stderr.write(`load: ${oneLine(error instanceof Error ? error.message : String(error))}\n`);
    return 1;
  }
}

function describeProgress({ phase, rows, bytesRead, bytesTotal }: LoadProgress, file: string): string {
  const doing = phase === 'inferring' ? 'inferring the types of' : 'loading';
  const percent = bytesTotal ? `, ${Math.floor((bytesRead / bytesTotal) * 100)} %` : '';
  return `${doing} ${file}: ${rows.toLocaleString('en-US')} rows${percent}`;
}

interface Command {
  file: string;
  name: TableName;
  mode: 'replace' | 'append';
  options: FileOptions;
}

function parseCommand(args: readonly string[]): Command | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      table: { type: 'string' },
      append: { type: 'boolean', default: false },
      separator: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new LoadError('expected exactly one file to load (see --help)');
  if (values.table === undefined) throw new LoadError('expected the target table: --table schema.table (see --help)');
  return {
    file,
    name: parseTableName(values.table),
    mode: values.append ? 'append' : 'replace',
    options: values.separator === undefined ? {} : { separator: parseSeparator(values.separator) },
  };
}

function describe({ rows, columns }: LoadResult, { schema, table }: TableName): string {
  const list = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
  return `loaded ${counted(rows, 'row')} into ${schema}.${table} (${counted(columns.length, 'column')}: ${list})`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
