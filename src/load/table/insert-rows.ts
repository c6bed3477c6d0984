import { sqlStateOf } from '../../store/database/sql.ts';
import { errorAt } from '../load-error.ts';
import type { Reading, Row } from '../source/row-source.ts';
import type { OpenTable } from './load-target.ts';
import { createRowWriter } from './row-writer.ts';

const BATCH_ROWS = 1000;
const BATCH_CHARACTERS = 4 * 1024 * 1024;

interface Batch {
  rows: Row[];
  /** Each row as a JSON object. */
  json: string[];
  characters: number;
}

interface InsertRows {
  /** Its rows have their values in the order of the table's columns. */
  reading: Reading;
  /** Name of the source in errors, and of its files. */
  source: string;
  files: readonly string[];
  onRow: (rows: number, reading: Reading) => void;
}

/**
 * Inserts all rows of a reading, in batches. Values are passed as text and parsed by the input functions of their
 * types. None is rounded or truncated.
 * @returns the number of rows
 * @throws LoadError with the line of a row that is malformed, that a column would round or truncate, or that the table
 *   refuses
 */
export async function insertRows(table: OpenTable, { reading, source, files, onRow }: InsertRows): Promise<number> {
  const toJson = createRowWriter({ columns: table.columns, source, files, asksOrigin: table.asksOrigin });
  let batch: Batch = emptyBatch();
  let rows = 0;

  for await (const row of reading.rows) {
    const json = toJson(row);
    batch.rows.push(row);
    batch.json.push(json);
    batch.characters += json.length;
    if (batch.rows.length === BATCH_ROWS || batch.characters >= BATCH_CHARACTERS) {
      await insertBatch(table, source, batch);
      batch = emptyBatch();
    }
    onRow(++rows, reading);
  }
  if (batch.rows.length > 0) await insertBatch(table, source, batch);
  return rows;
}

function emptyBatch(): Batch {
  return { rows: [], json: [], characters: 0 };
}

/** A refused batch is tried again in halves, until the offending row is found. */
async function insertBatch(
  table: OpenTable,
  source: string,
  { rows, json }: Pick<Batch, 'rows' | 'json'>,
): Promise<void> {
  try {
    await table.insert(`[${json.join(',')}]`);
  } catch (error) {
    if (!(error instanceof Error) || sqlStateOf(error) === undefined) throw error;
    const [first] = rows;
    if (first && rows.length === 1) throw errorAt(first.file ?? source, first.line, error.message, { cause: error });
    const middle = Math.ceil(rows.length / 2);
    await insertBatch(table, source, { rows: rows.slice(0, middle), json: json.slice(0, middle) });
    await insertBatch(table, source, { rows: rows.slice(middle), json: json.slice(middle) });
  }
}
