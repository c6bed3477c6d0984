import { and, eq, gt, isNotNull, ne, or, sql } from 'drizzle-orm';

import type { Incident } from '../../domain/incidents/incident.ts';
import type { Db } from '../database/drizzle.ts';
import { mdmEntity } from '../entities/tables.ts';
import { incident, incidentWatch } from './tables.ts';

/** A profile that is this much older than an incident is not of the same load. */
const SAME_LOAD = sql`interval '1 minute'`;

/**
 * Whether another entity of the table of an incident is being measured, or has a new profile that was not judged yet: it may
 * turn out to have the trouble to which this one belongs.
 */
export async function isTableBeingJudged(
  db: Db,
  { tenantId, id }: Pick<Incident, 'tenantId' | 'id'>,
): Promise<boolean> {
  const isUnjudged = and(
    gt(mdmEntity.profileCount, sql`coalesce(${incidentWatch.profileNumber}, 0)`),
    sql`${mdmEntity.lastProfiledAt} > ${incident.openedAt} - ${SAME_LOAD}`,
  );
  const [found] = await db
    .select({ id: mdmEntity.id })
    .from(incident)
    .innerJoin(
      mdmEntity,
      and(
        eq(mdmEntity.tenantId, incident.tenantId),
        eq(mdmEntity.datasetSchema, incident.boundSchema),
        eq(mdmEntity.datasetTable, incident.boundTable),
      ),
    )
    .leftJoin(incidentWatch, eq(incidentWatch.entityId, mdmEntity.id))
    .where(
      and(
        eq(incident.tenantId, tenantId),
        eq(incident.id, id),
        eq(mdmEntity.status, 'ACTIVE'),
        ne(mdmEntity.id, incident.entityId),
        or(isNotNull(mdmEntity.openRunId), isUnjudged),
      ),
    )
    .limit(1);
  return found !== undefined;
}
