import { type ActorIdCase, normalizeActorId } from '../domain/actor-id.ts';
import type { Approval } from '../domain/approvals/approval.ts';
import type { Clock } from '../domain/clock.ts';
import type { Event } from '../events/schemas/catalogue.ts';
import {
  findApproval,
  findOpenApproval,
  lockApproval,
  recordApplied,
  reopenApproval,
} from '../store/approvals/approvals.ts';
import { insertVersions } from '../store/entities/entity-versions.ts';
import { insertFollow } from '../store/notifications/follows.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { announceApplied, planChange, replacementsOf, versionOf, writeChange } from './applying/apply-approved.ts';
import { applyItem } from './applying/apply-change-set.ts';
import { returnFailedItem } from './applying/return-items.ts';
import { defineSubscriber } from './event-subscriber.ts';
import { PermanentError } from './job-handler.ts';

export interface ApprovalSubscriberParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
  actorIdCase: ActorIdCase;
}

/** Applies an approved change to its entity, exactly once, and announces it. */
export const approvalSubscriber = defineSubscriber(
  { name: 'approval', types: ['approval.approved'], boundMs: 30_000, retryLimit: 5, concurrency: 2 },
  ({ unitOfWork, clock, actorIdCase }: ApprovalSubscriberParts) => ({
    async handle({ event, offset }) {
      await unitOfWork.transaction(async (tx) => {
        const found = await findApproval(tx.db, event.tenantId, event.payload.approvalId);
        if (!found) throw new PermanentError(`there is no approval ${event.payload.approvalId}`);
        if (found.appliedAt) return;
        if (found.changeSetId !== null) {
          await applyItem(tx, { event, offset, item: found, actorIdCase, now: clock() });
          return;
        }
        const approval = await lockApproval(tx.db, event.tenantId, found.id);
        if (!approval || approval.appliedAt) return;
        // The request may have returned to the approvers and been decided again: this event is not that decision.
        if (approval.status !== 'APPROVED' || approval.decidedAt?.toISOString() !== event.payload.approvedAt) {
          throw new PermanentError(
            `approval ${approval.id} is no longer approved by this event; check the status of the request`,
          );
        }
        const now = clock();
        const planned = await planChange(tx, approval, now);
        const { entity } = planned;
        await writeChange(tx, planned);
        await recordApplied(tx.db, approval.id, { entityId: entity.id, appliedAt: now });
        await insertVersions(tx.db, [versionOf(approval, entity, now)]);
        // Requesters follow the entity, to learn what becomes of it, until they unfollow it.
        const actorId = normalizeActorId(approval.requestedBy.actorId, actorIdCase);
        await insertFollow(tx.db, { tenantId: event.tenantId, actorId, entityId: entity.id, followedAt: now });
        const replacedBy = (await replacementsOf(tx, [approval])).get(approval.id);
        announceApplied(tx, { cause: event, approval, entity, now, replacedBy });
      });
    },
    async onDeadLetter(tx, { tenantId, offset }) {
      // The change did not take effect and blocks others: it returns to the approvers, who can decide again.
      const [entry] = await tx.log.at(tenantId, [offset]);
      const { entityType, canonicalKey } = entry?.facts ?? {};
      if (!entityType || !canonicalKey) return;
      const open = await findOpenApproval(tx.db, tenantId, entityType, canonicalKey);
      if (open?.status !== 'APPROVED' || isOtherDecision(open, entry?.event)) return;
      if (open.changeSetId !== null) {
        if (!(await returnFailedItem(tx, open))) return;
      } else if (!(await reopenApproval(tx, open))) return;
      return {
        instead: `The request ${open.id} returned to the approvers. The change takes effect when it is approved again.`,
      };
    },
  }),
);

/** Whether it was not this event that approved the request. An event that cannot be read is assumed to be the one. */
function isOtherDecision({ id, decidedAt }: Approval, event: Event | null | undefined): boolean {
  if (event?.type !== 'approval.approved') return false;
  return event.payload.approvalId !== id || event.payload.approvedAt !== decidedAt?.toISOString();
}
