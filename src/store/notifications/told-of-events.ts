import { and, eq, inArray, sql } from 'drizzle-orm';

import type { NotificationKind } from '../../domain/notifications/notification.ts';
import type { Db } from '../database/drizzle.ts';
import { notification } from './tables.ts';

/** Who of these people has a notification of the kind of any of these events. */
export async function findToldOfEvents(
  db: Db,
  { tenantId, offsets, kind }: { tenantId: string; offsets: readonly number[]; kind: NotificationKind },
  recipients: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ recipient: notification.recipient })
    .from(notification)
    .where(
      and(
        eq(notification.tenantId, tenantId),
        inArray(notification.eventOffset, [...offsets]),
        eq(notification.kind, kind),
        sql`${notification.recipient} = ANY(${sql.param([...recipients])}::text[])`,
      ),
    );
  return new Set(rows.map(({ recipient }) => recipient));
}
