import { contentOf, type Dataset, type Entity } from '../../../src/domain/entities/entity.ts';
import { diffOf } from '../../../src/domain/entities/entity-change.ts';
import { newId } from '../../../src/domain/ids.ts';
import { MINUTE_MS } from '../../../src/domain/time-units.ts';
import { createEvent, deriveId } from '../../../src/events/schemas/create-event.ts';
import type { EntityType, Tier } from '../../../src/events/schemas/vocabulary.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { findEntitiesById } from '../../../src/store/entities/entities.ts';
import { insertVersions } from '../../../src/store/entities/entity-versions.ts';
import { updateEntity } from '../../../src/store/entities/write/write-entities.ts';
import { profileRun } from '../../../src/store/profiling/tables.ts';
import { endAll } from '../../../src/subscribers/profiling/end-runs.ts';
import { qualitySubscriber } from '../../../src/subscribers/quality-subscriber.ts';
import type { TestInstance } from '../store/test-instance.ts';
import { incidentBench, type Logged, type Reported } from './incident-bench.ts';

const ACTOR = { actorId: 'test', actorType: 'SYSTEM' as const };
const RULE_VALUES = 100;

/** What a profile of a table with two columns shows. */
export interface Shown {
  rowCount: number;
  /** Of the rows: how many have no name, in percent. */
  nullPercent: number;
  /** How many of 100 values pass the rule. */
  passed: number;
  columns: readonly string[];
}

/** As `incidentBench`, with a history of entities and profiles as the server writes it, and a clock that does what time asks. */
export function historyBench(instance: TestInstance, tenantId: string) {
  const bench = incidentBench(instance, tenantId);
  const { database, unitOfWork, log } = instance.parts;
  const db = drizzleOn(database);
  const quality = qualitySubscriber.handler({ unitOfWork, clock: bench.now });

  async function logged(id: string): Promise<Logged | undefined> {
    const entry = await log.byId(tenantId, id, ['metadata-studio.api']);
    return entry?.event ? { event: entry.event as Reported, offset: entry.offset } : undefined;
  }

  async function record(entity: Entity, kind: 'CREATE' | 'UPDATE' | 'DEPRECATE', before: Entity | null) {
    const { entityType, canonicalKey, version } = entity;
    await insertVersions(db, [
      {
        ...{ tenantId, entityId: entity.id, entityType, canonicalKey, version, kind, origin: 'IMPORT' },
        ...{ diff: diffOf(before && contentOf(before), contentOf(entity)), content: contentOf(entity) },
        ...{ approvalId: null, requestedBy: ACTOR, decidedBy: null, changedAt: entity.updatedAt },
      },
    ]);
  }

  async function now(id: string): Promise<Entity> {
    const [entity] = await findEntitiesById(db, tenantId, [id]);
    if (!entity) throw new Error(`there is no entity ${id}`);
    return entity;
  }

  return {
    ...bench,
    changeIncident: bench.change,

    create: async (canonicalKey: string, init: Partial<Entity> & { entityType?: EntityType } = {}): Promise<string> => {
      bench.advance(1_000);
      const at = { createdAt: bench.now(), updatedAt: bench.now() };
      const entity = await bench.entity(canonicalKey, { ...init, ...at });
      await record(entity, 'CREATE', null);
      return entity.id;
    },

    change: async (
      id: string,
      set: { tier: Tier } | { dataset: Dataset | null } | { status: 'ACTIVE' | 'DEPRECATED' },
    ): Promise<void> => {
      bench.advance(1_000);
      const before = await now(id);
      const after = { ...before, ...set, version: before.version + 1, updatedAt: bench.now() };
      await updateEntity(db, after);
      await record(after, 'status' in set && set.status === 'DEPRECATED' ? 'DEPRECATE' : 'UPDATE', before);
      await bench.tend();
    },

    /** Stores a profile as the server does, announces it and its drop, and has them judged. */
    measure: async (id: string, { rowCount, nullPercent, passed, columns }: Shown, ruleId: string): Promise<void> => {
      bench.advance(1_000);
      const { entityType, dataset } = await now(id);
      const at = bench.now();
      const run = {
        ...{ id: newId('RUN'), tenantId, entityType, entityId: id, status: 'running' as const, triggerOffset: 0 },
        ...{ triggeredBy: ACTOR, createdAt: at, startedAt: at, finishedAt: null },
      };
      await db.insert(profileRun).values(run);
      bench.advance(1_000);
      const figures = columns.map((name) => {
        const nullCount = name.startsWith('name') ? Math.floor((rowCount * nullPercent) / 100) : 0;
        return {
          name,
          dataType: name === 'name2' ? 'integer' : 'text',
          nullCount,
          distinctCount: 1,
          min: null,
          max: null,
        };
      });
      const rule = {
        ...{ entityId: ruleId, canonicalKey: 'name_known', column: 'name', kind: 'notNull' as const },
        ...{ severity: 'CRITICAL' as const, checked: RULE_VALUES, passed },
      };
      const cause = createEvent({
        ...{ type: 'metadata.profile.due', tenantId, source: 'kernel.scheduler', createdAt: at },
        payload: {
          ...{ entityType, entityId: id, canonicalKey: 'x', tier: 'tier1', priority: 'low', reason: 'SCHEDULE' },
        },
      });
      const completed = {
        ...{ run, cause, rules: [], durationSeconds: 1 },
        dataset: dataset ?? { schema: 'test', table: 'none', keyColumns: [] },
        measurement: { rowCount, distinctKeys: rowCount, columns: figures, rules: [rule] },
      };
      const policy = bench.policy();
      await unitOfWork.transaction((tx) => endAll(tx, tenantId, { completed: [completed] }, bench.now, policy));
      const profiled = await logged(deriveId('completed', run.id));
      if (!profiled) throw new Error('the profile was not announced');
      await bench.handle(profiled);
      if (profiled.event.type === 'metadata.profile.completed') {
        await quality.handle({ event: profiled.event, offset: profiled.offset });
      }
      const drop = await logged(deriveId('degraded', profiled.event.id));
      if (drop) await bench.handle(drop);
    },

    fail: async (id: string): Promise<void> => {
      await bench.handle(await bench.failed(await now(id)));
    },

    refresh: async (table: string): Promise<void> => {
      bench.advance(1_000);
      await bench.handle(await bench.refreshed(table));
    },

    /** Lets time pass, and looks for late tables in each minute in which there may be some. */
    wait: async (ms: number): Promise<void> => {
      const endMs = bench.now().getTime() + ms;
      for (;;) {
        const { rows } = await database.query(
          `SELECT ceil(extract(epoch FROM min(look_at)) * 1000)::float8 AS at FROM governance.dataset_refresh WHERE tenant_id = $1`,
          [tenantId],
        );
        const [next] = rows as { at: number | null }[];
        const lookMs = Math.ceil((next?.at ?? Infinity) / MINUTE_MS) * MINUTE_MS;
        if (lookMs > endMs) break;
        bench.advance(Math.max(0, lookMs - bench.now().getTime()));
        await bench.tend();
      }
      bench.advance(endMs - bench.now().getTime());
    },
  };
}
