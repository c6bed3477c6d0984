import * as z from 'zod';

import { type Sql, sqlStateOf } from '../../store/database/sql.ts';
import { errorAt } from '../load-error.ts';

interface MoveRows {
  /** A table with the columns c0, c1 and so on, `file` and `line`. */
  from: string;
  to: string;
  columns: readonly string[];
  files: readonly string[];
}

const originsSchema = z.array(z.object({ file: z.number(), line: z.number() }));

/**
 * Copies all rows of a table into another one, inside the transaction of `sql`.
 * @throws LoadError with the line of the first row that the other table refuses
 */
export async function moveRows(sql: Sql, { from, to, columns, files }: MoveRows): Promise<void> {
  const fields = columns.map((_, index) => `c${index}`).join(', ');
  const insert = `INSERT INTO ${to} (${columns.join(', ')}) SELECT ${fields} FROM ${from}`;
  const inOrder = `ORDER BY file, line, ctid OFFSET $1::bigint LIMIT $2::bigint`;

  /** Undefined: they are moved; otherwise why not. */
  async function refusalOf(work: () => Promise<unknown>): Promise<Error | undefined> {
    await sql.query('SAVEPOINT load_rows');
    try {
      await work();
      await sql.query('RELEASE SAVEPOINT load_rows');
      return undefined;
    } catch (error) {
      if (!(error instanceof Error) || sqlStateOf(error) === undefined) throw error;
      await sql.query('ROLLBACK TO SAVEPOINT load_rows');
      return error;
    }
  }

  const refusal = await refusalOf(() => sql.query(insert));
  if (!refusal) return;

  const { rows } = await sql.query(`SELECT count(*)::int AS count FROM ${from}`);
  let [{ count: left }] = z.tuple([z.object({ count: z.number() })]).parse(rows);
  // Halves of halves, in order: what comes before the first refused row is there when that row is tried.
  for (let first = 0; left > 0;) {
    const half = Math.ceil(left / 2);
    const reason = await refusalOf(() => sql.query(`${insert} ${inOrder}`, [first, half]));
    if (!reason) {
      first += half;
      left -= half;
    } else if (half > 1) {
      left = half;
    } else {
      const origins = await sql.query(`SELECT file, line FROM ${from} ${inOrder}`, [first, 1]);
      const [origin] = originsSchema.parse(origins.rows);
      throw origin ? errorAt(files[origin.file] ?? '', origin.line, reason.message, { cause: reason }) : reason;
    }
  }
  // The rows are refused only all together.
  throw refusal;
}
