import type { Clock } from '../domain/clock.ts';
import type { ProfilingDecision } from '../domain/profiling/profiling-decision.ts';
import type { ProfilingTrigger } from '../domain/profiling/profiling-rules.ts';
import type { Actor } from '../events/schemas/vocabulary.ts';
import type { Logger } from '../logger.ts';
import { findEntity } from '../store/entities/entities.ts';
import type { StoredEventLog } from '../store/log/event-log.ts';
import type { StoredPolicies } from '../store/monitoring/stored-policies.ts';
import { clearDue } from '../store/profiling/due-marks.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { defineSubscriber, type EventHandler } from './event-subscriber.ts';
import { judgeEvents, type Judgement } from './judge-events.ts';

export interface ProfileSubscriberParts {
  unitOfWork: UnitOfWork;
  log: StoredEventLog;
  policies: Pick<StoredPolicies, 'within'>;
  clock: Clock;
  logger: Logger;
  /** Called with each decision, once it is committed. */
  onDecision?: (decision: ProfilingDecision) => void;
}

/** Judges what says that an entity, or its data, may have changed. */
export const profileSubscriber = defineSubscriber(
  {
    name: 'profile',
    types: ['metadata.profile.due', 'data.refreshed', 'metadata.approved'],
    boundMs: 30_000,
    retryLimit: 5,
    concurrency: 2,
  },
  judgingHandler,
);

/** Evaluates events that may lead to a profile, stores each result as a decision, and queues the profile runs. */
export function judgingHandler(parts: ProfileSubscriberParts): EventHandler<ProfilingTrigger['type']> {
  const { unitOfWork, log, policies, clock, logger, onDecision } = parts;

  function report(judgements: readonly Judgement[]): void {
    for (const { trigger, decisions } of judgements) {
      for (const decision of decisions) {
        const { id: eventId, payload } = trigger.event;
        const canonicalKey = 'canonicalKey' in payload ? payload.canonicalKey : undefined;
        logger.info({ ...decision, eventId, canonicalKey }, 'profiling decision');
        onDecision?.(decision);
      }
    }
  }

  return {
    async handle({ event, offset }) {
      const triggeredBy = triggerOf(event) ?? (await log.actorOf(event.tenantId, offset)) ?? SCHEDULER;
      const { judgements } = await unitOfWork.transaction((tx) =>
        judgeEvents(tx, [{ event, offset, triggeredBy }], { policies, now: clock(), waits: true }),
      );
      report(judgements);
    },
    async handleTogether(tx, deliveries) {
      const triggers = deliveries.map(({ event, offset, actor }) => {
        return { event, offset, triggeredBy: triggerOf(event) ?? actor ?? SCHEDULER };
      });
      const { judgements, left } = await judgeEvents(tx, triggers, { policies, now: clock(), waits: false });
      return {
        left,
        onCommitted() {
          report(judgements);
        },
      };
    },
    async onDeadLetter(tx, { tenantId, offset }) {
      // A due event that can never be evaluated must not keep the scheduler from reporting the entity again. The log's
      // own columns still name the entity of an event that cannot be read.
      const [entry] = await tx.log.at(tenantId, [offset]);
      const { type, entityType, canonicalKey } = entry?.facts ?? {};
      if (type !== 'metadata.profile.due' || !entityType || !canonicalKey) return undefined;
      const entity = await findEntity(tx.db, tenantId, entityType, canonicalKey);
      if (entity) await clearDue(tx.db, tenantId, entity.id);
      return undefined;
    },
  };
}

const SCHEDULER: Actor = { actorId: 'kernel.scheduler', actorType: 'SYSTEM' };

/** Who caused the event, if its payload says so. */
function triggerOf(event: ProfilingTrigger): Actor | undefined {
  switch (event.type) {
    case 'data.refreshed':
      return event.payload.triggeredBy;
    case 'metadata.approved':
    case 'kpi.approved':
      return event.payload.approvedBy;
    case 'metadata.changed':
      return event.payload.changedBy;
    case 'metadata.profile.due':
      return undefined;
  }
}
