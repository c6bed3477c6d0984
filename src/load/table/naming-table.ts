import { sqlStateOf } from '../../store/database/sql.ts';
import { LoadError } from '../load-error.ts';
import type { TablePlan } from './table-plan.ts';

/** @throws LoadError, with the name of the table, in place of an error of the database about it */
export async function namingTable<T>({ name }: TablePlan, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || sqlStateOf(error) === undefined || error instanceof LoadError) throw error;
    throw new LoadError(`${name.schema}.${name.table}: ${error.message}`, { cause: error });
  }
}
