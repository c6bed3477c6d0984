import { and, eq, gt, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

import type { EntityOrder } from '../../domain/entities/entity-order.ts';
import { dueAfterMs, type DueGroup } from '../../domain/profiling/due-time.ts';
import { dueBefore, type ProfilingPolicy } from '../../domain/profiling/profiling-policy.ts';
import { type Tier, TIERS } from '../../events/schemas/vocabulary.ts';
import type { EntityQuery } from './entity-condition.ts';
import { foundRanks, searchRanks } from './entity-search.ts';
import { mdmEntity } from './tables.ts';

/** The part of a list that one walk along an index yields, or one that is merged from several walks. */
export interface Stretch {
  walks: readonly Walk[];
  /** What it is sorted by, in the direction of the list; the last column is the id. */
  columns: readonly AnyPgColumn[];
  /** The first column is null in all of it. */
  isNull?: boolean;
  /** The condition of its one walk in the form that finds. Its entities may be few although others that match are many. */
  find?: SQL | undefined;
  /** What several walks are merged by, as an expression, for when they are not walked. */
  mergedBy?: SQL;
}

export interface Walk {
  condition?: SQL | undefined;
  /** Seconds to add to the first column, by which the walks are merged. */
  addSeconds?: number;
}

/** A list is its stretches, one after the other: so an index serves both directions, and what is null comes last in both. */
export interface ListOrder {
  /** Distinguishes it from others: a cursor is valid in the order that it was made for. */
  name: string;
  /** Distinguishes its statements from those of others; undefined: they are not kept. */
  form: string | undefined;
  direction: EntityOrder['direction'];
  stretches: readonly Stretch[];
  /** Where to read what is found, and the number of its stretch there. Default: the entities, by the conditions of the walks. */
  found?: { from: SQL; stretch: SQL };
  /** The same list for when little is found. */
  few?: ListOrder;
  /** Its stretches contain only what the search finds. */
  isSearched?: boolean;
}

const { canonicalKey, id, name, tier, lastQualityScore, lastProfiledAt, updatedAt, dueGroup, dueFrom } = mdmEntity;

export const BY_CANONICAL_KEY: ListOrder = {
  name: 'CANONICAL_KEY ASC',
  form: 'CANONICAL_KEY ASC',
  direction: 'ASC',
  stretches: [one(canonicalKey, id)],
};

/**
 * The stretches of an order. The policy says how long after its last profile an entity is due; what the query does not
 * ask for need not be in the list.
 */
export function listOrder(
  { field, direction }: EntityOrder,
  policy: ProfilingPolicy,
  query: Pick<EntityQuery, 'tiers' | 'profileStates'> = {},
): ListOrder {
  const stretches = stretchesOf(field, policy, query);
  const added = stretches.flatMap(({ walks }) => walks.map(({ addSeconds }) => addSeconds));
  const name = `${field} ${direction}`;
  return { name, form: JSON.stringify([name, added]), direction, stretches };
}

/** Best match first, and matches of the same rank by canonical key. */
export function rankOrder(tenantId: string, search: string): ListOrder {
  const [find, check] = [searchRanks(tenantId, search, 'find'), searchRanks(tenantId, search, 'check')];
  if (find.length === 0) return BY_CANONICAL_KEY;
  const stretches = check.map((condition, rank) => ({
    walks: [{ condition }],
    columns: [canonicalKey, id],
    find: find[rank],
  }));
  const { from, rank } = foundRanks(tenantId, search);
  const list = { name: 'RANK', form: undefined, direction: 'ASC', isSearched: true } as const;
  const found = { from, stretch: rank };
  return { ...list, stretches, few: { ...list, stretches, found } };
}

function stretchesOf(
  field: EntityOrder['field'],
  policy: ProfilingPolicy,
  query: Pick<EntityQuery, 'tiers' | 'profileStates'>,
): Stretch[] {
  switch (field) {
    case 'CANONICAL_KEY':
      return [one(canonicalKey, id)];
    case 'NAME':
      return [one(name, id)];
    case 'TIER':
      return [one(tier, canonicalKey, id)];
    case 'QUALITY_SCORE':
      return nullsLast(lastQualityScore);
    case 'LAST_PROFILED_AT':
      return nullsLast(lastProfiledAt);
    case 'NEXT_PROFILE_DUE_AT':
      return dueStretches(policy, query);
    case 'UPDATED_AT':
      return [one(updatedAt, id)];
  }
}

function one(...columns: AnyPgColumn[]): Stretch {
  return { walks: [{}], columns };
}

function nullsLast(column: AnyPgColumn): Stretch[] {
  return [
    { walks: [{ condition: isNotNull(column) }], columns: [column, id] },
    { walks: [{ condition: isNull(column) }], columns: [column, id], isNull: true },
  ];
}

/** Each group is due equally long after its time, so the index on that is walked once for each group. */
function dueStretches(
  policy: ProfilingPolicy,
  { tiers = TIERS, profileStates }: Pick<EntityQuery, 'tiers' | 'profileStates'>,
): Stretch[] {
  const ofGroup = (group: DueGroup) => eq(dueGroup, sql.raw(`'${group}'`));
  const due = (['never', ...tiers] as const).map((group) => ({
    condition: and(ofGroup(group), profileStates && agedAs(group, profileStates)),
    addSeconds: dueAfterMs(policy, group) / 1000,
  }));
  const notDue = (['inactive', 'unmeasured'] as const).map((group) => ({
    walks: [{ condition: and(ofGroup(group), isNull(dueFrom)) }],
    columns: [dueFrom, id],
    isNull: true,
  }));
  const cases = TIERS.map((group) => sql.raw(`when '${group}' then ${dueAfterMs(policy, group) / 1000}`));
  const mergedBy = sql`${dueFrom} + make_interval(secs => case ${dueGroup} ${sql.join(cases, sql` `)} else 0 end)`;
  return [{ walks: due, columns: [dueFrom, id], mergedBy }, ...notDue];
}

/** Fresh and stale profiles are the two ends of a walk by due time: it begins, or ends, where those asked for do. */
function agedAs(
  group: 'never' | Tier,
  { states, policy, now }: NonNullable<EntityQuery['profileStates']>,
): SQL | undefined {
  const [state, ...more] = states;
  if (more.length > 0 || (state !== 'FRESH' && state !== 'STALE')) return undefined;
  if (group === 'never') return sql`false`;
  const since = dueBefore(policy, group, now);
  return state === 'FRESH' ? gt(dueFrom, since) : lte(dueFrom, since);
}
