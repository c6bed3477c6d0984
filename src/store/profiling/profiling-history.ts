import { and, asc, desc, eq, gte, inArray, isNotNull, lt } from 'drizzle-orm';

import type { Entity } from '../../domain/entities/entity.ts';
import { isProfilingRule, PROFILING_TRIGGERS, type ProfilingTrigger } from '../../domain/profiling/profiling-rules.ts';
import type {
  EntityHistory,
  EntityState,
  RecordedDecision,
  RecordedProfile,
} from '../../domain/profiling/simulation/profiling-history.ts';
import { HOUR_MS } from '../../domain/time-units.ts';
import type { Event } from '../../events/schemas/catalogue.ts';
import { type Db, drizzleOn } from '../database/drizzle.ts';
import type { Sql } from '../database/sql.ts';
import { mdmEntity } from '../entities/tables.ts';
import type { StoredEventLog } from '../log/event-log.ts';
import { findDecidedEvents } from './decided-events.ts';
import { findPastStreaks, findRunErrors } from './past-streaks.ts';
import { findRunEnds } from './profile-runs.ts';
import { findStateChanges, statesOf } from './state-changes.ts';
import { mdmProfile, profilingDecision } from './tables.ts';

export interface Span {
  from: Date;
  to: Date;
}

/** How long after the end of the period its decisions and profiles are read. */
const MARGIN_MS = HOUR_MS;
/** Events that one statement reads. */
const EVENTS_AT_A_TIME = 500;

/** What happened to each of these entities of a tenant in the period. */
export async function findHistories(
  parts: { database: Sql; log: StoredEventLog },
  tenantId: string,
  { entities, from, to }: Span & { entities: readonly Entity[] },
): Promise<EntityHistory[]> {
  if (entities.length === 0) return [];
  const db = drizzleOn(parts.database);
  const ids = entities.map(({ id }) => id);
  const span = { from, to: new Date(to.getTime() + MARGIN_MS) };
  const changes = await findStateChanges(db, tenantId, ids, from);
  const decisions = await findDecisions(db, tenantId, ids, span);
  const openRuns = await findLastRuns(db, tenantId, ids, from);
  const profiles = await findProfiles(db, tenantId, ids, span);
  const runIds = [...new Set([...openRuns.values(), ...decisions.flatMap(({ runId }) => runId ?? [])])];
  const runEndsMs = await findRunEnds(db, tenantId, runIds);
  const runErrors = await findRunErrors(db, tenantId, runIds);
  const streaks = await findPastStreaks(db, tenantId, ids, from);
  const events = await findTriggers(parts, tenantId, [...new Set(decisions.map(({ eventOffset }) => eventOffset))]);
  const dueSince = await findDueMarks(db, entities);
  const numbers = new Map(profiles.map(({ id, number }) => [id, number]));

  const decisionsOf = groupByEntity(decisions);
  const profilesOf = groupByEntity(profiles);
  const changesOf = groupByEntity(changes);
  return entities.map((entity) => {
    const states = statesOf(entity, changesOf.get(entity.id) ?? []);
    const openRunId = openRuns.get(entity.id);
    return {
      canonicalKey: entity.canonicalKey,
      createdAtMs: entity.createdAt.getTime(),
      // A deprecation is the last change of an entity.
      activeUntilMs: entity.status === 'ACTIVE' ? Infinity : entity.updatedAt.getTime(),
      states,
      dueSinceMs: dueSince.get(entity.id) ?? null,
      decisions: (decisionsOf.get(entity.id) ?? []).flatMap((row) =>
        toDecision(row, { event: events.get(row.eventOffset) ?? null, numbers, states }),
      ),
      profiles: (profilesOf.get(entity.id) ?? []).map(toProfile),
      runEndsMs,
      runErrors,
      failingBefore: streaks.get(entity.id) ?? null,
      openRunId: openRunId !== undefined && (runEndsMs.get(openRunId) ?? 0) >= from.getTime() ? openRunId : null,
    };
  });
}

type DecisionRow = Awaited<ReturnType<typeof findDecisions>>[number];
type ProfileRow = Awaited<ReturnType<typeof findProfiles>>[number];

async function findDecisions(db: Db, tenantId: string, entityIds: readonly string[], { from, to }: Span) {
  const { entityId, decidedAt, eventOffset } = profilingDecision;
  const rows = await db
    .select({
      entityId,
      decidedAt,
      eventOffset,
      profiled: profilingDecision.profiled,
      rule: profilingDecision.rule,
      runId: profilingDecision.runId,
      tier: profilingDecision.tier,
      lastProfileId: profilingDecision.lastProfileId,
    })
    .from(profilingDecision)
    .where(
      and(
        eq(profilingDecision.tenantId, tenantId),
        inArray(entityId, [...entityIds]),
        gte(decidedAt, from),
        lt(decidedAt, to),
      ),
    )
    .orderBy(asc(decidedAt), asc(eventOffset));
  return rows.flatMap(({ entityId, ...row }) => (entityId === null ? [] : [{ entityId, ...row }]));
}

