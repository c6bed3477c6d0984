import { and, asc, count, desc, eq, gte, isNotNull, lt, ne, sql } from 'drizzle-orm';

import type { EarlierIncident, PersonalResolution } from '../../../domain/incidents/simulation/incident-history.ts';
import type { Db } from '../../database/drizzle.ts';
import { mdmProfile } from '../../profiling/tables.ts';
import { incident } from '../tables.ts';
import { NAMES } from './measured-profiles.ts';

interface Period {
  from: Date;
  to: Date;
}

/** The newest incident of each cause of these entities before the period, as it was when that began, by the entity. */
export async function findEarlierIncidents(
  db: Db,
  tenantId: string,
  entityIds: readonly string[],
  from: Date,
): Promise<(EarlierIncident & { entityId: string })[]> {
  const { entityId, cause, openedAt, lastStep } = incident;
  const rows = await db
    .selectDistinctOn([entityId, cause], { incident, number: mdmProfile.number, names: NAMES })
    .from(incident)
    .leftJoin(mdmProfile, eq(mdmProfile.id, incident.profileId))
    .where(and(ofEntities(tenantId, entityIds), lt(openedAt, from)))
    .orderBy(asc(entityId), asc(cause), desc(openedAt), desc(lastStep));
  return rows.map(({ incident: row, number, names }) => {
    const wasOpen = row.resolvedAt === null || row.resolvedAt >= from;
    const { cause, tier, severity, summary, ruleId, reference, boundSchema, boundTable, boundColumn } = row;
    return {
      ...{ entityId: row.entityId, cause, tier, severity, summary, ruleId, reference },
      ...{ boundSchema, boundTable, boundColumn, openedAtMs: row.openedAt.getTime() },
      status: wasOpen ? 'OPEN' : 'RESOLVED',
      resolution: wasOpen ? null : row.resolution,
      shown: number === null ? null : { number, columns: names },
    };
  });
}

/** What people resolved of these entities since a time, in order. */
export async function findPersonalResolutions(
  db: Db,
  tenantId: string,
  entityIds: readonly string[],
  since: Date,
): Promise<(PersonalResolution & { entityId: string })[]> {
  const { entityId, cause, resolvedAt, resolution } = incident;
  const rows = await db
    .select({ entityId, cause, resolvedAt, resolution })
    .from(incident)
    .where(and(ofEntities(tenantId, entityIds), isNotNull(resolvedAt), ne(resolution, 'AUTO'), gte(resolvedAt, since)))
    .orderBy(asc(resolvedAt));
  return rows.flatMap(({ resolvedAt, resolution, ...row }) =>
    resolvedAt && resolution ? [{ ...row, resolution, atMs: resolvedAt.getTime() }] : [],
  );
}

/** How many incidents were opened in the period. */
export async function countOpened(db: Db, tenantId: string, { from, to }: Period): Promise<number> {
  const { openedAt } = incident;
  const [row] = await db
    .select({ count: count() })
    .from(incident)
    .where(and(eq(incident.tenantId, tenantId), gte(openedAt, from), lt(openedAt, to)));
  return row?.count ?? 0;
}

function ofEntities(tenantId: string, entityIds: readonly string[]) {
  return and(eq(incident.tenantId, tenantId), sql`${incident.entityId} = ANY(${sql.param([...entityIds])}::text[])`);
}
