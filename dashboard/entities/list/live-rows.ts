import type { EntityFilter, EntityOrder } from '../entities.generated.ts';
import type { EntityLiveFragment } from '../entity-live.generated.ts';
import type { WindowRow } from './entity-window.ts';

/** A profile's score. */
export interface ScorePoint {
  id: string;
  score: number;
}

/** An entity of the table. */
export interface EntityRow extends WindowRow {
  entity: EntityLiveFragment;
  /** The last scores, oldest first; undefined: not asked for yet. */
  scores?: readonly ScorePoint[];
  /** When an event changed what the row shows, in milliseconds. */
  changedAt?: number;
}

/** How many scores a row shows. */
const SHOWN_SCORES = 12;

/** Why the rows are no longer what the server would give. `order` weighs more. */
export type Drift = 'order' | 'membership';

/** The row with what an event says about its entity; the same row if that changes nothing that is shown. */
export function withEntity(row: EntityRow, entity: EntityLiveFragment, nowMs: number): EntityRow {
  const next = { ...row.entity, ...entity };
  if (isSame(row.entity, next)) return row;
  // Whoever had no profile had no scores either: they need not be asked for.
  const scores = row.entity.latestProfile ? row.scores : [];
  return withLatestScore({ ...row, entity: next, ...(scores && { scores }), changedAt: nowMs });
}

function isSame(one: EntityLiveFragment, other: EntityLiveFragment): boolean {
  return JSON.stringify(one, fieldsOf(one)) === JSON.stringify(other, fieldsOf(one));
}

/** In the order of the first object; those of the objects in it included. */
function fieldsOf(entity: EntityLiveFragment): string[] {
  const nested = [entity.latestProfile, entity.lastFailure, entity.pendingApproval].flatMap((each) =>
    Object.keys(each ?? {}),
  );
  return [...Object.keys(entity), ...nested];
}

/** @param scores as the server gave them, oldest first */
export function withScores(row: EntityRow, scores: readonly ScorePoint[]): EntityRow {
  return withLatestScore({ ...row, scores });
}

/** What an event has brought follows the scores that were asked for. */
function withLatestScore(row: EntityRow): EntityRow {
  const { scores } = row;
  const latest = row.entity.latestProfile;
  if (!scores || !latest || scores.some(({ id }) => id === latest.id)) return row;
  return { ...row, scores: [...scores, { id: latest.id, score: latest.qualityScore }].slice(-SHOWN_SCORES) };
}

/** Whether a row still stands between its neighbours. */
function isInOrder(
  [before, row, after]: readonly [EntityRow | undefined, EntityRow, EntityRow | undefined],
  orderBy: EntityOrder | undefined,
): boolean {
  if (!orderBy) return true;
  return inOrder(before, row, orderBy) && inOrder(row, after, orderBy);
}

function inOrder(one: EntityRow | undefined, other: EntityRow | undefined, { field, direction }: EntityOrder): boolean {
  if (!one || !other) return true;
  const [a, b] = [valueOf(one, field), valueOf(other, field)];
  // Those without a value come last in both directions.
  if (a === null) return b === null;
  if (b === null) return true;
  return a === b || a < b === (direction === 'ASC');
}

/** Keys never change, and how the database sorts names is not known here. */
function valueOf({ entity }: EntityRow, field: EntityOrder['field']): string | number | null {
  switch (field) {
    case 'QUALITY_SCORE':
      return entity.latestProfile?.qualityScore ?? null;
    case 'TIER':
      return entity.tier;
    case 'LAST_PROFILED_AT':
      return timeOf(entity.lastProfiledAt);
    case 'NEXT_PROFILE_DUE_AT':
      return timeOf(entity.nextProfileDueAt);
    case 'UPDATED_AT':
      return timeOf(entity.updatedAt);
    case 'NAME':
    case 'CANONICAL_KEY':
      return 0;
  }
}

function timeOf(time: string | null | undefined): number | null {
  return time == null ? null : Date.parse(time);
}

/** Whether an entity meets those conditions of a filter that it says enough for. */
export function mayMatch(entity: EntityLiveFragment, filter: EntityFilter): boolean {
  const score = entity.latestProfile?.qualityScore;
  return (
    isOneOf(filter.tiers, entity.tier) &&
    (filter.statuses == null ? entity.status !== 'DEPRECATED' : filter.statuses.includes(entity.status)) &&
    isOneOf(filter.profileStates, entity.profileState) &&
    isOneOf(filter.grades, entity.latestProfile?.qualityGrade) &&
    isOneOf(filter.owners, entity.owner) &&
    (filter.hasPendingApproval == null || filter.hasPendingApproval === (entity.pendingApproval != null)) &&
    (filter.maxQualityScore == null || (score !== undefined && score <= filter.maxQualityScore))
  );
}

function isOneOf<T>(values: readonly T[] | null | undefined, value: T | null | undefined): boolean {
  return values == null || (value != null && values.includes(value));
}

/** What the changes of rows have done to the list. */
export function driftOf(
  rows: readonly EntityRow[],
  changed: readonly number[],
  query: { filter: EntityFilter; orderBy?: EntityOrder },
): Drift | undefined {
  let drift: Drift | undefined;
  for (const index of changed) {
    const row = rows[index];
    if (!row) continue;
    if (!isInOrder([rows[index - 1], row, rows[index + 1]], query.orderBy)) return 'order';
    if (!mayMatch(row.entity, query.filter)) drift = 'membership';
  }
  return drift;
}
