import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import { type Affected, MAX_NAMED, setImpactNoticeOf } from '../../domain/lineage/impact-notice.ts';
import { newDependencies } from '../../domain/lineage/new-dependencies.ts';
import type { Notice } from '../../domain/notifications/notice.ts';
import type { AppliedItem } from '../../store/approvals/applied-items.ts';
import { takeLock } from '../../store/database/advisory-lock.ts';
import { type Db, drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findEntitiesById } from '../../store/entities/entities.ts';
import { findPaths } from '../../store/lineage/impacts-of-events.ts';
import { findPeopleAffected, type PersonAffected } from '../../store/lineage/people-affected.ts';
import { insertNotifications, lockNotices } from '../../store/notifications/notifications.ts';
import { findToldOfEvents } from '../../store/notifications/told-of-events.ts';
import type { NotifyParts } from '../notify.ts';
import { readSetImpact, type SetImpact } from './set-impact-state.ts';

export interface SetImpactParts extends NotifyParts {
  database: Database;
  actorIdCase: ActorIdCase;
}

/** People that are told together. */
const PEOPLE_AT_A_TIME = 200;

/**
 * Tells each person once of what the changes of a set affect, all of them together whose impact is known by now; the notice
 * says if that may not be all. Called again when more is known, it tells those who were not told before. Nobody is told of a
 * dependency that the set itself has made.
 */
export async function notifyOfSetImpact(parts: SetImpactParts, tenantId: string, changeSetId: string): Promise<void> {
  const db = drizzleOn(parts.database);
  const state = await readSetImpact(db, tenantId, changeSetId);
  const offsets = [...state.recorded.keys()];
  const made = newDependencies(state.items);
  let after = '';
  for (;;) {
    const found = await findPeopleAffected(db, {
      ...{ tenantId, offsets, made, after },
      ...{ actorIdCase: parts.actorIdCase, limit: PEOPLE_AT_A_TIME, named: MAX_NAMED },
    });
    const last = found.at(-1);
    if (!last) return;
    await tell(parts, { tenantId, changeSetId }, await noticesFor(parts, tenantId, found, state));
    if (found.length < PEOPLE_AT_A_TIME) return;
    after = last.person;
  }
}

async function tell(
  { unitOfWork, clock }: NotifyParts,
  { tenantId, changeSetId }: { tenantId: string; changeSetId: string },
  notices: ReadonlyMap<string, Notice>,
): Promise<void> {
  if (notices.size === 0) return;
  await unitOfWork.transaction(async (tx) => {
    await takeLock(tx.db, ['setImpact', tenantId, changeSetId]);
    // Read again: whoever held the lock before may have known of more, and told of it as of another event.
    const { recorded } = await readSetImpact(tx.db, tenantId, changeSetId);
    const offsets = [...recorded.keys()];
    const [first] = recorded.values();
    if (!first) return;
    await lockNotices(tx.db, tenantId, first.offset);
    const told = await findToldOfEvents(tx.db, { tenantId, offsets, kind: 'IMPACT' }, [...notices.keys()]);
    const untold = new Map([...notices].filter(([person]) => !told.has(person)));
    const actorIds = await insertNotifications(
      tx.db,
      { tenantId, offset: first.offset, id: first.eventId },
      untold,
      clock(),
    );
    if (actorIds.length > 0) tx.signalChange({ tenantId, topic: 'notifications', actorIds });
  });
}

/** By person; nobody is told of what they asked for themselves. */
async function noticesFor(
  { database, actorIdCase }: SetImpactParts,
  tenantId: string,
  people: readonly PersonAffected[],
  state: SetImpact,
): Promise<Map<string, Notice>> {
  const affectedBy = await findAffected(drizzleOn(database), tenantId, people, state);
  const notices = new Map<string, Notice>();
  for (const { person, count, nearest, offsets } of people) {
    const causes = offsets.flatMap((offset) => state.recorded.get(offset) ?? []);
    const changes = causes.map(({ item: { entityType, canonicalKey, kind, requestedBy } }) => {
      return { entityType, canonicalKey, kind, by: requestedBy };
    });
    const affected = nearest.flatMap((one) => affectedBy.get(keyOf(one)) ?? []);
    const mayBeMore = !state.isComplete || causes.some(({ isTruncated }) => isTruncated);
    const notice = setImpactNoticeOf(changes, affected, { count, mayBeMore });
    const by = notice?.causedBy && normalizeActorId(notice.causedBy.actorId, actorIdCase);
    const recipient = normalizeActorId(person, actorIdCase);
    if (notice && by !== recipient) notices.set(recipient, notice);
  }
  return notices;
}

/** The affected entities that are named, and the paths to them from what was changed. */
async function findAffected(
  db: Db,
  tenantId: string,
  people: readonly PersonAffected[],
  { recorded }: SetImpact,
): Promise<Map<string, Affected>> {
  const wanted = new Map(people.flatMap(({ nearest }) => nearest.map((one) => [keyOf(one), one])));
  const paths = await findPaths(db, tenantId, [...wanted.values()]);
  const ids = new Set(paths.flatMap(({ entityId, path }) => [entityId, ...path.map((step) => step.entityId)]));
  const entities = new Map((await findEntitiesById(db, tenantId, [...ids])).map((entity) => [entity.id, entity]));
  return new Map(
    paths.flatMap((one): [string, Affected][] => {
      const entity = entities.get(one.entityId);
      const item: AppliedItem | undefined = recorded.get(one.offset)?.item;
      if (!entity || !item) return [];
      const { entityType, canonicalKey } = entity;
      const names = one.path.flatMap((step) => entities.get(step.entityId)?.canonicalKey ?? []);
      return [[keyOf(one), { entityType, canonicalKey, names: [item.canonicalKey, ...names] }]];
    }),
  );
}

function keyOf({ offset, entityId }: { offset: number; entityId: string }): string {
  return `${offset} ${entityId}`;
}
