import type { Dataset, Entity } from '../../domain/entities/entity.ts';
import type { BoundRule } from '../../domain/profiling/business-rules/bound-rule.ts';
import type { Event } from '../../events/schemas/catalogue.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findEntitiesById, findRulesOfTable } from '../../store/entities/entities.ts';
import type { StoredEventLog } from '../../store/log/event-log.ts';
import type { ClaimedRun } from '../../store/profiling/claimed-runs.ts';
import { PermanentError } from '../job-handler.ts';

/** A run, what it is to measure, and the event that led to it. */
export interface Target {
  run: ClaimedRun;
  dataset: Dataset;
  cause: Event;
}

/** What a job that has taken runs has to do. All targets are of one table. */
export interface Targets {
  targets: readonly Target[];
  /** The active rules of that table. */
  rules: readonly BoundRule[];
  /** The run of the job itself, if its entity is no longer bound to a dataset. */
  unbound?: Omit<Target, 'dataset'> & { canonicalKey: string };
  /** Followers that are not of that table any more, or cannot be run: only their own jobs can say why. */
  strays: readonly ClaimedRun[];
}

/** @throws PermanentError if the leading run, the first one, can never be run */
export async function findTargets(
  { database, log }: { database: Database; log: StoredEventLog },
  [leader, ...followers]: readonly [ClaimedRun, ...ClaimedRun[]],
): Promise<Targets> {
  const { tenantId, entityId, triggerOffset } = leader;
  const db = drizzleOn(database);
  const runs = [leader, ...followers];
  const found = await findEntitiesById(
    db,
    tenantId,
    runs.map((run) => run.entityId),
  );
  const entities = new Map(found.map((entity) => [entity.id, entity]));
  const entries = await log.at(tenantId, [...new Set(runs.map((run) => run.triggerOffset))]);
  const causes = new Map(entries.map(({ offset, event }) => [offset, event]));

  const entity = entities.get(entityId);
  const cause = causes.get(triggerOffset);
  if (!entity) throw new PermanentError(`there is no entity ${entityId}`);
  if (!cause) {
    const fault = causes.has(triggerOffset) ? 'cannot be read' : 'is not in the log';
    throw new PermanentError(`the event at offset ${triggerOffset} ${fault}`);
  }
  const { dataset, canonicalKey } = entity;
  if (!dataset) return { targets: [], rules: [], unbound: { run: leader, cause, canonicalKey }, strays: followers };
  const others = followers.map((run) => {
    const bound = entities.get(run.entityId)?.dataset;
    const led = causes.get(run.triggerOffset);
    const isOfTable = bound?.schema === dataset.schema && bound.table === dataset.table;
    return { run, target: isOfTable && led ? { run, dataset: bound, cause: led } : undefined };
  });
  const rules = await findRulesOfTable(db, tenantId, dataset);
  return {
    targets: [{ run: leader, dataset, cause }, ...others.flatMap(({ target }) => target ?? [])],
    rules: rules.map(toBoundRule).filter((rule) => rule !== null),
    strays: others.flatMap(({ run, target }) => (target ? [] : [run])),
  };
}

function toBoundRule({ id, canonicalKey, dataset, definition }: Entity): BoundRule | null {
  const { businessRule } = definition;
  if (!businessRule || dataset?.column === undefined) return null;
  return { entityId: id, canonicalKey, column: dataset.column, ...businessRule };
}
