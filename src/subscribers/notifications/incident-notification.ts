import * as z from 'zod';

import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import { uuidIn } from '../../domain/ids.ts';
import type { Incident, IncidentStep } from '../../domain/incidents/incident.ts';
import { MAX_LINEAGE_DEPTH, MAX_LINEAGE_NODES } from '../../domain/lineage/lineage.ts';
import { assignedNotice, endNotice, type Reach, troubleNotice } from '../../domain/notifications/incident-notice.ts';
import type { Notice } from '../../domain/notifications/notice.ts';
import type { Event } from '../../events/schemas/catalogue.ts';
import { type Db, drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findIncident } from '../../store/incidents/find-incidents.ts';
import { findResolution, findStep } from '../../store/incidents/incident-history.ts';
import { INCIDENT_NOTIFICATION } from '../../store/incidents/incident-notification-job.ts';
import { countIncidentsOf } from '../../store/incidents/incidents-of.ts';
import { isTableBeingJudged } from '../../store/incidents/table-judged.ts';
import { walkLineage } from '../../store/lineage/lineage-walk.ts';
import type { StoredEventLog } from '../../store/log/event-log.ts';
import {
  findToldOfGroup,
  findToldOfIncident,
  lockIncidentNotices,
} from '../../store/notifications/told-of-incidents.ts';
import { notifyOfImpact } from '../impact-notification.ts';
import { type JobData, jobDataSchema, type JobHandler, PermanentError } from '../job-handler.ts';
import type { NotifyParts } from '../notify.ts';
import { waitingIn, waitingJob } from '../waiting-job.ts';
import { findConcernedBy } from './concerned-by.ts';
import { type NoticeKey, notifyOfIncidents, notifyOfTrouble } from './notify-group.ts';

export interface IncidentNotificationParts extends NotifyParts {
  database: Database;
  log: StoredEventLog;
  actorIdCase: ActorIdCase;
}

/** How often, and how long each time, a failed profile waits for the others of its table. */
const MOST_WAITS = 20;
const WAIT_MS = 1_000;

const dataSchema = jobDataSchema.extend({ stepNumber: z.int().positive() });

/**
 * Tells people of the steps of incidents: of trouble each person once for a group, of its end whoever was told of it, and an
 * assignee. However often a step is handled, and by how many instances, nobody is told twice.
 */
export function incidentNotificationHandler(parts: IncidentNotificationParts): JobHandler {
  const db = drizzleOn(parts.database);
  return {
    name: INCIDENT_NOTIFICATION,
    boundMs: 30_000,
    retryLimit: 5,
    concurrency: 1,
    async run({ data }) {
      const { tenantId, stepNumber } = dataSchema.parse(data);
      const step = await findStep(db, tenantId, stepNumber);
      if (!step) throw new PermanentError(`there is no step ${stepNumber} of an incident`);
      const incident = await findIncident(db, tenantId, step.incidentId);
      if (!incident) throw new PermanentError(`there is no incident ${step.incidentId}`);
      switch (step.kind) {
        case 'OPENED':
        case 'ATTACHED':
          if (await waits(parts, incident, data)) return undefined;
          return tellOfTrouble(parts, incident, step);
        case 'ASSIGNED':
          return tellAssignee(parts, incident, step);
        case 'RESOLVED':
          return tellOfEnd(parts, incident, step);
        default:
          return undefined;
      }
    },
  };
}

/**
 * That a profile failed says less than what the other profiles of its table show, to which it may belong: it is told once they
 * are judged, or at the latest after some tries.
 */
