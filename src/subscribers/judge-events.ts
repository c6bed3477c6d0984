import type { Entity } from '../domain/entities/entity.ts';
import { newId } from '../domain/ids.ts';
import { profilingPolicyOf } from '../domain/monitoring/monitoring-policy.ts';
import type { ProfilingDecision } from '../domain/profiling/profiling-decision.ts';
import type { ProfilingPolicy } from '../domain/profiling/profiling-policy.ts';
import {
  evaluate,
  evaluateUnboundDataset,
  evaluateUnboundRule,
  evaluateUnknownEntity,
  type Evaluation,
  type ProfilingTrigger,
} from '../domain/profiling/profiling-rules.ts';
import type { Actor } from '../events/schemas/vocabulary.ts';
import { type EventPlace, placeKey } from '../store/log/events-at.ts';
import type { StoredPolicies } from '../store/monitoring/stored-policies.ts';
import { findDecided, insertDecisions } from '../store/profiling/decisions.ts';
import { joinOrBeginAll } from '../store/profiling/profile-runs.ts';
import {
  clearDueOf,
  findTriggeredEntities,
  lockTriggeredEntities,
  type TriggeredEntity,
} from '../store/profiling/triggered-entities.ts';
import type { Transaction } from '../store/unit-of-work.ts';
import type { Delivery } from './event-subscriber.ts';
import { findTriggered } from './profiling/find-triggered.ts';
import { profileRunJob } from './profiling/run-jobs.ts';

export interface Trigger extends Delivery<ProfilingTrigger> {
  triggeredBy: Actor;
}

export interface Judgement {
  trigger: Trigger;
  decisions: readonly ProfilingDecision[];
}

export interface JudgeOptions {
  policies: Pick<StoredPolicies, 'within'>;
  now: Date;
  /** Whether to wait for entities that another transaction has locked. If not, their events are left. */
  waits: boolean;
}

interface Judging extends JudgeOptions {
  /** By tenant. */
  thresholds: ReadonlyMap<string, ProfilingPolicy>;
}

interface Subject extends TriggeredEntity {
  evaluation: Evaluation;
}

interface Case {
  trigger: Trigger;
  subjects: readonly Subject[];
}

/**
 * Evaluates events of any tenants in one transaction, in order: stores the decisions, and queues the profile runs. An
 * event that has been decided already has no judgement, and one that is left has none yet.
 */
export async function judgeEvents(
  tx: Transaction,
  triggers: readonly Trigger[],
  given: JudgeOptions,
): Promise<{ judgements: Judgement[]; left: Trigger[] }> {
  const decided = await findDecided(tx.db, triggers.map(placeOf));
  const open = triggers.filter((trigger) => !decided.has(placeKey(placeOf(trigger))));
  const options = { ...given, thresholds: await findThresholds(tx, open, given) };
  const { cases, left } = await settleCases(tx, await openCases(tx, open, options), options);
  await clearDueOf(
    tx.db,
    cases.filter(isDue).flatMap(({ subjects }) => subjects.map(({ entity }) => entity)),
  );
  const runs = await beginRuns(tx, cases, options);
  const judgements = cases.map(({ trigger, subjects }): Judgement => {
    if (subjects.length === 0) return { trigger, decisions: [decisionOf(trigger, aboutNone(trigger), options)] };
    return { trigger, decisions: subjects.map((subject) => decisionAbout(trigger, subject, runs, options)) };
  });
  const decisions = judgements.flatMap((judgement) => judgement.decisions);
  if ((await insertDecisions(tx.db, decisions)) < decisions.length) {
    throw new Error('another worker is evaluating the event');
  }
  return { judgements, left };
}

async function findThresholds(tx: Transaction, triggers: readonly Trigger[], { policies }: JudgeOptions) {
  const thresholds = new Map<string, ProfilingPolicy>();
  for (const tenantId of new Set(triggers.map(({ event }) => event.tenantId))) {
    thresholds.set(tenantId, profilingPolicyOf(await policies.within(tx.db).of(tenantId)));
  }
  return thresholds;
}

async function openCases(tx: Transaction, triggers: readonly Trigger[], options: Judging): Promise<Case[]> {
  const found = await findTriggered(
    tx.db,
    triggers.map(({ event }) => event),
  );
  return triggers.map((trigger, index) => {
    return { trigger, subjects: (found[index] ?? []).map((entity) => judge(trigger, entity, options)) };
  });
}

function judge({ event }: Trigger, found: TriggeredEntity, { thresholds, now }: Judging): Subject {
  const policy = thresholds.get(event.tenantId);
  if (!policy) throw new Error(`the policy of ${event.tenantId} was not read`);
  return { ...found, evaluation: evaluate(event, { ...found, policy, now }) };
}

/**
 * A run may have ended since the entity was read: there would be none to join, and a second profile for nothing. Once the
 * entity is locked, either its run can be joined, or the profile is there.
 */
