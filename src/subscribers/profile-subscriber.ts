import type { Clock } from '../domain/clock.ts';
import type { Entity } from '../domain/entities/entity.ts';
import { newId } from '../domain/ids.ts';
import type { Profile } from '../domain/profiling/profile.ts';
import type { ProfilingDecision } from '../domain/profiling/profiling-decision.ts';
import type { ProfilingPolicy } from '../domain/profiling/profiling-policy.ts';
import {
  evaluate,
  evaluateUnboundDataset,
  evaluateUnknownEntity,
  type Evaluation,
  type ProfilingTrigger,
} from '../domain/profiling/profiling-rules.ts';
import type { Actor } from '../events/schemas/vocabulary.ts';
import type { Logger } from '../logger.ts';
import { findEntitiesById, findEntitiesOfDataset, findEntity, lockEntity } from '../store/entities/entities.ts';
import type { StoredEventLog } from '../store/log/event-log.ts';
import { insertDecision, isDecided } from '../store/profiling/decisions.ts';
import { clearDue } from '../store/profiling/due-marks.ts';
import { joinOrBegin } from '../store/profiling/profile-runs.ts';
import { findProfilesById } from '../store/profiling/profiles.ts';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.ts';
import { defineSubscriber, type Delivery, type EventHandler } from './event-subscriber.ts';
import { profileRunJob } from './profiling/run-jobs.ts';

export interface ProfileSubscriberParts {
  unitOfWork: UnitOfWork;
  log: StoredEventLog;
  policy: ProfilingPolicy;
  clock: Clock;
  logger: Logger;
  /** Called with each decision, once it is committed. */
  onDecision?: (decision: ProfilingDecision) => void;
}

/** Evaluates events that may lead to a profile, stores each result as a decision, and queues the profile runs. */
export const profileSubscriber = defineSubscriber(
  {
    name: 'profile',
    types: ['metadata.profile.due', 'data.refreshed', 'metadata.approved'],
    boundMs: 30_000,
    retryLimit: 5,
    concurrency: 2,
  },
  createHandler,
);

function createHandler(parts: ProfileSubscriberParts): EventHandler<ProfilingTrigger['type']> {
  const { unitOfWork, log, policy, clock, logger, onDecision } = parts;

  async function evaluateAll(
    tx: Transaction,
    { event, offset }: Delivery<ProfilingTrigger>,
    triggeredBy: Actor,
  ): Promise<ProfilingDecision[]> {
    const { tenantId } = event;
    // In one order, so that two evaluations that lock some of them cannot deadlock.
    const entities = (await entitiesOf(tx, event)).sort((one, other) => (one.id < other.id ? -1 : 1));
    const profileIds = entities.flatMap(({ lastProfileId }) => (lastProfileId === null ? [] : [lastProfileId]));
    const profiles = await findProfilesById(tx.db, tenantId, profileIds);
    const lastProfiles = new Map(profiles.map((profile) => [profile.entityId, profile]));
    const now = clock();
    const decisions: ProfilingDecision[] = [];

    async function keep(entity: Entity | null, lastProfile: Profile | null, evaluation: Evaluation): Promise<void> {
      const { profiled, rule } = evaluation;
      let { explanation } = evaluation;
      let runId: string | null = null;
      if (entity && profiled) {
        const run = await joinOrBegin(tx.db, {
          id: newId('RUN'),
          tenantId,
          entityType: entity.entityType,
          entityId: entity.id,
          status: 'waiting',
          triggerOffset: offset,
          triggeredBy,
          createdAt: now,
          startedAt: null,
          finishedAt: null,
        });
        runId = run.id;
        if (run.isNew) tx.enqueue(profileRunJob(tenantId, run.id, offset));
        else explanation += ' It joins the profile that is already waiting or running.';
      }
      const decision = {
        id: newId('DECISION'),
        tenantId,
        entityType: entity?.entityType ?? null,
        entityId: entity?.id ?? null,
        eventOffset: offset,
        profiled,
        rule,
        explanation,
        runId,
        decidedAt: now,
        tier: entity?.tier ?? null,
        lastProfileId: lastProfile?.id ?? null,
      };
      if (!(await insertDecision(tx.db, decision))) throw new Error('another worker is evaluating the event');
      decisions.push(decision);
      logger.info({ ...decision, eventId: event.id, canonicalKey: entity?.canonicalKey }, 'profiling decision');
    }

    for (const found of entities) {
      if (event.type === 'metadata.profile.due') await clearDue(tx.db, tenantId, found.id);
      let entity = found;
      let lastProfile = lastProfiles.get(found.id) ?? null;
      let evaluation = evaluate(event, { entity, lastProfile, policy, now });
      // A run may have ended since the entity was read: there would be none to join, and a second profile for nothing.
      // Once the entity is locked, either its run can be joined, or the profile is there.
      const locked = evaluation.profiled ? await lockEntity(tx.db, tenantId, found.id) : undefined;
      if (locked && locked.lastProfileId !== null && locked.lastProfileId !== found.lastProfileId) {
        entity = locked;
        [lastProfile = null] = await findProfilesById(tx.db, tenantId, [locked.lastProfileId]);
        evaluation = evaluate(event, { entity, lastProfile, policy, now });
      }
      await keep(entity, lastProfile, evaluation);
    }
    if (entities.length === 0) {
      await keep(
        null,
        null,
        event.type === 'data.refreshed'
          ? evaluateUnboundDataset(event)
          : evaluateUnknownEntity(event.payload.canonicalKey),
      );
    }
    return decisions;
  }

  return {
    async handle(delivery) {
      const { event, offset } = delivery;
      const triggeredBy = triggerOf(event) ?? (await log.actorOf(event.tenantId, offset)) ?? SCHEDULER;
      const decisions = await unitOfWork.transaction(async (tx) =>
        (await isDecided(tx.db, event.tenantId, offset)) ? [] : evaluateAll(tx, delivery, triggeredBy),
      );
      for (const decision of decisions) onDecision?.(decision);
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
      return event.payload.approvedBy;
    case 'metadata.profile.due':
      return undefined;
  }
}

function entitiesOf(tx: Transaction, event: ProfilingTrigger): Promise<Entity[]> {
  if (event.type !== 'data.refreshed') return findEntitiesById(tx.db, event.tenantId, [event.payload.entityId]);
  const { entityUrn, service } = event.payload;
  return findEntitiesOfDataset(tx.db, event.tenantId, { urn: entityUrn, ...service });
}
