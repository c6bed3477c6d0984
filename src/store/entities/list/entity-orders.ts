import { and, eq, getTableColumns, gt, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

import type { EntityOrder } from '../../../domain/entities/entity-order.ts';
import { dueAfterMs, type DueGroup } from '../../../domain/profiling/due-time.ts';
import { dueBefore, type ProfilingPolicy } from '../../../domain/profiling/profiling-policy.ts';
import { type Tier, TIERS } from '../../../events/schemas/vocabulary.ts';
import type { EntityQuery } from '../entity-condition.ts';
import { foundIn, isIndexedWord, searchRanks, wordsOf } from '../entity-search.ts';
import { entityText, mdmEntity } from '../tables.ts';
import { canMatch, onlyAge, profileTimeBounds, scoreBounds, tierBounds } from './order-bounds.ts';

/** The part of a list that one walk along an index yields, or one that is merged from several walks. */
export interface Stretch {
  walks: readonly Walk[];
  /** What it is sorted by, in the direction of the list; the last column is the id. */
  columns: readonly AnyPgColumn[];
  /** The first column is null in all of it. */
  isNull?: boolean;
  /** What only its entities match, in both forms. They may be few although others that match the filter are many. */
  find?: SQL | undefined;
  check?: SQL | undefined;
  /** The texts in which they are found. */
  texts?: SQL | undefined;
  /** What several walks are merged by, as an expression, for when they are not walked. */
  mergedBy?: SQL;
}

export interface Walk {
  condition?: SQL | undefined;
  /** They stand together at one end, and few of them may match although many others do. An index on texts has them. */
  isGroup?: boolean;
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
  /** The same stretches of texts. */
  inTexts: readonly Stretch[];
  /** Its stretches contain only what the search finds. */
  isSearched?: boolean;
}

/** What lists are sorted by, of the entities or of their texts. */
interface Sorted extends Record<
  | 'id'
  | 'canonicalKey'
  | 'name'
  | 'tier'
  | 'lastQualityScore'
  | 'lastProfiledAt'
  | 'updatedAt'
  | 'dueGroup'
  | 'dueFrom',
  AnyPgColumn
> {
  /** Has no score; has no profile. */
  unscored: SQL;
  unprofiled: SQL;
}

const ENTITIES: Sorted = {
  ...getTableColumns(mdmEntity),
  unscored: isNull(mdmEntity.lastQualityScore),
  unprofiled: isNull(mdmEntity.lastProfiledAt),
};
const TEXTS: Sorted = {
  ...getTableColumns(entityText),
  id: entityText.entityId,
  // By the index.
  unscored: sql`not ${entityText.hasScore}`,
  unprofiled: sql`${entityText.dueGroup} in ('unmeasured', 'inactive', 'never') and ${entityText.lastProfiledAt} is null`,
};

export const BY_CANONICAL_KEY: ListOrder = {
  name: 'CANONICAL_KEY ASC',
  form: 'CANONICAL_KEY ASC',
  direction: 'ASC',
  stretches: [one(ENTITIES.canonicalKey, ENTITIES.id)],
  inTexts: [one(TEXTS.canonicalKey, TEXTS.id)],
};

/** What of a query tells where in some orders its matches are. */
type BoundingQuery = Pick<EntityQuery, 'tiers' | 'grades' | 'maxQualityScore' | 'profileStates'>;

/**
 * The stretches of an order. The policy says how long after its last profile an entity is due; what the query does not
 * ask for need not be in the list.
 */
export function listOrder(
  { field, direction }: EntityOrder,
  policy: ProfilingPolicy,
  query: BoundingQuery = {},
): ListOrder {
  const stretches = stretchesOf(ENTITIES, field, policy, query);
  const inTexts = stretchesOf(TEXTS, field, policy, query);
  const added = stretches.flatMap(({ walks }) => walks.map(({ addSeconds }) => addSeconds));
  const name = `${field} ${direction}`;
  return { name, form: JSON.stringify([name, added]), direction, stretches, inTexts };
}

/** Best match first, and matches of the same rank by canonical key. */
export function rankOrder(tenantId: string, search: string): ListOrder {
  const ranks = searchRanks(search);
  if (ranks.length === 0) return BY_CANONICAL_KEY;
  const stretches = ranks.map((condition, rank) => ({
    walks: [{}],
    columns: [mdmEntity.canonicalKey, mdmEntity.id],
    find: isFoundByIndex(search, rank) ? foundIn(tenantId, condition, 'find') : undefined,
    check: foundIn(tenantId, condition, 'check'),
    texts: condition,
  }));
  const inTexts = stretches.map((stretch) => ({ ...stretch, columns: [entityText.canonicalKey, entityText.entityId] }));
  return { name: 'RANK', form: undefined, direction: 'ASC', isSearched: true, stretches, inTexts };
}

/** The index on names finds what begins with an unindexed word, or contains an indexed one beside it; that on texts does not. */
function isFoundByIndex(search: string, rank: number): boolean {
  const words = wordsOf(search);
  if (rank === 0 || words.every(isIndexedWord)) return true;
  return rank === 1 && words.some(isIndexedWord);
}

function stretchesOf(
  sorted: Sorted,
  field: EntityOrder['field'],
  policy: ProfilingPolicy,
  query: BoundingQuery,
): Stretch[] {
  const { canonicalKey, id, name, tier, lastQualityScore, lastProfiledAt, updatedAt, unscored, unprofiled } = sorted;
  switch (field) {
    case 'CANONICAL_KEY':
      return [one(canonicalKey, id)];
    case 'NAME':
      return [one(name, id)];
    case 'TIER':
      return [{ walks: [{ condition: tierBounds(query, sorted) }], columns: [tier, canonicalKey, id] }];
    case 'QUALITY_SCORE':
      return nullsLast([lastQualityScore, id], unscored, scoreBounds(query, sorted));
    case 'LAST_PROFILED_AT':
      return nullsLast([lastProfiledAt, id], unprofiled, profileTimeBounds(query, sorted));
    case 'NEXT_PROFILE_DUE_AT':
      return dueStretches(sorted, policy, query);
    case 'UPDATED_AT':
      return [one(updatedAt, id)];
  }
}

function one(...columns: AnyPgColumn[]): Stretch {
  return { walks: [{}], columns };
}

function nullsLast(
  [column, id]: readonly [AnyPgColumn, AnyPgColumn],
  without: SQL,
  bounds: SQL | undefined,
): Stretch[] {
  return [
    { walks: [{ condition: bounds ?? isNotNull(column) }], columns: [column, id] },
    { walks: [{ condition: bounds ? sql`false` : without, isGroup: true }], columns: [column, id], isNull: true },
  ];
}

/** Each group is due equally long after its time, so the index on that is walked once for each group. */
function dueStretches({ dueGroup, dueFrom, id }: Sorted, policy: ProfilingPolicy, query: BoundingQuery): Stretch[] {
  const { tiers = TIERS, profileStates } = query;
  const ofGroup = (group: DueGroup) => (canMatch(group, query) ? eq(dueGroup, sql.raw(`'${group}'`)) : sql`false`);
  const due = (['never', ...tiers] as const).map((group) => ({
    condition: and(ofGroup(group), profileStates && agedAs(group, profileStates, dueFrom)),
    isGroup: group === 'never',
    addSeconds: dueAfterMs(policy, group) / 1000,
  }));
  const notDue = (['inactive', 'unmeasured'] as const).map((group) => ({
    walks: [{ condition: and(ofGroup(group), isNull(dueFrom)), isGroup: true }],
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
  profileStates: NonNullable<EntityQuery['profileStates']>,
  dueFrom: AnyPgColumn,
): SQL | undefined {
  const age = onlyAge(profileStates);
  if (!age) return undefined;
  if (group === 'never') return undefined;
  const since = dueBefore(profileStates.policy, group, profileStates.now);
  return age === 'FRESH' ? gt(dueFrom, since) : lte(dueFrom, since);
}
