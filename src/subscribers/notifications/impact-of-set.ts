import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import { decisionEventId } from '../../domain/approvals/decision-event.ts';
import { groupBy } from '../../domain/group-by.ts';
import { setImpactNoticeOf } from '../../domain/lineage/impact-notice.ts';
import { newDependencies } from '../../domain/lineage/new-dependencies.ts';
import type { Notice } from '../../domain/notifications/notice.ts';
import { deriveId } from '../../events/schemas/create-event.ts';
import { type AppliedItem, findAppliedItems } from '../../store/approvals/applied-items.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findImpactsOfEvents, findRecordedEvents } from '../../store/lineage/impacts-of-events.ts';
import { notify, type NotifyParts } from '../notify.ts';
import { type Concerned, findConcernedByImpacts } from './concerned-by-impacts.ts';

export interface SetImpactParts extends NotifyParts {
  database: Database;
  actorIdCase: ActorIdCase;
}

/**
 * Tells each person once of what the changes of a set affect, all of them together. Whoever handles the last of their events
 * finds the impact of each; the others find that one is missing, and tell nobody. Of items that take effect later, only those
 * are told who were not told before. Nobody is told of a dependency that the set itself has made.
 */
export async function notifyOfSetImpact(parts: SetImpactParts, tenantId: string, changeSetId: string): Promise<void> {
  const db = drizzleOn(parts.database);
  const items = await findAppliedItems(db, tenantId, changeSetId);
  const byEvent = new Map(items.map((item) => [followedEventOf(item), item]));
  const recorded = await findRecordedEvents(db, tenantId, [...byEvent.keys()]);
  const [first] = recorded;
  if (!first || recorded.length < byEvent.size) return;
  const itemAt = new Map(recorded.map(({ offset, eventId }) => [offset, byEvent.get(eventId)]));
  const offsets = recorded.filter(({ affectedCount }) => affectedCount > 0).map(({ offset }) => offset);
  const isNew = newDependencies(items);
  const impacts = (await findImpactsOfEvents(db, tenantId, offsets)).filter((impact) => !isNew(impact));
  const concerned = await findConcernedByImpacts(db, tenantId, impacts, parts.actorIdCase);
  const notices = new Map<string, Notice>();
  for (const [person, found] of concerned) {
    const notice = noticeFor(found, itemAt);
    const by = notice?.causedBy && normalizeActorId(notice.causedBy.actorId, parts.actorIdCase);
    if (notice && by !== person) notices.set(person, notice);
  }
  await notify(parts, { tenantId, offset: first.offset, id: first.eventId }, notices);
}

/** The id of the event whose impact is determined for an item. */
function followedEventOf(item: AppliedItem): string {
  const isDeprecation = item.kind === 'DEPRECATE' && item.entityType !== 'KPI';
  return deriveId(isDeprecation ? 'deprecated' : 'changed', decisionEventId(item));
}

function noticeFor(
  found: readonly Concerned[],
  itemAt: ReadonlyMap<number, AppliedItem | undefined>,
): Notice | undefined {
  // Each affected entity once, on its shortest way.
  const nearest = groupBy(found, ({ affected }) => `${affected.entityType} ${affected.canonicalKey}`);
  const chosen = [...nearest.values()].flatMap(([one]) => {
    const item = one && itemAt.get(one.offset);
    return item ? [{ item, affected: one.affected }] : [];
  });
  const items = [...new Set(found.flatMap(({ offset }) => itemAt.get(offset) ?? []))];
  const changes = items.map(({ entityType, canonicalKey, kind, requestedBy }) => {
    return { entityType, canonicalKey, kind, by: requestedBy };
  });
  return setImpactNoticeOf(
    changes,
    chosen.map(({ item, affected }) => ({ ...affected, names: [item.canonicalKey, ...affected.names] })),
  );
}
