import { counted } from '../domain/counted.ts';
import type { BoundAnywhere } from '../store/entities/bound-entities.ts';
import type { LoadResult } from './load-tables.ts';
import type { TableColumn } from './table/prepare-table.ts';

/** What came of loading a table: one line, and one more for each thing that somebody may have to react to. */
export function describeResult({ name, rows, columns, outcome }: LoadResult): string[] {
  const list = columns.map(describeColumn).join(', ');
  const table = `${name.schema}.${name.table}`;
  const lines = [`loaded ${counted(rows, 'row')} into ${table} (${counted(columns.length, 'column')}: ${list})`];
  if (outcome.replaced === undefined) return lines;
  const changes = changesOf(outcome.replaced, columns);
  lines.push(`${table} was made anew, without its former keys, indexes and grants: ${changes.join('; ')}`);
  if (outcome.bound.count > 0) lines.push(`${table} is the dataset of ${describeBound(outcome.bound)}`);
  return lines;
}

function changesOf(before: readonly TableColumn[], after: readonly TableColumn[]): string[] {
  const typeBefore = new Map(before.map(({ name, type }) => [name, type]));
  const namesAfter = new Set(after.map(({ name }) => name));
  const changed = after.flatMap(({ name, type }) => {
    const former = typeBefore.get(name);
    return former === undefined || former === type ? [] : [`${name} was ${former} and is ${type}`];
  });
  const added = after.filter(({ name }) => !typeBefore.has(name)).map((column) => `${describeColumn(column)} is new`);
  const removed = before.filter(({ name }) => !namesAfter.has(name)).map(({ name }) => `${name} is gone`);
  const all = [...changed, ...added, ...removed];
  return all.length > 0 ? all : ['its columns are in another order'];
}

function describeBound({ count, first }: BoundAnywhere): string {
  const hasTenants = new Set(first.map(({ tenantId }) => tenantId)).size > 1;
  const names = first.map(({ tenantId, entityType, canonicalKey }) => {
    const name = `${entityType} ${canonicalKey}`;
    return hasTenants ? `${name} (${tenantId})` : name;
  });
  const more = count > first.length ? ` and ${(count - first.length).toLocaleString('en-US')} more` : '';
  return `${names.join(', ')}${more}: check their rules and key columns`;
}

function describeColumn({ name, type }: TableColumn): string {
  return `${name} ${type}`;
}
