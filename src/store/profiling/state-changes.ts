import { and, desc, eq, gte, inArray, or, sql } from 'drizzle-orm';

import type { Entity, FieldChange } from '../../domain/entities/entity.ts';
import type { EntityState } from '../../domain/profiling/simulation/profiling-history.ts';
import { type Tier, tierSchema } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { entityVersion } from '../entities/tables.ts';

/** What a change, by an approval or an import, changed of what the scheduler looks at. */
export interface StateChange {
  entityId: string;
  changedAt: Date;
  /** Of the fields that the scheduler looks at. */
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
  // A text that was changed may be long, and there may be many.
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
      // Several may be of one moment.
      .orderBy(desc(changedAt), desc(entityVersion.version))
  );
}

/** What the entity was, back to before the first of its changes: each change tells what was there before it. */
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
