import { randomUUID } from 'node:crypto';

import * as z from 'zod';

import type { Database, Sql } from '../src/store/database/sql.ts';

export interface DayPosition {
  /** Names this warehouse's days: the ids of reported refreshes are made of it, and another one's are others. */
  run: string;
  /** Number of the last step that was begun: its rows are loaded, and the rest of it may be. 0: none yet. */
  step: number;
}

const rowSchema = z.object({ run: z.string(), step: z.int() });

/** Reads where the day is. It is kept beside the data, so that it can move on in the same transaction. */
export async function openDayPosition(warehouse: Database): Promise<DayPosition> {
  await warehouse.exec(`
    CREATE SCHEMA IF NOT EXISTS demo;
    CREATE TABLE IF NOT EXISTS demo.position (run text NOT NULL, step integer NOT NULL);
  `);
  const { rows } = await warehouse.query('SELECT run, step FROM demo.position');
  if (rows.length > 0) return rowSchema.parse(rows[0]);
  const position = { run: randomUUID(), step: 0 };
  await warehouse.query('INSERT INTO demo.position (run, step) VALUES ($1, $2)', [position.run, position.step]);
  return position;
}

export async function moveDayPosition(sql: Sql, step: number): Promise<void> {
  await sql.query('UPDATE demo.position SET step = $1', [step]);
}
