import { setTimeout as sleep } from 'node:timers/promises';

import * as z from 'zod';

import type { Sql } from '../../store/database/sql.ts';
import type { Warehouse } from '../as-role.ts';

/** Work that any session can do, and do again if another one failed. */
export type Task = (sql: Sql) => Promise<void>;

export interface Sessions {
  warehouse: Warehouse;
  /** The session whose snapshot all others see. */
  own: Sql;
  /** Sessions besides the own one. */
  helpers: number;
  /** Prepares a helper as the own session is prepared. */
  prepare: Task;
  remainingMs: () => number;
}

/** How often a session that waits for the others shows that it is alive: the database ends one that is idle for 10 s. */
const SIGN_OF_LIFE_MS = 2_000;
const snapshotSchema = z.tuple([z.strictObject({ id: z.string().regex(/^[0-9A-F-]+$/) })]);

/**
 * Does the tasks in the given order, in several sessions that see the same snapshot. Helpers are a gain only: one that
 * finds no connection, cannot see the snapshot, as behind a pooler that spreads over several servers, or fails at a task,
 * leaves the rest to the own session, whose errors alone are thrown.
 */
export async function inSessions(sessions: Sessions, tasks: readonly Task[]): Promise<void> {
  const { warehouse, own, helpers, prepare, remainingMs } = sessions;
  const open = [...tasks];
  const running = new Set<Promise<void>>();
  let isOver = false;

  /** Resolves also if the task fails, which is then open again. */
  function helpWith(task: Task, sql: Sql): Promise<boolean> {
    const done = task(sql).then(
      () => true,
      () => {
        open.unshift(task);
        return false;
      },
    );
    const ended = done.then(() => {
      running.delete(ended);
    });
    running.add(ended);
    return done;
  }

  async function help(snapshotId: string): Promise<void> {
    await warehouse.readOnly({ timeoutMs: Math.max(1, remainingMs()) }, async (sql) => {
      if (isOver) return;
      await sql.query(`SET TRANSACTION SNAPSHOT '${snapshotId}'`);
      await prepare(sql);
      for (let task = open.shift(); task; task = open.shift()) {
        if (!(await helpWith(task, sql))) return;
      }
    });
  }

  const wanted = Math.min(helpers, open.length - 1);
  if (wanted > 0) {
    const snapshotId = await exportSnapshot(own);
    for (let helper = 0; helper < wanted; helper++) help(snapshotId).catch(() => undefined);
  }
  try {
    do {
      for (let task = open.shift(); task; task = open.shift()) await task(own);
      if (running.size > 0) {
        await Promise.race([...running, sleep(SIGN_OF_LIFE_MS, undefined, { ref: false })]);
        await own.query('SELECT 1');
      }
    } while (open.length > 0 || running.size > 0);
  } finally {
    isOver = true;
    open.length = 0;
  }
}

async function exportSnapshot(sql: Sql): Promise<string> {
  const { rows } = await sql.query('SELECT pg_catalog.pg_export_snapshot() AS id');
  return snapshotSchema.parse(rows)[0].id;
}
