import type { Clock } from '../../domain/clock.ts';
import { groupBy } from '../../domain/group-by.ts';
import { judgeFailure } from '../../domain/incidents/conditions/judge-failure.ts';
import { fine } from '../../domain/incidents/conditions/verdict.ts';
import { ENDED } from '../../domain/incidents/judging/incident-progress.ts';
import { judgeDrop } from '../../domain/incidents/judging/judge-drop.ts';
import { isExcluded } from '../../domain/monitoring/is-excluded.ts';
import type { MonitoringPolicies, MonitoringPolicy } from '../../domain/monitoring/monitoring-policy.ts';
import type { EventOf } from '../../events/schemas/catalogue.ts';
import type { Logger } from '../../logger.ts';
import { findEntitiesById } from '../../store/entities/entities.ts';
import { applyVerdicts, type Finding, type IncidentNews, type Sight } from '../../store/incidents/apply-verdicts.ts';
import { findLastIncidents } from '../../store/incidents/open-incidents.ts';
import { findBoundSince, isOfBinding } from '../../store/incidents/watch/compared-profiles.ts';
import { holdWatch, saveWatch } from '../../store/incidents/watch/incident-watch.ts';
import { isCovered } from '../../store/incidents/watch/watched-entities.ts';
import { findProfileByNumber, findProfilesById } from '../../store/profiling/profiles.ts';
import type { Transaction, UnitOfWork } from '../../store/unit-of-work.ts';
import { defineSubscriber, type Delivery, type EventHandler } from '../event-subscriber.ts';
import { judgeProfile } from './judge-profile.ts';
import { noteRefreshes } from './note-refreshes.ts';

export interface IncidentSubscriberParts {
  unitOfWork: UnitOfWork;
  policies: MonitoringPolicies;
  clock: Clock;
  logger: Logger;
  /** Called with what became of incidents, once it is committed. */
  onIncident?: (news: IncidentNews) => void;
}

type Judged = EventOf<'metadata.profile.completed' | 'metadata.profile.failed' | 'data.quality.degraded'>;

/**
 * Opens, grows and resolves incidents by what profiles and refreshes show. Events about one entity are judged one at a
 * time, each once, and one that is older than what was judged last changes nothing, whatever the order of their jobs.
 */
export const incidentSubscriber = defineSubscriber(
  {
    name: 'incident',
    types: ['metadata.profile.completed', 'metadata.profile.failed', 'data.quality.degraded', 'data.refreshed'],
    boundMs: 30_000,
    retryLimit: 5,
    concurrency: 2,
  },
  createHandler,
);

function createHandler(parts: IncidentSubscriberParts): EventHandler<Judged['type'] | 'data.refreshed'> {
  const { unitOfWork, policies, clock, logger, onIncident } = parts;

  function report(tenantId: string, news: readonly IncidentNews[]): void {
    for (const one of news) {
      logger.info({ ...one, tenantId }, one.kind === 'OPENED' ? 'incident opened' : 'incident resolved');
      onIncident?.(one);
    }
  }

  return {
    async handle(delivery) {
      const { event, offset } = delivery;
      const { tenantId } = event;
      // Before the transaction: the embedded store has one connection.
      const policy = await policies.of(tenantId);
      const news = await unitOfWork.transaction((tx) =>
        event.type === 'data.refreshed'
          ? noteRefreshes(tx, [{ event, offset }], clock())
          : judge(tx, { event, offset }, policy),
      );
      report(tenantId, news);
    },
    async handleTogether(tx, deliveries) {
      const refreshes = deliveries.flatMap(({ event, offset }) =>
        event.type === 'data.refreshed' ? [{ event, offset }] : [],
      );
      const byTenant = groupBy(refreshes, ({ event }) => event.tenantId);
      const news = new Map<string, IncidentNews[]>();
      for (const [tenantId, ofTenant] of [...byTenant].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
        news.set(tenantId, await noteRefreshes(tx, ofTenant, clock()));
      }
      return {
        left: deliveries.filter(({ event }) => event.type !== 'data.refreshed'),
        onCommitted() {
          for (const [tenantId, ofTenant] of news) report(tenantId, ofTenant);
        },
      };
    },
  };
}

async function judge(
  tx: Transaction,
  { event, offset }: Delivery<Judged>,
  policy: MonitoringPolicy,
): Promise<IncidentNews[]> {
  const { tenantId, payload } = event;
  if (!(await exists(tx, tenantId, payload.entityId))) return [];
  const watch = await holdWatch(tx.db, tenantId, payload.entityId);
  // Only now: another event about it may have been judged meanwhile, and the entity changed.
  const [entity] = await findEntitiesById(tx.db, tenantId, [payload.entityId]);
  if (!entity) return [];
  const at = new Date(event.createdAt);
  const sight: Sight = {
    at,
    profileId: 'profileId' in payload ? payload.profileId : null,
    event: { id: event.id, offset, correlationId: event.correlationId },
  };
  const finding: Omit<Finding, 'verdicts'> = {
    ...{ entity, sight, isExcluded: isExcluded(policy, entity.tier, at) },
    ...((await isCovered(tx.db, entity)) && { endedBecause: ENDED.covered }),
  };
  const subject = { tx, watch, finding, offset, policy };
  switch (event.type) {
    case 'metadata.profile.completed':
      return judgeCompleted(subject, event);
    case 'metadata.profile.failed':
      return judgeFailed(subject, event);
    case 'data.quality.degraded':
      return judgeDegraded(subject, event);
  }
}

