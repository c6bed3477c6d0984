import { v4 as uuid } from 'uuid';

import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import { type Approval, correlationOf } from '../../domain/approvals/approval.ts';
import type { ChangeSet } from '../../domain/approvals/change-set.ts';
import { decisionEventId } from '../../domain/approvals/decision-event.ts';
import {
  creationsAmong,
  inReferenceOrder,
  newReplacementOf,
  readyAmong,
  referencesOfItem,
} from '../../domain/approvals/item-references.ts';
import { textOfName } from '../../domain/entities/entity-name.ts';
import type { EventOf } from '../../events/schemas/catalogue.ts';
import { lockItems, recordItemsApplied } from '../../store/approvals/change-set-items.ts';
import { lockChangeSet } from '../../store/approvals/change-sets.ts';
import { findEntitiesByName } from '../../store/entities/entities.ts';
import { insertVersions } from '../../store/entities/entity-versions.ts';
import { insertFollows } from '../../store/notifications/follows.ts';
import type { Transaction } from '../../store/unit-of-work.ts';
import { PermanentError } from '../job-handler.ts';
import { announceApplied, replacementsOf, versionOf, writeChanges } from './apply-approved.ts';
import { type ItemPlans, planItems } from './plan-items.ts';
import { returnItems } from './return-items.ts';

/** How long a set waits whose entities others change at the moment. */
const PAUSE_MS = 1_000;

interface ApprovedItem {
  event: EventOf<'approval.approved'>;
  offset: number;
  item: Approval;
  actorIdCase: ActorIdCase;
  now: Date;
}

/**
 * Applies an approved item of a change set, and in the same transaction all others of the set that are approved and can
 * take effect with it: whoever handles their events finds them applied. An item that refers to what another one creates
 * waits for it, and is applied with it. An atomic set takes effect as a whole. What cannot be applied returns to the
 * approvers, with the reason as a comment.
 */
export async function applyItem(tx: Transaction, approved: ApprovedItem): Promise<void> {
  const { event, offset, item, now } = approved;
  const { tenantId } = item;
  const set = await lockChangeSet(tx.db, tenantId, item.changeSetId ?? '');
  if (!set) throw new PermanentError(`there is no change set ${item.changeSetId}`);
  const items = await lockItems(tx.db, set);
  const own = items.find(({ id }) => id === item.id);
  // Applied by now together with another item, or returned to the approvers.
  if (!own || own.appliedAt || !isApprovedBy(own, event)) return;

  const toCome = creationsAmong(items.filter((one) => one.status === 'PENDING' || isToBeApplied(one)));
  const plans = await planItems(tx, tenantId, { items: items.filter(isToBeApplied), toCome }, now);
  if (plans.isBusy) {
    const data = { work: 'approval', tenantId, offset };
    tx.enqueue({ queue: 'approval', id: uuid(), data, startAfter: new Date(now.getTime() + PAUSE_MS) });
    return;
  }
  const { taking, returning } = set.atomic
    ? chooseTogether(items, plans)
    : await chooseReady(tx, { tenantId, items, toCome, own, plans });
  await returnItems(tx, set, returning, now);
  await applyAll(tx, { ...approved, set, items: inReferenceOrder(taking), plans });
}

function isToBeApplied({ status, appliedAt }: Approval): boolean {
  return status === 'APPROVED' && !appliedAt;
}

function isApprovedBy({ status, decidedAt }: Approval, { payload }: EventOf<'approval.approved'>): boolean {
  return status === 'APPROVED' && decidedAt?.toISOString() === payload.approvedAt;
}

interface Choice {
  taking: readonly Approval[];
  /** Items that return to the approvers; why, for those that are the reason. */
  returning: ReadonlyMap<Approval, string | undefined>;
}

function chooseTogether(items: readonly Approval[], { problems }: ItemPlans): Choice {
  const waiting = items.filter(isToBeApplied);
  const missing = items.filter(({ status }) => status !== 'APPROVED');
  if (problems.size === 0 && missing.length === 0) return { taking: waiting, returning: new Map() };
  const [first] = waiting;
  const returning = new Map(waiting.map((item) => [item, problems.get(item.id)]));
  // A server of a version that does not know sets may have returned one item alone.
  if (problems.size === 0 && first) returning.set(first, 'not all items of the change set are approved');
  return { taking: [], returning };
}

interface ChoosingReady {
  tenantId: string;
  items: readonly Approval[];
  /** Items that create what does not exist yet. */
  toCome: ReadonlyMap<string, Approval>;
  /** The one whose approval is handled. */
  own: Approval;
  plans: ItemPlans;
}

async function chooseReady(tx: Transaction, { tenantId, items, toCome, own, plans }: ChoosingReady): Promise<Choice> {
  const problem = plans.problems.get(own.id);
  if (problem !== undefined) return { taking: [], returning: new Map([[own, problem]]) };
  const candidates = items.filter((item) => isToBeApplied(item) && !plans.problems.has(item.id));
  const references = new Map(
    candidates.flatMap((item) => referencesOfItem(item).map((reference) => [textOfName(reference), reference])),
  );
  const found = await findEntitiesByName(tx.db, tenantId, [...references.values()]);
  // A deprecated entity whose name the set is to use again is not what is meant.
  const meant = found.filter((entity) => entity.status === 'ACTIVE' || !toCome.has(textOfName(entity)));
  const known = new Set(meant.map(textOfName));
  const taking = readyAmong(candidates, (name) => known.has(name));
  if (taking.includes(own)) return { taking, returning: new Map() };
  const lost = referencesOfItem(own).find((reference) => {
    const name = textOfName(reference);
    return !known.has(name) && !toCome.has(name);
  });
  if (!lost) return { taking: [], returning: new Map() };
  return { taking: [], returning: new Map([[own, `there is no ${lost.entityType} ${lost.canonicalKey}`]]) };
}

async function applyAll(
  tx: Transaction,
  {
    event,
    item,
    items,
    plans,
    actorIdCase,
    now,
  }: ApprovedItem & { set: ChangeSet; items: readonly Approval[]; plans: ItemPlans },
): Promise<void> {
  const applied = items.map((approval) => {
    const plan = plans.planned.get(approval.id);
    if (!plan) throw new Error(`there is no plan for ${approval.id}`);
    return { approval, ...plan };
  });
  await writeChanges(tx, applied);
  await recordItemsApplied(
    tx.db,
    applied.map(({ approval: { id }, entity }) => ({ id, entityId: entity.id, replacedById: entity.replacedById })),
    now,
  );
  await insertVersions(
    tx.db,
    applied.map(({ approval, entity }) => versionOf(approval, entity, now)),
  );
  await insertFollows(
    tx.db,
    applied.map(({ approval: { tenantId, requestedBy }, entity }) => {
      const actorId = normalizeActorId(requestedBy.actorId, actorIdCase);
      return { tenantId, actorId, entityId: entity.id, followedAt: now };
    }),
  );
  const replacements = await replacementsOf(tx, items);
  const { source, traceparent } = event;
  for (const { approval, entity } of applied) {
    const id = approval.id === item.id ? event.id : decisionEventId(approval);
    const cause = { id, source, traceparent, correlationId: correlationOf(approval) };
    const replacedBy = replacements.get(approval.id) ?? newReplacementOf(approval)?.canonicalKey;
    announceApplied(tx, { cause, approval, entity, now, replacedBy });
  }
}
