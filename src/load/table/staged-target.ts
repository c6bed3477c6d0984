import { randomUUID } from 'node:crypto';

import { LOADING_SCHEMA } from '../../store/database/columns.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { quotedName } from '../../store/database/quoted-name.ts';
import type { Database, Sql } from '../../store/database/sql.ts';
import { findBoundAnywhere } from '../../store/entities/bound-entities.ts';
import { LoadError } from '../load-error.ts';
import { insertStatement } from './insert-statement.ts';
import type { LoadTarget, OpenTable, TableOutcome } from './load-target.ts';
import { moveRows } from './move-rows.ts';
import { namingTable } from './naming-table.ts';
import { definitionsOf, emptyTable, type PreparedTable, prepareTable, type TableColumn } from './prepare-table.ts';
import type { TablePlan } from './table-plan.ts';

/** Where rows wait until all of them are there. */
interface Stage {
  plan: TablePlan;
  prepared: PreparedTable;
  table: string;
}

/** The number of a row's file, and its line. */
const ORIGIN: readonly TableColumn[] = ['file', 'line'].map((name) => ({ name, type: 'integer' }));

/**
 * Loads through tables of a schema of their own, a statement at a time, and ends with one transaction: on a database
 * that runs one transaction at a time, others need not wait for the whole load.
 *
 * They are ordinary tables: a temporary or an unlogged one would be empty after the database was opened again, which
 * happens when a measurement is stopped.
 */
export function stagedTarget(database: Database): LoadTarget {
  return {
    async load(plans, fill) {
      const stages: Stage[] = [];
      try {
        for (const plan of plans) stages.push(await openStage(database, plan));
        const filled = await fill(stages.map((stage) => takeRows(database, stage)));
        const outcomes = await database.transaction(async (sql) => {
          const published: TableOutcome[] = [];
          for (const stage of stages) published.push(await publish(sql, stage));
          return published;
        });
        return { filled, outcomes };
      } finally {
        for (const { table } of stages) await dropStage(database, table);
      }
    },
  };
}

/** Removes what loads have left behind whose process was killed. While somebody loads, it must not be called. */
export async function removeOldStages(sql: Sql): Promise<void> {
  await sql.query(`DROP SCHEMA IF EXISTS ${quotedName(LOADING_SCHEMA)} CASCADE`);
}

function dropStage(sql: Sql, table: string) {
  return sql.query(`DROP TABLE IF EXISTS ${quotedName(LOADING_SCHEMA, table)}`);
}

/** A table that has yet to be made is moved to its place; the rows of any other are copied, and know their lines. */
function openStage(database: Database, plan: TablePlan): Promise<Stage> {
  return namingTable(plan, () =>
    database.transaction(async (sql) => {
      const prepared = await prepareTable(sql, plan);
      const table = `loading_${randomUUID()}`;
      await sql.query(`CREATE SCHEMA IF NOT EXISTS ${quotedName(LOADING_SCHEMA)}`);
      const { own, origin } = columnsOf(prepared);
      const columns = definitionsOf([...own, ...origin]);
      await sql.query(`CREATE TABLE ${quotedName(LOADING_SCHEMA, table)} (${columns})`);
      return { plan, prepared, table };
    }),
  );
}

/** The columns of a stage: those of the table, and where a row is from. */
function columnsOf({ columns, isNew }: PreparedTable): { own: TableColumn[]; origin: readonly TableColumn[] } {
  if (isNew) return { own: [...columns], origin: [] };
  return { own: columns.map(({ type }, index) => ({ name: `c${index}`, type })), origin: ORIGIN };
}

function takeRows(database: Database, { prepared, table }: Stage): OpenTable {
  const { own, origin } = columnsOf(prepared);
  const insert = insertStatement({ schema: LOADING_SCHEMA, table }, own, origin);
  return {
    columns: prepared.columns,
    asksOrigin: !prepared.isNew,
    async insert(rows) {
      await database.query(insert, [rows]);
    },
  };
}

function publish(sql: Sql, { plan, prepared, table }: Stage): Promise<TableOutcome> {
  const { name, mode, files } = plan;
  const target = quotedName(name.schema, name.table);
  return namingTable(plan, async () => {
    const now = await prepareTable(sql, plan);
    if (JSON.stringify(now) !== JSON.stringify(prepared)) {
      throw new LoadError(`${name.schema}.${name.table} was changed while the file was being loaded: load it again`);
    }
    if (mode === 'replace') await emptyTable(sql, name, prepared, { makes: false });
    if (prepared.isNew) {
      await sql.query(`ALTER TABLE ${quotedName(LOADING_SCHEMA, table)} SET SCHEMA ${quotedName(name.schema)}`);
      await sql.query(`ALTER TABLE ${quotedName(name.schema, table)} RENAME TO ${quotedName(name.table)}`);
    } else {
      const columns = prepared.columns.map((column) => quotedName(column.name));
      await moveRows(sql, { from: quotedName(LOADING_SCHEMA, table), to: target, columns, files });
    }
    const bound = await findBoundAnywhere(drizzleOn(sql), name);
    return { replaced: prepared.isNew ? prepared.existing : undefined, bound };
  });
}
