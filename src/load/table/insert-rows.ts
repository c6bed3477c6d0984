import { quotedName } from '../../store/database/quoted-name.ts';
import { type Sql, sqlStateOf } from '../../store/database/sql.ts';
import { errorAt } from '../load-error.ts';
import type { Reading, Row } from '../source/row-source.ts';
import type { StoredColumn } from './prepare-table.ts';
import { createRowWriter } from './row-writer.ts';
import type { TableName } from './table-name.ts';

const BATCH_ROWS = 1000;
const BATCH_CHARACTERS = 4 * 1024 * 1024;

interface Batch {
  rows: Row[];
  /** Each row as a JSON object. */
  json: string[];
  characters: number;
}

interface InsertRows {
  reading: Reading;
  /** Name of the source in errors. */
  source: string;
  name: TableName;
  /** In the order of the rows' values. */
  columns: readonly StoredColumn[];
  onRow: (rows: number, reading: Reading) => void;
}

/**
 * Inserts all rows of a reading, in batches, inside the transaction of `sql`. Values are passed as text and parsed by
 * the input functions of their types. None is rounded or truncated.
 * @returns the number of rows
 * @throws LoadError with the line of a row that is malformed, that a column would round or truncate, or that the table
 *   refuses
 */
export async function insertRows(sql: Sql, { reading, source, name, columns, onRow }: InsertRows): Promise<number> {
  const insert = insertStatement(name, columns);
  const toJson = createRowWriter(columns, source);
  let batch: Batch = emptyBatch();
  let rows = 0;

  for await (const row of reading.rows) {
    const json = toJson(row);
    batch.rows.push(row);
    batch.json.push(json);
    batch.characters += json.length;
    if (batch.rows.length === BATCH_ROWS || batch.characters >= BATCH_CHARACTERS) {
      await insertBatch(sql, insert, source, batch);
      batch = emptyBatch();
    }
    onRow(++rows, reading);
  }
  if (batch.rows.length > 0) await insertBatch(sql, insert, source, batch);
  return rows;
}

function emptyBatch(): Batch {
  return { rows: [], json: [], characters: 0 };
}

/** A refused batch is tried again in halves, until the offending row is found. */
async function insertBatch(
  sql: Sql,
  insert: string,
  source: string,
  { rows, json }: Pick<Batch, 'rows' | 'json'>,
): Promise<void> {
  await sql.query('SAVEPOINT load_batch');
  try {
    await sql.query(insert, [`[${json.join(',')}]`]);
    await sql.query('RELEASE SAVEPOINT load_batch');
  } catch (error) {
    if (!(error instanceof Error) || sqlStateOf(error) === undefined) throw error;
    await sql.query('ROLLBACK TO SAVEPOINT load_batch');
    const [first] = rows;
    if (first && rows.length === 1) throw errorAt(source, first.line, error.message, { cause: error });
    const middle = Math.ceil(rows.length / 2);
    await insertBatch(sql, insert, source, { rows: rows.slice(0, middle), json: json.slice(0, middle) });
    await insertBatch(sql, insert, source, { rows: rows.slice(middle), json: json.slice(middle) });
  }
}

function insertStatement(name: TableName, columns: readonly StoredColumn[]): string {
  const targets = columns.map((column) => quotedName(column.name)).join(', ');
  const fields = columns.map((_, index) => `c${index}`).join(', ');
  const definitions = columns.map((column, index) => `c${index} ${column.type}`).join(', ');
  return `INSERT INTO ${quotedName(name.schema, name.table)} (${targets})
    SELECT ${fields} FROM jsonb_to_recordset($1::jsonb) AS r(${definitions})`;
}
