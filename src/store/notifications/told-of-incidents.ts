import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';

import { TROUBLE_KINDS } from '../../domain/notifications/notification.ts';
import { takeLock } from '../database/advisory-lock.ts';
import type { Db } from '../database/drizzle.ts';
import { incident } from '../incidents/tables.ts';
import { notification } from './tables.ts';

/**
 * Only this transaction tells people of incidents of the tenant: who was told already, and what is still open, stays so until
 * it ends. It must be taken before the lock of an event's notices.
 */
export async function lockIncidentNotices(tx: Db, tenantId: string): Promise<void> {
  await takeLock(tx, ['incidentNotices', tenantId]);
}

/** Who of these people was told of trouble of the group with this root: of the root, or of what became part of it later. */
export async function findToldOfGroup(
  tx: Db,
  tenantId: string,
  rootId: string,
  recipients: readonly string[],
): Promise<Set<string>> {
  const members = tx
    .select({ id: incident.id })
    .from(incident)
    .where(and(eq(incident.tenantId, tenantId), or(eq(incident.id, rootId), eq(incident.rootId, rootId))));
  const rows = await tx
    .selectDistinct({ recipient: notification.recipient })
    .from(notification)
    .where(
      and(
        eq(notification.tenantId, tenantId),
        inArray(notification.incidentId, members),
        inArray(notification.kind, [...TROUBLE_KINDS]),
        sql`${notification.recipient} = ANY(${sql.param([...recipients])}::text[])`,
      ),
    );
  return new Set(rows.map(({ recipient }) => recipient));
}

/** Who was told anything about this incident itself, other than that it is over. */
export async function findToldOfIncident(tx: Db, tenantId: string, incidentId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ recipient: notification.recipient })
    .from(notification)
    .where(
      and(
        eq(notification.tenantId, tenantId),
        eq(notification.incidentId, incidentId),
        ne(notification.kind, 'QUALITY_RECOVERED'),
      ),
    );
  return rows.map(({ recipient }) => recipient);
}