/** The run to which each entity's last decision before a time led. */
async function findLastRuns(db: Db, tenantId: string, entityIds: readonly string[], before: Date) {
  const { entityId, runId, decidedAt, eventOffset } = profilingDecision;
  const rows = await db
    .selectDistinctOn([entityId], { entityId, runId })
    .from(profilingDecision)
    .where(
      and(
        eq(profilingDecision.tenantId, tenantId),
        inArray(entityId, [...entityIds]),
        isNotNull(runId),
        lt(decidedAt, before),
      ),
    )
    .orderBy(asc(entityId), desc(eventOffset));
  return new Map(
    rows.flatMap(({ entityId, runId }) => (entityId !== null && runId !== null ? [[entityId, runId] as const] : [])),
  );
}

const PROFILE_COLUMNS = {
  id: mdmProfile.id,
  entityId: mdmProfile.entityId,
  number: mdmProfile.number,
  runId: mdmProfile.runId,
  createdAt: mdmProfile.createdAt,
  rowCount: mdmProfile.rowCount,
  durationSeconds: mdmProfile.durationSeconds,
};

/** By number: those of the period, and the last one before it. */
async function findProfiles(db: Db, tenantId: string, entityIds: readonly string[], { from, to }: Span) {
  const ofEntities = and(eq(mdmProfile.tenantId, tenantId), inArray(mdmProfile.entityId, [...entityIds]));
  const before = await db
    .selectDistinctOn([mdmProfile.entityId], PROFILE_COLUMNS)
    .from(mdmProfile)
    .where(and(ofEntities, lt(mdmProfile.createdAt, from)))
    .orderBy(asc(mdmProfile.entityId), desc(mdmProfile.number));
  const within = await db
    .select(PROFILE_COLUMNS)
    .from(mdmProfile)
    .where(and(ofEntities, gte(mdmProfile.createdAt, from), lt(mdmProfile.createdAt, to)))
    .orderBy(asc(mdmProfile.number));
  return [...before, ...within];
}

async function findDueMarks(db: Db, entities: readonly Entity[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: mdmEntity.id, dueSince: mdmEntity.dueSince })
    .from(mdmEntity)
    .where(
      and(
        inArray(mdmEntity.entityType, [...new Set(entities.map(({ entityType }) => entityType))]),
        inArray(
          mdmEntity.id,
          entities.map(({ id }) => id),
        ),
        isNotNull(mdmEntity.dueSince),
      ),
    );
  return new Map(rows.flatMap(({ id, dueSince }) => (dueSince ? [[id, dueSince.getTime()] as const] : [])));
}

/** Events that can no longer be read are left out. */
async function findTriggers(
  parts: { database: Sql; log: StoredEventLog },
  tenantId: string,
  offsets: readonly number[],
): Promise<Map<number, ProfilingTrigger>> {
  const triggers = new Map<number, ProfilingTrigger>();
  for (let start = 0; start < offsets.length; start += EVENTS_AT_A_TIME) {
    const page = await findDecidedEvents(parts, tenantId, offsets.slice(start, start + EVENTS_AT_A_TIME));
    for (const { offset, event } of page) if (event && isTrigger(event)) triggers.set(offset, event);
  }
  return triggers;
}

function isTrigger(event: Event): event is ProfilingTrigger {
  return PROFILING_TRIGGERS.some((type) => type === event.type);
}

function toDecision(
  row: DecisionRow,
  of: { event: ProfilingTrigger | null; numbers: ReadonlyMap<string, number>; states: readonly EntityState[] },
): RecordedDecision[] {
  const { decidedAt, eventOffset, profiled, rule, runId, tier, lastProfileId } = row;
  if (!isProfilingRule(rule)) return [];
  const decidedAtMs = decidedAt.getTime();
  const tierThen = of.states.findLast(({ fromMs }) => fromMs <= decidedAtMs)?.tier;
  const comparedWith = lastProfileId === null ? (tier === null ? undefined : null) : of.numbers.get(lastProfileId);
  return [
    {
      decidedAtMs,
      eventOffset,
      event: of.event,
      profiled,
      rule,
      runId,
      tier: tier ?? tierThen ?? 'tier5',
      comparedWith,
    },
  ];
}

function toProfile({ number, runId, createdAt, rowCount, durationSeconds }: ProfileRow): RecordedProfile {
  return { number, runId, createdAtMs: createdAt.getTime(), rowCount, durationMs: durationSeconds * 1000 };
}

function groupByEntity<T extends { entityId: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.entityId);
    if (group) group.push(item);
    else groups.set(item.entityId, [item]);
  }
  return groups;
}
