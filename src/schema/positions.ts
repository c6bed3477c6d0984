import type { StepHead } from '../domain/approvals/approval-step.ts';
import type { NotificationHead } from '../domain/notifications/notification-head.ts';
import type { Viewer } from '../domain/viewer.ts';
import type { StreamHead } from '../events/log/log.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import type { IncidentHead } from '../store/incidents/incident-history.ts';
import type { StoredEventLog } from '../store/log/event-log.ts';
import { openNotifications } from '../store/notifications/notifications.ts';
import { inboxHead } from '../workflow/approvals/watch-inbox.ts';
import { incidentHead } from '../workflow/incidents/watch-incidents.ts';
import { notificationOwnerOf } from '../workflow/notifications/mark-notifications.ts';

/** The positions that an operation returns, each read once, the first time it is asked for. */
export interface Positions {
  stream(): Promise<StreamHead>;
  inbox(): Promise<StepHead>;
  notifications(): Promise<NotificationHead>;
  incidents(): Promise<IncidentHead>;
}

export function createPositions(parts: { database: Database; log: StoredEventLog }, viewer: Viewer): Positions {
  const { database, log } = parts;
  return {
    stream: once(() => log.head(viewer.tenantId)),
    inbox: once(() => inboxHead(parts, viewer.tenantId)),
    notifications: once(() => openNotifications(drizzleOn(database), notificationOwnerOf(viewer))),
    incidents: once(() => incidentHead(parts, viewer.tenantId)),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
}
