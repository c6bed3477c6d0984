import { type ActorIdCase, normalizeActorId } from '../domain/actor-id.ts';
import type { Approval } from '../domain/approvals/approval.ts';
import { textOfName } from '../domain/entities/entity-name.ts';
import { type SetHappening, setNoticeOf } from '../domain/notifications/change-set-notice.ts';
import type { Notice } from '../domain/notifications/notice.ts';
import { ownersIn } from '../domain/notifications/owners-in.ts';
import type { Event, EventOf } from '../events/schemas/catalogue.ts';
import type { Actor } from '../events/schemas/vocabulary.ts';
import { findItems } from '../store/approvals/change-set-items.ts';
import { findChangeSets } from '../store/approvals/change-sets.ts';
import type { Db } from '../store/database/drizzle.ts';
import { findEntitiesByName } from '../store/entities/entities.ts';
import { findFollowers } from '../store/notifications/follows.ts';

type SetEvent = EventOf<'approval.created' | 'approval.approved' | 'approval.rejected'>;

/** Whether people are told of it once for a whole change set. */
export function isAboutRequest(event: Event): event is SetEvent {
  return event.type === 'approval.created' || event.type === 'approval.approved' || event.type === 'approval.rejected';
}

/**
 * Of what happened to a change set, each person is told once, by one of its events: the first that announces it, and
 * those that its decisions name once no item is pending. The notices of this event, by person; none for all others.
 */
export async function noticesOfSet(
  db: Db,
  event: SetEvent,
  item: Approval,
  actorIdCase: ActorIdCase,
): Promise<Map<string, Notice>> {
  const notices = new Map<string, Notice>();
  const happening = await happeningOf(db, event, item);
  if (!happening) return notices;
  const concerned = await findConcerned(db, happening.items);
  for (const [approval, ids] of concerned) {
    const { requestedBy, decidedBy } = approval;
    const by = happening.kind === 'APPROVAL_CREATED' ? requestedBy : decidedBy;
    const people = new Set([...ids].map((id) => normalizeActorId(id, actorIdCase)));
    if (by) people.delete(normalizeActorId(by.actorId, actorIdCase));
    for (const person of people) {
      if (!notices.has(person)) notices.set(person, setNoticeOf(happening, approval));
    }
  }
  return notices;
}

interface Happening extends SetHappening {
  items: readonly Approval[];
}

async function happeningOf(db: Db, event: SetEvent, item: Approval): Promise<Happening | undefined> {
  const { tenantId, changeSetId, changeSetPosition, requestedBy } = item;
  const [set] = changeSetId === null ? [] : await findChangeSets(db, tenantId, [changeSetId]);
  if (!set) return undefined;
  if (event.type === 'approval.created') {
    if (changeSetPosition !== 0) return undefined;
    const comments = set.comment === null ? [] : [set.comment];
    return { kind: 'APPROVAL_CREATED', requestedBy, deciders: [], comments, items: await findItems(db, set) };
  }
  const status = event.type === 'approval.approved' ? 'APPROVED' : 'REJECTED';
  if (set.noticeEvents[status] !== event.id) return undefined;
  const items = (await findItems(db, set)).filter((one) => one.status === status);
  const deciders = new Map<string, Actor>(items.flatMap(({ decidedBy: by }) => (by ? [[by.actorId, by]] : [])));
  const comments = new Set(items.flatMap(({ decisionComment }) => decisionComment ?? []));
  return {
    kind: status === 'APPROVED' ? 'APPROVAL_APPROVED' : 'APPROVAL_REJECTED',
    requestedBy,
    deciders: [...deciders.values()],
    comments: [...comments],
    items,
  };
}

/** Whom each item concerns: owners, followers and its requester, as their ids were written. */
async function findConcerned(db: Db, items: readonly Approval[]): Promise<Map<Approval, Set<string>>> {
  const [first] = items;
  if (!first) return new Map();
  const { tenantId } = first;
  const entities = new Map(
    (await findEntitiesByName(db, tenantId, items)).map((entity) => [textOfName(entity), entity]),
  );
  const followers = await findFollowers(
    db,
    tenantId,
    Array.from(entities.values(), ({ id }) => id),
  );
  return new Map(
    items.map((item) => {
      const entity = entities.get(textOfName(item));
      const ids = new Set([...ownersIn(item.diff), item.requestedBy.actorId]);
      for (const follower of followers.get(entity?.id ?? '') ?? []) ids.add(follower);
      if (entity?.owner != null) ids.add(entity.owner);
      return [item, ids];
    }),
  );
}
