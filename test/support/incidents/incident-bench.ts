import { eq } from 'drizzle-orm';

import type { Entity } from '../../../src/domain/entities/entity.ts';
import { newId } from '../../../src/domain/ids.ts';
import { defaultMonitoringPolicy, type MonitoringPolicy } from '../../../src/domain/monitoring/monitoring-policy.ts';
import type { ColumnFigures, RuleResult } from '../../../src/domain/profiling/figures.ts';
import type { Profile } from '../../../src/domain/profiling/profile.ts';
import type { EventOf } from '../../../src/events/schemas/catalogue.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { tendIncidents, type TendIncidentsRun } from '../../../src/scheduler/tend-incidents.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import type { IncidentRow } from '../../../src/store/incidents/incident-changes.ts';
import { incident, incidentStep } from '../../../src/store/incidents/tables.ts';
import { insertProfiles } from '../../../src/store/profiling/profiles.ts';
import type { UnitOfWork } from '../../../src/store/unit-of-work.ts';
import { incidentSubscriber } from '../../../src/subscribers/incidents/incident-subscriber.ts';
import { entityOf } from '../lineage.ts';
import type { TestInstance } from '../store/test-instance.ts';

const SECOND_MS = 1_000;

export type Reported = EventOf<
  'metadata.profile.completed' | 'metadata.profile.failed' | 'data.quality.degraded' | 'data.refreshed'
>;
export interface Logged {
  event: Reported;
  offset: number;
}

