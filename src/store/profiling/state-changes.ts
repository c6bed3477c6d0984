import { and, desc, eq, gte, inArray, or, sql } from 'drizzle-orm';

import type { Entity, FieldChange } from '../../domain/entities/entity.ts';
import type { EntityState } from '../../domain/profiling/simulation/profiling-history.ts';
import { type Tier, tierSchema } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { entityVersion } from '../entities/tables.ts';

/** The part of a change, by an approval or an import, that concerns the scheduler. */
export interface StateChange {
  entityId: string;
  changedAt: Date;
  /** Changes of the fields that the scheduler reads. */
  diff: FieldChange[];
}

const WATCHED_FIELDS = ['tier', 'dataset.table'];

/** The changes of these entities' tiers and datasets since a time, newest first. */
export async function findStateChanges(
  db: Db,
  tenantId: string,
  entityIds: readonly string[],
  since: Date,
): Promise<StateChange[]> {
  const touches = (field: string) => sql`${entityVersion.diff} @> ${JSON.stringify([{ field }])}::jsonb`;
  const { entityId, changedAt } = entityVersion;
  // A changed text may be long, and there may be many.
  const diff = sql`(SELECT jsonb_agg(change) FROM jsonb_array_elements(${entityVersion.diff}) AS change
    WHERE change->>'field' = ANY(${sql.param(WATCHED_FIELDS)}::text[]))`.mapWith(entityVersion.diff);
  return (
    db
      .select({ entityId, changedAt, diff })
      .from(entityVersion)
      .where(
        and(
          eq(entityVersion.tenantId, tenantId),
          inArray(entityId, [...entityIds]),
          eq(entityVersion.kind, 'UPDATE'),
          gte(changedAt, since),
          or(...WATCHED_FIELDS.map(touches)),
        ),
      )
      // There may be several at the same time.
      .orderBy(desc(changedAt), desc(entityVersion.version))
  );
}

/** The states of the entity, back to before the first change: each change contains the previous value. */
export function statesOf({ tier, dataset }: Entity, newestFirst: readonly StateChange[]): EntityState[] {
  const states: EntityState[] = [];
  let state = { tier, isMeasurable: dataset !== null };
  for (const { changedAt, diff } of newestFirst) {
    states.unshift({ fromMs: changedAt.getTime(), ...state });
    const before = (field: string) => diff.find((change) => change.field === field)?.before;
    const table = before('dataset.table');
    state = {
      tier: tierBefore(before('tier')) ?? state.tier,
      isMeasurable: table === undefined ? state.isMeasurable : table !== null,
    };
  }
  return [{ fromMs: -Infinity, ...state }, ...states];
}

function tierBefore(json: string | null | undefined): Tier | undefined {
  return json == null ? undefined : tierSchema.safeParse(JSON.parse(json)).data;
}
