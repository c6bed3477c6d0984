import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm';

import { datasetSchema, type Entity } from '../../../domain/entities/entity.ts';
import type { SubjectState } from '../../../domain/incidents/simulation/incident-history.ts';
import { tierSchema } from '../../../events/schemas/vocabulary.ts';
import type { Db } from '../../database/drizzle.ts';
import { entityVersion } from '../../entities/tables.ts';
import { BINDS } from '../watch/compared-profiles.ts';
import { jsonOf } from './json-of.ts';

const COLUMNS = {
  entityId: entityVersion.entityId,
  version: entityVersion.version,
  kind: entityVersion.kind,
  changedAt: entityVersion.changedAt,
  tier: sql`${entityVersion.content} ->> 'tier'`.mapWith((tier: unknown) => tierSchema.parse(tier)).as('tier'),
  dataset: sql`${entityVersion.content} -> 'dataset'`.mapWith(jsonOf(datasetSchema.nullable())).as('dataset'),
  freshnessHours: sql<number | null>`(${entityVersion.content} ->> 'freshnessHours')::float8`.as('freshness_hours'),
  binds: BINDS.as('binds'),
};

/** What these entities were in the period, by the id: the first state of each holds from before it. Two statements. */
export async function findSubjectStates(
  db: Db,
  tenantId: string,
  entities: readonly Entity[],
  { from, to }: { from: Date; to: Date },
): Promise<Map<string, SubjectState[]>> {
  const { entityId, version, changedAt } = entityVersion;
  const among = and(
    eq(entityVersion.tenantId, tenantId),
    sql`${entityId} = ANY(${sql.param(entities.map(({ id }) => id))}::text[])`,
  );
  const boundSince = sql<number | null>`(SELECT round(extract(epoch FROM max(earlier.changed_at)) * 1000)::float8 FROM (
    SELECT ${changedAt} AS changed_at FROM ${entityVersion}
    WHERE ${entityId} = newest.entity_id AND ${changedAt} < ${from.toISOString()}::timestamptz AND ${BINDS}) AS earlier)`;
  const newest = db
    .selectDistinctOn([entityId], COLUMNS)
    .from(entityVersion)
    .where(and(among, lt(changedAt, from)))
    .orderBy(asc(entityId), desc(version))
    .as('newest');
  const earlier = await db
    .select({
      ...{ entityId: newest.entityId, kind: newest.kind, tier: newest.tier, dataset: newest.dataset },
      freshnessHours: newest.freshnessHours,
      boundSinceMs: boundSince,
    })
    .from(newest);
  const within = await db
    .select(COLUMNS)
    .from(entityVersion)
    .where(and(among, gte(changedAt, from), lt(changedAt, to)))
    .orderBy(asc(entityId), asc(version));

  const states = new Map<string, SubjectState[]>();
  for (const { entityId, kind, ...before } of earlier) {
    states.set(entityId, [{ ...before, fromMs: -Infinity, status: statusAfter(kind) }]);
  }
  for (const { entityId, version, kind, changedAt, binds, ...content } of within) {
    const fromMs = changedAt.getTime();
    const ofEntity = states.get(entityId) ?? [];
    const boundSinceMs = binds ? fromMs : (ofEntity.at(-1)?.boundSinceMs ?? null);
    const state: SubjectState = { ...content, fromMs, boundSinceMs, status: statusAfter(kind) };
    if (ofEntity.length === 0) {
      // It was created in the period, or its history does not say what it was before.
      const isNew = version === 1;
      ofEntity.push({ ...state, fromMs: -Infinity, ...(isNew && { status: 'DRAFT', dataset: null }) });
    }
    states.set(entityId, [...ofEntity, state]);
  }
  for (const { id, tier, status, dataset, freshnessHours } of entities) {
    const now = { tier, status, dataset, freshnessHours, boundSinceMs: null };
    if (!states.has(id)) states.set(id, [{ ...now, fromMs: -Infinity }]);
  }
  return states;
}

function statusAfter(kind: (typeof entityVersion.$inferSelect)['kind']): SubjectState['status'] {
  return kind === 'DEPRECATE' ? 'DEPRECATED' : 'ACTIVE';
}