async function waits(parts: IncidentNotificationParts, incident: Incident, data: JobData): Promise<boolean> {
  if (incident.cause !== 'PROFILE_FAILED' || incident.rootId !== null || incident.status === 'RESOLVED') return false;
  const now = parts.clock();
  const { tries, since } = waitingIn(data, now);
  if (tries >= MOST_WAITS || !(await isTableBeingJudged(drizzleOn(parts.database), incident))) return false;
  const step = `${incident.tenantId} ${String(data.stepNumber)}`;
  const later = new Date(now.getTime() + WAIT_MS);
  await parts.unitOfWork.transaction((tx) => {
    tx.enqueue(waitingJob(INCIDENT_NOTIFICATION, `trouble ${step}`, data, { tries: tries + 1, since }, later));
    return Promise.resolve();
  });
  return true;
}

/** The trouble of an incident is told to those whom it concerns as trouble of its root. */
async function tellOfTrouble(parts: IncidentNotificationParts, incident: Incident, step: IncidentStep): Promise<void> {
  const { tenantId } = incident;
  const db = drizzleOn(parts.database);
  const root = incident.rootId === null ? incident : await findIncident(db, tenantId, incident.rootId);
  if (!root) throw new PermanentError(`there is no incident ${incident.rootId}`);
  const event = await openingEvent(parts, root);
  const isSame = root.entityId === incident.entityId;
  const through = isSame ? undefined : { entityType: incident.entityType, canonicalKey: incident.canonicalKey };
  const notice = troubleNotice(root, { event, reach: await reachOf(db, root), through });
  const people = [...(await findConcernedBy(db, incident)), ...(root.id === incident.id ? askersOf(notice) : [])];
  const isAboutEvent = root.id === incident.id && event !== undefined && notice.kind !== 'INCIDENT_OPENED';
  const key = isAboutEvent && root.openedByOffset !== null ? keyOfEvent(event, root.openedByOffset) : keyOf(root, step);
  const ids = { incidentId: incident.id, rootId: root.id };
  await notifyOfTrouble(parts, key, ids, toEach(parts, people, notice));
  if (incident.cause === 'SCORE' && incident.openedByOffset !== null) {
    const opening = await openingEvent(parts, incident);
    if (opening) await notifyOfImpact(parts, opening, incident.openedByOffset);
  }
}

async function tellAssignee(parts: IncidentNotificationParts, incident: Incident, step: IncidentStep): Promise<void> {
  const { actor, text } = step;
  const assignee = step.details?.assignee;
  if (!actor || typeof assignee !== 'string') return;
  const notice = assignedNotice(incident, actor, text);
  await notifyOfIncidents(parts, keyOf(incident, step), toEach(parts, [assignee], notice), async ({ db }, batch) => {
    const now = await findIncident(db, incident.tenantId, incident.id);
    return now?.assignee === assignee && now.status !== 'RESOLVED' ? batch : undefined;
  });
}

/**
 * The end of an incident is told to whoever was told of it. What the server ends as a group is told once all of it has ended,
 * by whichever of its incidents ends last; what a person resolves is told at once, with the number of what is still open.
 */
async function tellOfEnd(parts: IncidentNotificationParts, incident: Incident, step: IncidentStep): Promise<void> {
  const { tenantId, id, rootId } = incident;
  const db = drizzleOn(parts.database);
  const [stillOpen = 0] = await countIncidentsOf(db, tenantId, [id], { owner: 'root', isOpen: true });
  if (step.actor === null && stillOpen > 0) return;
  const root = rootId === null ? undefined : await findIncident(db, tenantId, rootId);
  const isOfEndedRoot = root?.status === 'RESOLVED';
  const isWithRoot = isOfEndedRoot && root.resolution === 'AUTO';
  if (isWithRoot) await tellOfGroupEnd(parts, root);
  const concerned = isOfEndedRoot && !isWithRoot ? await findConcernedBy(db, incident) : [];
  await tellEnd(parts, {
    incident,
    step,
    stillOpen,
    ofGroup: root && concerned.length > 0 ? { root, concerned } : undefined,
  });
}