/** An event can be reported about anything; only entities have incidents. */
async function exists(tx: Transaction, tenantId: string, entityId: string): Promise<boolean> {
  return (await findEntitiesById(tx.db, tenantId, [entityId], new Set(['id']))).length > 0;
}

interface Subject {
  tx: Transaction;
  watch: Awaited<ReturnType<typeof holdWatch>>;
  finding: Omit<Finding, 'verdicts'>;
  offset: number;
  policy: MonitoringPolicy;
}

async function judgeCompleted(
  { tx, watch, finding, offset, policy }: Subject,
  { tenantId, payload: { profileId } }: EventOf<'metadata.profile.completed'>,
): Promise<IncidentNews[]> {
  const { entity } = finding;
  const [profile] = await findProfilesById(tx.db, tenantId, [profileId]);
  if (!profile) return [];
  const boundSince = await findBoundSince(tx.db, tenantId, entity.id);
  const isLater = offset > watch.outcomeOffset;
  const known = { ...watch, outcomeOffset: Math.max(offset, watch.outcomeOffset) };
  const completed = isLater ? { PROFILE_FAILED: fine('A profile was completed.') } : {};
  const isJudged =
    profile.number > watch.profileNumber && entity.dataset && (await isOfBinding(tx.db, profile, boundSince));
  if (!isJudged) {
    await saveWatch(tx.db, known);
    return isLater ? applyVerdicts(tx, tenantId, [{ ...finding, verdicts: completed }]) : [];
  }
  const tierPolicy = policy.tiers[entity.tier];
  const judged = await judgeProfile(tx.db, { profile, entity, watch: known, policy: tierPolicy, boundSince });
  await saveWatch(tx.db, {
    ...judged.watch,
    // What is opened keeps its own reference.
    ...(!finding.isExcluded && { pendingScore: null }),
  });
  return applyVerdicts(tx, tenantId, [{ ...finding, verdicts: { ...judged.verdicts, ...completed } }]);
}

async function judgeFailed(
  { tx, watch, finding, offset }: Subject,
  { tenantId, payload }: EventOf<'metadata.profile.failed'>,
): Promise<IncidentNews[]> {
  if (offset <= watch.outcomeOffset) return [];
  await saveWatch(tx.db, { ...watch, outcomeOffset: offset });
  return applyVerdicts(tx, tenantId, [{ ...finding, verdicts: { PROFILE_FAILED: judgeFailure(payload) } }]);
}

/** The drop counts if it is of the latest profile, or if that one has not recovered either. */
async function judgeDegraded(
  { tx, watch, finding, policy }: Subject,
  { tenantId, payload }: EventOf<'data.quality.degraded'>,
): Promise<IncidentNews[]> {
  const { entity, sight } = finding;
  const boundSince = await findBoundSince(tx.db, tenantId, entity.id);
  const [dropped] = await findProfilesById(tx.db, tenantId, [payload.profileId]);
  if (!dropped) return [];
  if (!(await isOfBinding(tx.db, dropped, boundSince))) return [];
  const last = (await findLastIncidents(tx.db, tenantId, entity.id, boundSince)).get('SCORE');
  const [shown] = last?.profileId ? await findProfilesById(tx.db, tenantId, [last.profileId], NUMBER) : [];
  // This drop, or a later profile, has opened it or was seen by it: the event is delivered again, or late.
  if (shown && shown.number >= dropped.number) return [];
  const newest = Math.max(watch.profileNumber, entity.profileCount);
  const later = newest > dropped.number ? await findProfileByNumber(tx.db, tenantId, entity.id, newest) : undefined;
  const latest = later ?? dropped;
  const { previousScore, dropPercent } = payload;
  const score = judgeDrop({
    ...{ previousScore, dropPercent, score: latest.qualityScore, isLatest: !later, name: entity.canonicalKey },
    policy: policy.tiers[entity.tier],
  });
  if (score.kind !== 'TROUBLE') return [];
  if (finding.isExcluded) await saveWatch(tx.db, { ...watch, pendingScore: previousScore });
  return applyVerdicts(tx, tenantId, [
    { ...finding, sight: { ...sight, profileId: latest.id }, verdicts: { SCORE: score } },
  ]);
}

const NUMBER: ReadonlySet<string> = new Set(['number']);
