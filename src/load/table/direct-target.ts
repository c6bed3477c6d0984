import { drizzleOn } from '../../store/database/drizzle.ts';
import { type Database, type Sql, sqlStateOf } from '../../store/database/sql.ts';
import { findBoundAnywhere } from '../../store/entities/bound-entities.ts';
import { insertStatement } from './insert-statement.ts';
import type { LoadTarget, OpenTable } from './load-target.ts';
import { namingTable } from './naming-table.ts';
import { emptyTable, type PreparedTable, prepareTable } from './prepare-table.ts';
import type { TablePlan } from './table-plan.ts';

/** Loads in one transaction, which lasts as long as `fill`. */
export function directTarget(database: Pick<Database, 'transaction'>): LoadTarget {
  return {
    load: (plans, fill) =>
      database.transaction(
        async (sql) => {
          const opened: PreparedTable[] = [];
          for (const plan of plans) opened.push(await openTable(sql, plan));
          const filled = await fill(opened.map((table, index) => takeRows(sql, plans[index], table)));
          const outcomes = [];
          for (const [index, { name }] of plans.entries()) {
            const { isNew, existing } = opened[index] ?? {};
            const bound = await findBoundAnywhere(drizzleOn(sql), name);
            outcomes.push({ replaced: isNew ? existing : undefined, bound });
          }
          return { filled, outcomes };
        },
        { isPatient: true },
      ),
  };
}

function openTable(sql: Sql, plan: TablePlan): Promise<PreparedTable> {
  return namingTable(plan, async () => {
    const prepared = await prepareTable(sql, plan);
    if (plan.mode === 'replace') await emptyTable(sql, plan.name, prepared, { makes: true });
    return prepared;
  });
}

function takeRows(sql: Sql, plan: TablePlan | undefined, { columns }: PreparedTable): OpenTable {
  if (!plan) throw new Error('a table without a plan');
  const insert = insertStatement(plan.name, columns);
  return {
    columns,
    asksOrigin: false,
    async insert(rows) {
      await sql.query('SAVEPOINT load_batch');
      try {
        await sql.query(insert, [rows]);
        await sql.query('RELEASE SAVEPOINT load_batch');
      } catch (error) {
        if (sqlStateOf(error) !== undefined) await sql.query('ROLLBACK TO SAVEPOINT load_batch');
        throw error;
      }
    },
  };
}