async function settleCases(tx: Transaction, cases: readonly Case[], options: Judging) {
  const { waits } = options;
  const toLock = cases.flatMap((one) => one.subjects.filter((subject) => needsLock(one, subject)));
  const locked = await lockTriggeredEntities(
    tx.db,
    toLock.map(({ entity }) => entity),
    { waits },
  );
  const isHeld = (one: Case) =>
    !waits && one.subjects.some((subject) => needsLock(one, subject) && !locked.has(subject.entity.id));
  const outdated = toLock.filter(({ entity }) => {
    const lastProfileId = locked.get(entity.id) ?? null;
    return lastProfileId !== null && lastProfileId !== entity.lastProfileId;
  });
  const targets = outdated.map(({ entity }) => ({ tenantId: entity.tenantId, entityId: entity.id }));
  const read = targets.length > 0 ? (await findTriggeredEntities(tx.db, targets)).flat() : [];
  const fresh = new Map(read.map((one) => [one.entity.id, one]));
  return {
    cases: cases
      .filter((one) => !isHeld(one))
      .map(({ trigger, subjects }): Case => {
        const settled = subjects.map((subject) => {
          const again = subject.evaluation.profiled ? fresh.get(subject.entity.id) : undefined;
          return again ? judge(trigger, again, options) : subject;
        });
        return { trigger, subjects: settled };
      }),
    left: cases.filter(isHeld).map(({ trigger }) => trigger),
  };
}

function needsLock(one: Case, { evaluation }: Subject): boolean {
  return evaluation.profiled || isDue(one);
}

function isDue({ trigger }: Case): boolean {
  return trigger.event.type === 'metadata.profile.due';
}

interface Run {
  id: string;
  /** Undefined: it waited or ran already. */
  begunBy: Trigger | undefined;
}

/** The run of each entity that is to be profiled. */
async function beginRuns(tx: Transaction, cases: readonly Case[], { now }: JudgeOptions): Promise<Map<string, Run>> {
  const first = new Map<string, { trigger: Trigger; entity: Entity }>();
  for (const { trigger, subjects } of cases) {
    for (const { entity, evaluation } of subjects) {
      if (evaluation.profiled && !first.has(entity.id)) first.set(entity.id, { trigger, entity });
    }
  }
  const runs = await joinOrBeginAll(
    tx.db,
    Array.from(first.values(), ({ trigger: { offset, triggeredBy }, entity: { id, tenantId, entityType } }) => ({
      ...{ id: newId('RUN'), tenantId, entityType, entityId: id, status: 'waiting' as const },
      ...{ triggerOffset: offset, triggeredBy, createdAt: now, startedAt: null, finishedAt: null },
    })),
  );
  const found = new Map<string, Run>();
  for (const [entityId, { trigger, entity }] of first) {
    const run = runs.get(entityId);
    if (!run) throw new Error(`there is no run of ${entityId}`);
    if (run.isNew) tx.enqueue(profileRunJob(entity.tenantId, run.id, trigger.offset));
    found.set(entityId, { id: run.id, begunBy: run.isNew ? trigger : undefined });
  }
  return found;
}

function decisionAbout(
  trigger: Trigger,
  { entity, lastProfile, evaluation }: Subject,
  runs: ReadonlyMap<string, Run>,
  options: JudgeOptions,
): ProfilingDecision {
  const { id: entityId, entityType, tier } = entity;
  const run = evaluation.profiled ? runs.get(entityId) : undefined;
  const isJoined = run !== undefined && run.begunBy !== trigger;
  return {
    ...decisionOf(trigger, evaluation, options),
    ...{ entityType, entityId, tier, runId: run?.id ?? null },
    ...(isJoined && {
      explanation: `${evaluation.explanation} It joins the profile that is already waiting or running.`,
    }),
    lastProfileId: lastProfile ? entity.lastProfileId : null,
  };
}

/** As it is about no entity. */
function decisionOf({ event, offset }: Trigger, evaluation: Evaluation, { now }: JudgeOptions): ProfilingDecision {
  const { profiled, rule, explanation } = evaluation;
  return {
    ...{ id: newId('DECISION'), tenantId: event.tenantId, entityType: null, entityId: null, eventOffset: offset },
    ...{ profiled, rule, explanation, runId: null, decidedAt: now, tier: null, lastProfileId: null },
  };
}

function aboutNone({ event }: Trigger): Evaluation {
  switch (event.type) {
    case 'data.refreshed':
      return evaluateUnboundDataset(event);
    case 'metadata.changed':
      return evaluateUnboundRule(event);
    case 'metadata.profile.due':
    case 'metadata.approved':
    case 'kpi.approved':
      return evaluateUnknownEntity(event.payload.canonicalKey);
  }
}

function placeOf({ event, offset }: Trigger): EventPlace {
  return { tenantId: event.tenantId, offset };
}
