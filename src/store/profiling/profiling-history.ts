import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';

import type { Entity, FieldChange } from '../../domain/entities/entity.ts';
import type {
  EntityHistory,
  EntityState,
  RecordedDecision,
  RecordedProfile,
} from '../../domain/profiling/profiling-history.ts';
import { PROFILING_RULES, type ProfilingRule, type ProfilingTrigger } from '../../domain/profiling/profiling-rules.ts';
import { HOUR_MS } from '../../domain/time-units.ts';
import type { Event } from '../../events/schemas/catalogue.ts';
import { type Tier, tierSchema } from '../../events/schemas/vocabulary.ts';
import { type Db, drizzleOn } from '../database/drizzle.ts';
import type { Sql } from '../database/sql.ts';
import { entityVersion } from '../entities/tables.ts';
import { mdmEntity } from '../entities/tables.ts';
import type { StoredEventLog } from '../log/event-log.ts';
import { findJudgedEvents } from './judged-events.ts';
import { mdmProfile, profileRun, profilingDecision } from './tables.ts';

export interface Span {
  from: Date;
  to: Date;
}

/** Judgements and profiles of events from within the span are read up to so long after its end. */
const MARGIN_MS = HOUR_MS;
/** Events that one statement reads. */
const EVENTS_AT_A_TIME = 500;

/** How many decisions a tenant has in the span, about entities and about none. */
export async function countDecisions(db: Db, tenantId: string, { from, to }: Span) {
  const { decidedAt, entityId, rule } = profilingDecision;
  const where = and(eq(profilingDecision.tenantId, tenantId), gte(decidedAt, from), lt(decidedAt, to));
  const [all] = await db.select({ count: count() }).from(profilingDecision).where(where);
  const aboutNone = await db
    .select({ rule, count: count() })
    .from(profilingDecision)
    .where(and(where, isNull(entityId)))
    .groupBy(rule);
  return {
    count: all?.count ?? 0,
    aboutNone: aboutNone.flatMap(({ rule, count }) => (isRule(rule) ? [{ rule, count }] : [])),
  };
}

/** What a change, by an approval or an import, changed of what the scheduler looks at. */
export interface StateChange {
  entityId: string;
  changedAt: Date;
  /** Of the fields that the scheduler looks at. */
  diff: FieldChange[];
}

const WATCHED_FIELDS = ['tier', 'dataset.table'];

/** The changes of these entities' tiers and datasets since a time, newest first. */
export async function findStateChanges(
  db: Db,
  tenantId: string,
  entityIds: readonly string[],
  since: Date,
): Promise<StateChange[]> {
  const touches = (field: string) => sql`${entityVersion.diff} @> ${JSON.stringify([{ field }])}::jsonb`;
  const { entityId, changedAt } = entityVersion;
  // A text that was changed may be long, and there may be many.
  const diff = sql`(SELECT jsonb_agg(change) FROM jsonb_array_elements(${entityVersion.diff}) AS change
    WHERE change->>'field' = ANY(${sql.param(WATCHED_FIELDS)}::text[]))`.mapWith(entityVersion.diff);
  return (
    db
      .select({ entityId, changedAt, diff })
      .from(entityVersion)
      .where(
        and(
          eq(entityVersion.tenantId, tenantId),
          inArray(entityId, [...entityIds]),
          eq(entityVersion.kind, 'UPDATE'),
          gte(changedAt, since),
          or(...WATCHED_FIELDS.map(touches)),
        ),
      )
      // Several may be of one moment.
      .orderBy(desc(changedAt), desc(entityVersion.version))
  );
}

/** What happened to each of these entities of a tenant in the span. */
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
  const runEndsMs = await findRunEnds(db, tenantId, [
    ...new Set([...openRuns.values(), ...decisions.flatMap(({ runId }) => runId ?? [])]),
  ]);
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
      // A deprecation is the last change that an entity sees.
      activeUntilMs: entity.status === 'ACTIVE' ? Infinity : entity.updatedAt.getTime(),
      states,
      dueSinceMs: dueSince.get(entity.id) ?? null,
      decisions: (decisionsOf.get(entity.id) ?? []).flatMap((row) =>
        toDecision(row, { event: events.get(row.eventOffset) ?? null, numbers, states }),
      ),
      profiles: (profilesOf.get(entity.id) ?? []).map(toProfile),
      runEndsMs,
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

/** The run that each entity's last decision before a time has led to. */
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

/** By number: those of the span, and the last one before it. */
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

/** A page of entities may have more runs than a statement has parameters. */
export async function findRunEnds(db: Db, tenantId: string, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: profileRun.id, finishedAt: profileRun.finishedAt })
    .from(profileRun)
    .where(and(eq(profileRun.tenantId, tenantId), sql`${profileRun.id} = ANY(${sql.param(ids)}::text[])`));
  return new Map(rows.map(({ id, finishedAt }) => [id, finishedAt?.getTime() ?? Infinity]));
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

/** Those that cannot be read any more are left out. */
async function findTriggers(
  parts: { database: Sql; log: StoredEventLog },
  tenantId: string,
  offsets: readonly number[],
): Promise<Map<number, ProfilingTrigger>> {
  const triggers = new Map<number, ProfilingTrigger>();
  for (let start = 0; start < offsets.length; start += EVENTS_AT_A_TIME) {
    const page = await findJudgedEvents(parts, tenantId, offsets.slice(start, start + EVENTS_AT_A_TIME));
    for (const { offset, event } of page) if (event && isTrigger(event)) triggers.set(offset, event);
  }
  return triggers;
}

function isTrigger(event: Event): event is ProfilingTrigger {
  return event.type === 'metadata.profile.due' || event.type === 'data.refreshed' || event.type === 'metadata.approved';
}

function isRule(rule: string): rule is ProfilingRule {
  return PROFILING_RULES.some((known) => known === rule);
}

/** What the entity was, back to before the first of its changes: each change tells what was there before it. */
function statesOf({ tier, dataset }: Entity, newestFirst: readonly StateChange[]): EntityState[] {
  const states: EntityState[] = [];
  let state = { tier, isMeasurable: dataset !== null };
  for (const { changedAt, diff } of newestFirst) {
    states.unshift({ fromMs: changedAt.getTime(), ...state });
    const before = (field: string) => diff.find((change) => change.field === field)?.before;
    const table = before('dataset.table');
    state = {
      tier: tierBefore(before('tier')) ?? state.tier,
      isMeasurable: table === undefined ? state.isMeasurable : table !== null,
    };
  }
  return [{ fromMs: -Infinity, ...state }, ...states];
}

function tierBefore(json: string | null | undefined): Tier | undefined {
  return json == null ? undefined : tierSchema.safeParse(JSON.parse(json)).data;
}

function toDecision(
  row: DecisionRow,
  of: { event: ProfilingTrigger | null; numbers: ReadonlyMap<string, number>; states: readonly EntityState[] },
): RecordedDecision[] {
  const { decidedAt, eventOffset, profiled, rule, runId, tier, lastProfileId } = row;
  if (!isRule(rule)) return [];
  const decidedAtMs = decidedAt.getTime();
  const tierThen = of.states.findLast(({ fromMs }) => fromMs <= decidedAtMs)?.tier;
  const judgedBy = lastProfileId === null ? (tier === null ? undefined : null) : of.numbers.get(lastProfileId);
  return [
    {
      decidedAtMs,
      eventOffset,
      event: of.event,
      profiled,
      rule,
      runId,
      tier: tier ?? tierThen ?? 'tier5',
      judgedBy,
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