export interface MadeProfile {
  rowCount?: number;
  qualityScore?: number;
  /** How many of 100 values pass the CRITICAL rule of the entity's column. */
  passed?: number;
  columns?: readonly string[];
  correlationId?: string;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ACTOR = { actorId: 'test', actorType: 'SYSTEM' as const };

/** Entities, profiles and events of one tenant, and who makes incidents of them; its clock is moved by hand. */
export function incidentBench(instance: TestInstance, tenantId: string) {
  const { unitOfWork, database } = instance.parts;
  const db = drizzleOn(database);
  let nowMs = Date.UTC(2026, 2, 2, 8);
  let policy: MonitoringPolicy = defaultMonitoringPolicy();
  const numbers = new Map<string, number>();
  const parts = {
    database,
    policies: { of: () => Promise.resolve(policy) },
    clock: () => new Date(nowMs),
    logger: silent,
  };

  async function log(event: Reported): Promise<Logged> {
    const [entry] = await unitOfWork.append(tenantId, [{ event }]);
    return { event, offset: entry?.offset ?? 0 };
  }
  const common = (correlationId?: string) => ({
    ...{ tenantId, source: 'metadata-studio.api' as const, createdAt: new Date(nowMs), correlationId },
  });
  const subjectOf = ({ entityType, id, canonicalKey, tier }: Entity) => ({
    entityType,
    entityId: id,
    canonicalKey,
    tier,
  });

  return {
    tenantId,
    now: () => new Date(nowMs),
    advance: (byMs: number): void => {
      nowMs += byMs;
    },
    policy: () => policy,
    setPolicy: (change: Partial<MonitoringPolicy>): void => {
      policy = { ...policy, ...change };
    },

    /** An entity that is bound to a table of its name. */
    entity: async (canonicalKey: string, init: Parameters<typeof entityOf>[1] = {}): Promise<Entity> => {
      const dataset = { schema: 'test', table: canonicalKey, keyColumns: [] };
      const entity = entityOf(canonicalKey, { tenantId, dataset, ...init });
      await insertEntity(db, entity);
      return entity;
    },

    /** Stores the entity's next profile, and returns the event that announces it. */
    profile: async (entity: Entity, made: MadeProfile = {}): Promise<Logged & { profile: Profile }> => {
      nowMs += SECOND_MS;
      const { rowCount = 100, qualityScore = 95, passed = 100, columns = ['id', 'name'] } = made;
      const number = (numbers.get(entity.id) ?? 0) + 1;
      numbers.set(entity.id, number);
      const rule: RuleResult = {
        ...{ entityId: `rul_${entity.id}`, canonicalKey: 'name_known', column: 'name', kind: 'notNull' },
        ...{ severity: 'CRITICAL', checked: 100, passed },
      };
      const figures = columns.map((name): ColumnFigures => {
        return { name, dataType: 'text', nullCount: 0, distinctCount: 1, min: null, max: null };
      });
      const profile: Profile = {
        ...{ id: newId('PROFILE'), tenantId, entityType: entity.entityType, entityId: entity.id, number },
        ...{ runId: newId('RUN'), createdAt: new Date(nowMs), rowCount, durationSeconds: 1, triggeredBy: ACTOR },
        ...{ completeness: 95, uniqueness: 95, validity: 95, qualityScore, qualityGrade: 'A', estimate: null },
        ...{ columns: figures, rules: [rule] },
        ...{ bindingKey: null, rulesKey: null, droppedFromId: null, referenceId: null, referenceScore: null },
      };
      await insertProfiles(db, [profile]);
      const event = createEvent({
        ...{ type: 'metadata.profile.completed', ...common(made.correlationId) },
        payload: {
          ...subjectOf(entity),
          ...{ completeness: 95, uniqueness: 95, validity: 95, qualityScore, qualityGrade: 'A' },
          ...{ profileId: profile.id, rowCount, duration: 1, triggeredBy: ACTOR },
        },
      });
      return { ...(await log(event)), profile };
    },

    degraded: (entity: Entity, profile: Profile, previousScore: number): Promise<Logged> => {
      const dropPercent = Math.round((1_000 * (previousScore - profile.qualityScore)) / previousScore) / 10;
      return log(
        createEvent({
          ...{ type: 'data.quality.degraded', ...common() },
          payload: {
            ...subjectOf(entity),
            ...{ previousScore, qualityScore: profile.qualityScore, dropPercent },
            ...{ previousGrade: 'A', qualityGrade: 'B', dimensions: [] },
            ...{ profileId: profile.id, previousProfileId: newId('PROFILE') },
          },
        }),
      );
    },

    failed: (entity: Entity, errorCode = 'TABLE_NOT_FOUND'): Promise<Logged> => {
      nowMs += SECOND_MS;
      return log(
        createEvent({
          ...{ type: 'metadata.profile.failed', ...common() },
          payload: {
            ...subjectOf(entity),
            ...{ errorCode, errorMessage: 'There is no such table.', attempts: 1, duration: 1, triggeredBy: ACTOR },
          },
        }),
      );
    },

    refreshed: (table: string, at = new Date(nowMs)): Promise<Logged> => {
      return log(
        createEvent({
          ...{ type: 'data.refreshed', ...common(), source: 'etl.pipeline' },
          payload: {
            ...{ entityUrn: 'urn:test', service: { schema: 'test', table }, rowsAffected: 1, refreshType: 'full' },
            ...{ completedAt: at.toISOString(), triggeredBy: ACTOR },
          },
        }),
      );
    },

    /** What a worker does with the event. */
    handle: async ({ event, offset }: Logged, on: UnitOfWork = unitOfWork): Promise<void> => {
      await incidentSubscriber.handler({ ...parts, unitOfWork: on }).handle({ event, offset });
    },

    tend: (run?: TendIncidentsRun) => tendIncidents({ ...parts, unitOfWork }, run),

    incidents: async (): Promise<IncidentRow[]> => {
      const rows = await db.select().from(incident);
      return rows.filter((row) => row.tenantId === tenantId).toSorted((one, other) => +one.openedAt - +other.openedAt);
    },

    steps: async (): Promise<{ kind: string; incidentId: string; number: number }[]> => {
      const rows = await db.select().from(incidentStep);
      return rows.filter((row) => row.tenantId === tenantId).toSorted((one, other) => one.number - other.number);
    },

    /** As a person would change an incident. */
    change: async (id: string, set: Partial<IncidentRow>): Promise<void> => {
      await db.update(incident).set(set).where(eq(incident.id, id));
    },
  };
}
