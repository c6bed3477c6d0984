import { and, eq, gt, isNotNull, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';

import { PROFILE_STATES, type ProfileState } from '../../domain/profiling/profile-state.ts';
import { dueBefore, type ProfilingPolicy } from '../../domain/profiling/profiling-policy.ts';
import { TIERS } from '../../events/schemas/vocabulary.ts';
import { profileRun } from '../profiling/tables.ts';
import type { Access } from './entity-access.ts';
import { mdmEntity } from './tables.ts';

/** What the state of an entity depends on besides the entity. */
export interface StateMoment {
  policy: ProfilingPolicy;
  now: Date;
}

const { openRunId, failedAt, lastProfiledAt, dueGroup, dueFrom, tier } = mdmEntity;

/** Whether an entity has one of these states: `profileStateOf` in SQL. */
export function profileStateCondition(
  tenantId: string,
  states: readonly ProfileState[],
  moment: StateMoment,
  access: Access,
): SQL | undefined {
  const wanted = PROFILE_STATES.filter((state) => states.includes(state));
  if (wanted.length === PROFILE_STATES.length) return undefined;
  if (wanted.length === 0) return sql`false`;
  const condition = or(...wanted.map((state) => stateCondition(state, moment)));
  return access === 'find' ? and(condition, attemptsAmong(tenantId, wanted)) : condition;
}

/** The state of an entity as text, for queries that group by it. */
export function profileStateExpression(moment: StateMoment): SQL<ProfileState> {
  const cases = PROFILE_STATES.map((state) => sql`when ${stateCondition(state, moment)} then ${state}::text`);
  return sql<ProfileState>`case ${sql.join(cases, sql` `)} end`;
}

function stateCondition(state: ProfileState, moment: StateMoment): SQL | undefined {
  const isMeasured = ne(dueGroup, sql`'unmeasured'`);
  const isAtRest = and(isMeasured, isNull(openRunId), isNull(failedAt));
  switch (state) {
    case 'NOT_MEASURED':
      return eq(dueGroup, sql`'unmeasured'`);
    case 'RUNNING':
      return and(isMeasured, isNotNull(openRunId));
    case 'FAILING':
      return and(isMeasured, isNull(openRunId), isNotNull(failedAt));
    case 'NEVER':
      return and(isAtRest, isNull(lastProfiledAt), inGroup(sql`'never'`));
    case 'STALE':
      return and(isAtRest, lastProfileIs('stale', moment));
    case 'FRESH':
      return and(isAtRest, lastProfileIs('fresh', moment));
  }
}

/**
 * Whether there is a last profile and it is so old, whatever has been attempted since. By group, so that few stale ones
 * among many fresh ones are found by an index.
 */
export function lastProfileIs(age: 'stale' | 'fresh', { policy, now }: StateMoment): SQL | undefined {
  const compare = age === 'stale' ? lte : gt;
  const active = TIERS.map((name) =>
    and(eq(dueGroup, sql`${literal(name)}`), compare(dueFrom, dueBefore(policy, name, now))),
  );
  const inactive = TIERS.map((name) => and(eq(tier, name), compare(lastProfiledAt, dueBefore(policy, name, now))));
  return or(...active, and(eq(dueGroup, sql`'inactive'`), or(...inactive)));
}

function inGroup(group: SQL): SQL | undefined {
  return or(eq(dueGroup, group), eq(dueGroup, sql`'inactive'`));
}

/** A word of ours as part of the text, so that the planner knows how frequent it is. */
function literal(word: string): SQL {
  return sql.raw(`'${word}'`);
}

/**
 * Runs that wait or run, and entities that fail, are usually few. They are found by indexes of their own: neither the
 * begin of a run nor its end should write one more index of the entities.
 */
function attemptsAmong(tenantId: string, wanted: readonly ProfileState[]): SQL | undefined {
  if (!wanted.every((state) => state === 'RUNNING' || state === 'FAILING')) return undefined;
  const running = sql`select entity_type, entity_id from ${profileRun} as run
    where run.tenant_id = ${tenantId} and run.status in ('waiting', 'running')`;
  const failing = sql`select entity_type, id from ${mdmEntity} as failing
    where failing.tenant_id = ${tenantId} and failing.failed_at is not null`;
  const attempts = wanted.map((state) => (state === 'RUNNING' ? running : failing));
  return sql`(${mdmEntity.entityType}, ${mdmEntity.id}) in (${sql.join(attempts, sql` union all `)})`;
}
