import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { FilterCondition, SingleFact } from '../../events/log/event-filter.ts';
import { allOf, type ColumnOf } from './filter-condition.ts';
import { EVENT_KIND, eventLog, eventTag, SCORE_STEP } from './tables.ts';

/**
 * How an index leads to the events that a filter matches. It is a list of branches, and in each of them the events are in
 * the order of the stream, so that the walk ends as soon as there are enough.
 */
export interface IndexWalk {
  /** FROM item. */
  branches: SQL;
  /** The events of a branch. */
  table: SQL;
  where: SQL;
  /** What the index does not know of an event: its row has to be looked at. */
  unchecked: readonly FilterCondition[];
  /** Whether it leads to few events, however long the log is. */
  isNarrow: boolean;
  /** Most rows of a branch that one statement looks at for what the index does not know. */
  rowsPerBranch: number;
}

/** Rows that one statement looks at, if each value has one branch. */
const ROWS_OF_ALL = 20_000;
const ROWS_PER_BRANCH = 500;
const LEAST_ROWS_PER_BRANCH = 20;

type Among = Extract<FilterCondition, { operator: 'among' }>;

/** The best index for a filter; undefined: none helps. */
export function indexWalkFor(tenantId: string, conditions: readonly FilterCondition[]): IndexWalk | undefined {
  const others = (own: FilterCondition) => conditions.filter((condition) => condition !== own);
  for (const fact of ['correlationId', 'canonicalKey'] as const) {
    const own = amongOf(conditions, fact);
    if (own) return byValue(tenantId, own, others(own));
  }
  const overlap = conditions.find(({ operator }) => operator === 'overlap');
  if (overlap?.operator === 'overlap') {
    return byKind(others(overlap), {
      table: sql`${eventTag}`,
      values: overlap.values,
      of: sql`tenant_id = ${tenantId} AND tag_key = branch.value`,
      kind: sql`kind`,
    });
  }
  const owner = amongOf(conditions, 'owner');
  if (owner) {
    return byKind(others(owner), {
      table: sql`${eventLog}`,
      values: owner.values,
      of: sql`tenant_id = ${tenantId} AND owner = branch.value AND owner IS NOT NULL`,
      kind: EVENT_KIND,
    });
  }
  const atMost = conditions.find(({ operator }) => operator === 'atMost');
  if (atMost?.operator === 'atMost') return byScore(tenantId, conditions, atMost.value);
  if (!conditions.some(isOfKind)) return undefined;
  return byKind(conditions, { table: sql`${eventLog}`, of: sql`tenant_id = ${tenantId}`, kind: EVENT_KIND });
}

function amongOf(conditions: readonly FilterCondition[], fact: SingleFact): Among | undefined {
  return conditions.find((condition): condition is Among => condition.operator === 'among' && condition.fact === fact);
}

/** A branch for each value of a fact that few events share. */
function byValue(tenantId: string, { fact, values }: Among, unchecked: readonly FilterCondition[]): IndexWalk {
  return {
    branches: valuesOf(values),
    table: sql`${eventLog}`,
    where: sql`tenant_id = ${tenantId} AND ${eventLog[fact]} = branch.value`,
    unchecked,
    isNarrow: true,
    rowsPerBranch: rowsPerBranch(values.length),
  };
}

interface Kinds {
  table: SQL;
  /** A branch for each of these and each of its kinds. If left out: for each kind. */
  values?: readonly string[];
  of: SQL;
  kind: SQL;
}

/** Branches of one kind of events each, so that a combination that there is not costs nothing. */
function byKind(conditions: readonly FilterCondition[], { table, values, of, kind }: Kinds): IndexWalk {
  const kinds = sql`(${namesIn(table, of, kind)} ${whereTrue(conditions.filter(isOfKind), ofKind)}) AS of_kind`;
  return {
    branches: values ? sql`${valuesOf(values)} CROSS JOIN LATERAL ${kinds}` : kinds,
    table,
    where: sql`${of} AND ${kind} = of_kind.name`,
    unchecked: conditions.filter((condition) => !isOfKind(condition)),
    isNarrow: false,
    rowsPerBranch: rowsPerBranch(values?.length ?? 1),
  };
}

/** A branch for each kind of events that have a score, and each ten points of it. */
function byScore(tenantId: string, conditions: readonly FilterCondition[], atMost: number): IndexWalk {
  const of = sql`tenant_id = ${tenantId} AND quality_score IS NOT NULL`;
  const walk = byKind(
    conditions.filter(({ operator }) => operator !== 'atMost'),
    { table: sql`${eventLog}`, of, kind: EVENT_KIND },
  );
  return {
    ...walk,
    branches: sql`${walk.branches} CROSS JOIN generate_series(0, ${Math.min(Math.floor(atMost / 10), 10)}::int) AS step (number)`,
    where: sql`${walk.where} AND ${SCORE_STEP} = step.number::float8 AND quality_score <= ${atMost}`,
  };
}

/** Each different name, found with one search in the index, however many events have it. */
function namesIn(table: SQL, of: SQL, name: SQL): SQL {
  return sql`
    WITH RECURSIVE named (name) AS (
      (SELECT ${name} FROM ${table} WHERE ${of} ORDER BY ${name} LIMIT 1)
      UNION ALL
      SELECT (SELECT ${name} FROM ${table} WHERE ${of} AND ${name} > named.name ORDER BY ${name} LIMIT 1)
      FROM named WHERE named.name IS NOT NULL
    )
    SELECT name FROM named WHERE name IS NOT NULL`;
}

function whereTrue(conditions: readonly FilterCondition[], columnOf: ColumnOf): SQL {
  const condition = allOf(conditions, columnOf);
  return condition ? sql`AND ${condition}` : sql``;
}

function rowsPerBranch(values: number): number {
  return Math.min(ROWS_PER_BRANCH, Math.max(LEAST_ROWS_PER_BRANCH, Math.floor(ROWS_OF_ALL / Math.max(values, 1))));
}

function valuesOf(values: readonly string[]): SQL {
  return sql`unnest(${textArray(values)}) AS branch (value)`;
}

function textArray(values: readonly string[]): SQL {
  return sql`${sql.param([...values], eventLog.tags)}::text[]`;
}

const KIND_PARTS: readonly string[] = ['type', 'source', 'entityType', 'tier'];

/** Whether the kind of an event is sufficient to know whether it fulfils the condition. */
function isOfKind(condition: FilterCondition): boolean {
  if (condition.operator === 'not') return condition.conditions.every(isOfKind);
  return condition.operator === 'among' && KIND_PARTS.includes(condition.fact);
}

const ofKind: ColumnOf = (fact) => sql`nullif(split_part(name, ' ', ${KIND_PARTS.indexOf(fact) + 1}::int), '')`;

const looked = alias(eventLog, 'looked');

/** FROM items that leave the candidates whose rows fulfil the conditions. */
export function checkedRows(tenantId: string, conditions: readonly FilterCondition[]): SQL {
  // OFFSET 0 forces a lookup of each: the planner might read the log instead.
  return sql`CROSS JOIN LATERAL (SELECT FROM ${eventLog} AS looked
    WHERE looked.tenant_id = ${tenantId} AND looked.stream_offset = candidate.stream_offset
      AND ${allOf(conditions, (fact) => looked[fact])} OFFSET 0) AS checked`;
}
