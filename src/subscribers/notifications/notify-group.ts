import type { Incident } from '../../domain/incidents/incident.ts';
import type { Notice } from '../../domain/notifications/notice.ts';
import { findIncident } from '../../store/incidents/find-incidents.ts';
import { insertNotifications, lockNotices } from '../../store/notifications/notifications.ts';
import { findToldOfGroup, lockIncidentNotices } from '../../store/notifications/told-of-incidents.ts';
import type { Transaction } from '../../store/unit-of-work.ts';
import type { NotifyParts } from '../notify.ts';

/** Recipients in one transaction, as in `notify`. */
const BATCH_SIZE = 500;

/** What a notification is about: an event, or a step of an incident with a number below 0 in place of the offset. */
export interface NoticeKey {
  tenantId: string;
  offset: number;
  id: string;
}

/**
 * Sends notices of incidents, batch by batch. Within each transaction nobody else tells people of the tenant's incidents.
 * `choose` says there which of the batch still to send; undefined: nothing more.
 */
export async function notifyOfIncidents(
  { unitOfWork, clock }: NotifyParts,
  key: NoticeKey,
  notices: ReadonlyMap<string, Notice>,
  choose: (tx: Transaction, batch: ReadonlyMap<string, Notice>) => Promise<ReadonlyMap<string, Notice> | undefined> = (
    _,
    batch,
  ) => Promise.resolve(batch),
): Promise<void> {
  const { tenantId, offset } = key;
  const sorted = [...notices].sort(([a], [b]) => (a < b ? -1 : 1));
  for (let start = 0; start < sorted.length; start += BATCH_SIZE) {
    const batch = new Map(sorted.slice(start, start + BATCH_SIZE));
    const goesOn = await unitOfWork.transaction(async (tx) => {
      await lockIncidentNotices(tx.db, tenantId);
      await lockNotices(tx.db, tenantId, offset);
      const chosen = await choose(tx, batch);
      if (!chosen) return false;
      const actorIds = await insertNotifications(tx.db, key, chosen, clock());
      if (actorIds.length > 0) tx.signalChange({ tenantId, topic: 'notifications', actorIds });
      return true;
    });
    if (!goesOn) return;
  }
}

/**
 * Tells people of trouble with an incident: each once of its whole group, and nobody any more when the incident or its root is
 * resolved. Notices are about the root. `rootId`: not if the incident has come to belong to another one meanwhile.
 */
export async function notifyOfTrouble(
  parts: NotifyParts,
  key: NoticeKey,
  { incidentId, rootId }: { incidentId: string; rootId?: string },
  notices: ReadonlyMap<string, Notice>,
): Promise<void> {
  await notifyOfIncidents(parts, key, notices, async ({ db }, batch) => {
    const root = await findOpenRoot(db, key.tenantId, incidentId);
    if (!root || (rootId !== undefined && rootId !== root.id)) return undefined;
    const told = await findToldOfGroup(db, key.tenantId, root.id, [...batch.keys()]);
    const untold = [...batch].filter(([person]) => !told.has(person));
    return new Map(untold.map(([person, notice]) => [person, { ...notice, incidentId: root.id }]));
  });
}

/** The root of an incident; undefined: one of the two is resolved. */
async function findOpenRoot(db: Transaction['db'], tenantId: string, id: string): Promise<Incident | undefined> {
  const incident = await findIncident(db, tenantId, id);
  if (!incident || incident.status === 'RESOLVED') return undefined;
  if (incident.rootId === null) return incident;
  const root = await findIncident(db, tenantId, incident.rootId);
  return root?.status === 'RESOLVED' ? undefined : root;
}
