import { and, asc, desc, eq, gt, gte, lt, lte, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { Columns } from '../../../domain/incidents/conditions/judge-schema.ts';
import { VOLUME_PROFILES } from '../../../domain/incidents/conditions/judge-volume.ts';
import type { MeasuredProfile } from '../../../domain/incidents/simulation/incident-history.ts';
import type { Db } from '../../database/drizzle.ts';
import { mdmProfile, profileRun } from '../../profiling/tables.ts';
import { jsonOf } from './json-of.ts';
import type { RuleMinimums } from './rule-minimums.ts';

/** Most profiles that are in memory at a time. */
const PROFILES_AT_A_TIME = 500;

/** Columns by name and type. Their figures, and the rules that all values passed, are most of a profile, and stay where they are. */
export const NAMES = sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('name', one -> 'name', 'dataType', one -> 'dataType') ORDER BY place), '[]')
  FROM jsonb_array_elements(${mdmProfile.columns}) WITH ORDINALITY AS listed (one, place))`.mapWith(
  jsonOf(z.array(z.object({ name: z.string(), dataType: z.string() }))),
);
const NOT_PASSED = sql`(
  SELECT coalesce(jsonb_agg(one ORDER BY place), '[]')
  FROM jsonb_array_elements(${mdmProfile.rules}) WITH ORDINALITY AS listed (one, place)
  WHERE (one ->> 'checked')::numeric = 0 OR (one ->> 'passed')::numeric < (one ->> 'checked')::numeric)`.mapWith(
  mdmProfile.rules,
);

const COLUMNS = {
  ...{ id: mdmProfile.id, entityId: mdmProfile.entityId, number: mdmProfile.number },
  ...{ createdAt: mdmProfile.createdAt, startedAt: profileRun.startedAt },
  ...{ rowCount: mdmProfile.rowCount, estimate: mdmProfile.estimate, qualityScore: mdmProfile.qualityScore },
  ...{ bindingKey: mdmProfile.bindingKey, rulesKey: mdmProfile.rulesKey },
  ...{ referenceId: mdmProfile.referenceId, referenceScore: mdmProfile.referenceScore },
  ...{ columns: NAMES, rules: NOT_PASSED },
};

type MeasuredRow = MeasuredProfile & { entityId: string };

/** The last profiles of these entities before a time, those of an entity newest first, as many as others are compared with. */
export async function findMeasuredBefore(
  db: Db,
  tenantId: string,
  entityIds: readonly string[],
  before: Date,
): Promise<MeasuredRow[]> {
  const { entityId, number } = mdmProfile;
  const newest = db
    .selectDistinctOn([entityId], { entityId, number })
    .from(mdmProfile)
    .where(and(ofEntities(tenantId, entityIds), lt(mdmProfile.createdAt, before)))
    .orderBy(asc(entityId), desc(number))
    .as('newest');
  const rows = await db
    .select(COLUMNS)
    .from(mdmProfile)
    .innerJoin(
      newest,
      and(
        eq(newest.entityId, entityId),
        lte(number, newest.number),
        gt(number, sql`${newest.number} - ${VOLUME_PROFILES.most}::int`),
      ),
    )
    .leftJoin(profileRun, eq(profileRun.id, mdmProfile.runId))
    .orderBy(asc(entityId), desc(number));
  // They are judged already.
  return rows.map((row) => toMeasured(row, new Map()));
}

/** The profiles of these entities in the period, entity by entity and those of each in order, part by part. */
export async function* measuredWithin(
  db: Db,
  tenantId: string,
  entityIds: readonly string[],
  { from, to, minimums }: { from: Date; to: Date; minimums: RuleMinimums },
): AsyncGenerator<MeasuredRow[], void> {
  const { entityId, number, createdAt } = mdmProfile;
  for (let last: MeasuredRow | undefined; ;) {
    const after = last && sql`(${entityId}, ${number}) > (${last.entityId}, ${last.number}::int)`;
    const rows = await db
      .select(COLUMNS)
      .from(mdmProfile)
      .leftJoin(profileRun, eq(profileRun.id, mdmProfile.runId))
      .where(and(ofEntities(tenantId, entityIds), gte(createdAt, from), lt(createdAt, to), after))
      .orderBy(asc(entityId), asc(number))
      .limit(PROFILES_AT_A_TIME);
    await minimums.learn(rows.flatMap(({ rules }) => rules));
    const part = rows.map((row) => toMeasured(row, minimums.at(row.rules, row.createdAt.getTime())));
    if (part.length > 0) yield part;
    last = part.at(-1);
    if (part.length < PROFILES_AT_A_TIME) return;
  }
}

type Row = Pick<
  typeof mdmProfile.$inferSelect,
  | 'id'
  | 'entityId'
  | 'number'
  | 'createdAt'
  | 'rowCount'
  | 'estimate'
  | 'qualityScore'
  | 'bindingKey'
  | 'rulesKey'
  | 'referenceId'
  | 'referenceScore'
> & { startedAt: Date | null; columns: Columns; rules: MeasuredProfile['rules'] };

function toMeasured(
  { createdAt, startedAt, bindingKey, rulesKey, referenceId, referenceScore, ...row }: Row,
  ownMinimums: MeasuredProfile['ownMinimums'],
): MeasuredRow {
  return {
    ...row,
    ownMinimums,
    createdAtMs: createdAt.getTime(),
    startedAtMs: startedAt?.getTime() ?? null,
    line: bindingKey === null || rulesKey === null ? null : { bindingKey, rulesKey },
    reference:
      referenceId === null || referenceScore === null ? null : { profileId: referenceId, score: referenceScore },
  };
}

function ofEntities(tenantId: string, entityIds: readonly string[]) {
  return and(
    eq(mdmProfile.tenantId, tenantId),
    sql`${mdmProfile.entityId} = ANY(${sql.param([...entityIds])}::text[])`,
  );
}
