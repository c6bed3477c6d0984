import { type ActorIdCase, normalizeActorId } from '../domain/actor-id.ts';
import { FOLLOWED_TYPES, type ImpactEventOf, impactNoticeOf } from '../domain/lineage/impact-notice.ts';
import { MAX_LINEAGE_NODES } from '../domain/lineage/lineage.ts';
import type { Notice } from '../domain/notifications/notice.ts';
import type { Event } from '../events/schemas/catalogue.ts';
import { deriveId } from '../events/schemas/create-event.ts';
import { findSetOfChange } from '../store/approvals/applied-items.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import { findUnresolvedIncident } from '../store/incidents/find-incidents.ts';
import { findEventImpacts, pageOfImpactsOf } from '../store/lineage/impacts.ts';
import type { StoredEventLog } from '../store/log/event-log.ts';
import type { Job } from '../store/queue/job-queue.ts';
import { readEvent } from './event-subscriber.ts';
import { type JobHandler, PermanentError } from './job-handler.ts';
import { queueSetImpact, setOfJob, tellWhenKnown } from './notifications/await-set-impact.ts';
import { findConcernedBy } from './notifications/concerned-by.ts';
import { findConcernedByImpacts } from './notifications/concerned-by-impacts.ts';
import { notifyOfTrouble } from './notifications/notify-group.ts';
import { notify, type NotifyParts } from './notify.ts';

const NAME = 'impact-notification';

/** The job that notifies people of the stored impact of an event. The same event always has the same job. */
export function impactNotificationJob({ tenantId, source, id }: Event, offset: number): Job {
  return { queue: NAME, id: deriveId(NAME, tenantId, source, id), data: { work: NAME, tenantId, offset } };
}

export interface ImpactNotificationParts extends NotifyParts {
  database: Database;
  log: StoredEventLog;
  actorIdCase: ActorIdCase;
}

/**
 * Notifies owners and followers of what an event affects, each once and of all that concerns them; of the changes of one set
 * together. Nobody is notified of their own actions.
 */
export function impactNotificationHandler(parts: ImpactNotificationParts): JobHandler {
  return {
    name: NAME,
    boundMs: 30_000,
    retryLimit: 5,
    concurrency: 1,
    async run({ data }) {
      const set = setOfJob(data);
      if (set) {
        await tellWhenKnown(parts, data, set);
        return;
      }
      const { tenantId, offset } = data;
      const event = await readEvent(parts.log, tenantId, offset);
      if (!isImpactEvent(event)) throw new PermanentError(`${NAME} does not handle ${event.type}`);
      const changeSetId = await findSetOf(parts, event);
      if (changeSetId === undefined) await notifyOfImpact(parts, event, offset);
      else await queueSetImpact(parts, data, changeSetId);
    },
  };
}

/**
 * Notifies people of the stored impact of an event; other events have none. It must not be a change of a set. A drop of the quality is told as trouble with its
 * incident: not to those whom the incident itself concerns, who are told of that, nor to whoever was told of its group. Its
 * impact and its incident are stored independently: it is called after each of the two, and the later call finds both.
 */
export async function notifyOfImpact(parts: ImpactNotificationParts, event: Event, offset: number): Promise<void> {
  if (!isImpactEvent(event)) return;
  const { database, actorIdCase } = parts;
  const { tenantId, id } = event;
  const db = drizzleOn(database);
  const notices = new Map<string, Notice>();
  const [whole] = await findEventImpacts(db, tenantId, [offset]);
  const impacts = await pageOfImpactsOf(db, tenantId, offset, { limit: MAX_LINEAGE_NODES, backwards: false });
  for (const [recipient, found] of await findConcernedByImpacts(db, tenantId, impacts, actorIdCase)) {
    const notice = impactNoticeOf(event, found, whole?.isTruncated);
    const causedBy = notice?.causedBy && normalizeActorId(notice.causedBy.actorId, actorIdCase);
    if (notice && causedBy !== recipient) notices.set(recipient, notice);
  }
  const key = { tenantId, offset, id };
  if (event.type !== 'data.quality.degraded') {
    await notify(parts, key, notices);
    return;
  }
  const incident = await findUnresolvedIncident(db, tenantId, event.payload.entityId, 'SCORE');
  if (!incident) return;
  for (const person of await findConcernedBy(db, incident)) notices.delete(normalizeActorId(person, actorIdCase));
  await notifyOfTrouble(parts, key, { incidentId: incident.id }, notices);
}

async function findSetOf({ database }: ImpactNotificationParts, event: ImpactEventOf): Promise<string | undefined> {
  if (event.type === 'data.quality.degraded') return undefined;
  return findSetOfChange(drizzleOn(database), { ...event, entityId: event.payload.entityId });
}

function isImpactEvent(event: Event): event is ImpactEventOf {
  return FOLLOWED_TYPES.some((type) => type === event.type);
}