/** Tells of the end of a root that the server has resolved, unless what belongs to it is still open, or it was told of. */
async function tellOfGroupEnd(parts: IncidentNotificationParts, root: Incident): Promise<void> {
  const { tenantId, id } = root;
  const db = drizzleOn(parts.database);
  const [stillOpen = 0] = await countIncidentsOf(db, tenantId, [id], { owner: 'root', isOpen: true });
  const step = stillOpen > 0 ? undefined : await findResolution(db, tenantId, id);
  if (step) await tellEnd(parts, { incident: root, step, stillOpen, ofGroup: undefined });
}

interface End {
  incident: Incident;
  step: IncidentStep;
  stillOpen: number;
  /** Those whom it concerns, and who may have been told of it as of its root. */
  ofGroup: { root: Incident; concerned: readonly string[] } | undefined;
}

async function tellEnd(parts: IncidentNotificationParts, { incident, step, stillOpen, ofGroup }: End): Promise<void> {
  const { tenantId, id, assignee } = incident;
  const notice = endNotice(incident, step, stillOpen);
  // Whoever tells of it has done so when this lock is free, and nobody does any more.
  const told = await parts.unitOfWork.transaction(async (tx) => {
    await lockIncidentNotices(tx.db, tenantId);
    const asOfRoot = ofGroup
      ? await findToldOfGroup(tx.db, tenantId, ofGroup.root.id, peopleOf(parts, ofGroup.concerned))
      : [];
    return [...(await findToldOfIncident(tx.db, tenantId, id)), ...asOfRoot];
  });
  const people = [...told, ...(assignee === null ? [] : [assignee])];
  await notifyOfIncidents(parts, keyOf(incident, step), toEach(parts, people, notice));
}

async function reachOf(db: Db, { tenantId, id, entityType, canonicalKey }: Incident): Promise<Reach> {
  const origins = [{ entityType, canonicalKey }];
  const walk = { origins, includesOrigins: false, depth: MAX_LINEAGE_DEPTH, limit: MAX_LINEAGE_NODES };
  const [downstream] = await walkLineage(db, tenantId, 'downstream', [walk]);
  const [memberCount = 0] = await countIncidentsOf(db, tenantId, [id], { owner: 'root', isOpen: true });
  return {
    downstreamCount: downstream?.nodes.length ?? 0,
    isTruncated: downstream?.truncated ?? false,
    memberCount,
  };
}

/** A person who asked for what failed. */
function askersOf({ askedBy }: Notice): string[] {
  return askedBy?.actorType === 'HUMAN' ? [askedBy.actorId] : [];
}

/** Undefined: none did, or it is not in the log any more. */
async function openingEvent(
  { log }: IncidentNotificationParts,
  { tenantId, openedByOffset }: Incident,
): Promise<Event | undefined> {
  if (openedByOffset === null) return undefined;
  return (await log.at(tenantId, [openedByOffset]))[0]?.event ?? undefined;
}

/** Each person once; nobody is told of what they did themselves. */
function toEach(
  parts: Pick<IncidentNotificationParts, 'actorIdCase'>,
  people: readonly string[],
  notice: Notice,
): Map<string, Notice> {
  const recipients = new Set(peopleOf(parts, people));
  if (notice.causedBy) recipients.delete(normalizeActorId(notice.causedBy.actorId, parts.actorIdCase));
  return new Map(Array.from(recipients, (person) => [person, notice]));
}

function peopleOf({ actorIdCase }: Pick<IncidentNotificationParts, 'actorIdCase'>, people: readonly string[]) {
  return people.map((person) => normalizeActorId(person, actorIdCase));
}

function keyOfEvent({ tenantId, id }: Event, offset: number): NoticeKey {
  return { tenantId, offset, id };
}

/** No event has an offset below 0, and no two steps of a tenant have the same number. */
function keyOf({ tenantId, id, openedByEventId }: Incident, { number }: IncidentStep): NoticeKey {
  return { tenantId, offset: -number, id: openedByEventId ?? uuidIn('INCIDENT', id) ?? id };
}
