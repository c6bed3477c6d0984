import { randomUUID } from 'node:crypto';

import * as z from 'zod';

import type { Database, Sql } from '../src/store/database/sql.ts';

export interface DayPosition {
  /**
   * Identifies the days of this warehouse. The ids of reported refreshes are derived from it, so that another warehouse
   * has others.
   */
  run: string;
  /**
   * Number of the last step that was begun: its rows are loaded, and its remaining actions may be done. 0: none yet.
   */
  step: number;
}

const rowSchema = z.object({ run: z.string(), step: z.int() });

/**
 * Reads how far the day has come. The position is stored beside the data, so that both change in the same transaction.
 */
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
