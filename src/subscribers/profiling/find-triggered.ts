import { concernsDataset, type RuleTarget } from '../../domain/profiling/judging/rule-change.ts';
import type { ProfilingTrigger } from '../../domain/profiling/profiling-rules.ts';
import type { EventOf } from '../../events/schemas/catalogue.ts';
import type { Db } from '../../store/database/drizzle.ts';
import { findRuleTargets } from '../../store/profiling/rule-targets.ts';
import {
  findTriggeredEntities,
  type TriggeredEntity,
  type TriggerTarget,
} from '../../store/profiling/triggered-entities.ts';

/** The entities that each of the events, of any tenants, is about, in order. */
export async function findTriggered(db: Db, events: readonly ProfilingTrigger[]): Promise<TriggeredEntity[][]> {
  const changes = events.filter((event) => event.type === 'metadata.changed');
  const checked = await findRuleTargets(db, changes.map(ruleVersionOf));
  const rules = new Map(changes.map((event, index) => [event, checked[index] ?? []]));
  const wanted = events.map((event) =>
    event.type === 'metadata.changed'
      ? (rules.get(event) ?? []).map((target) => tableOf(event.tenantId, target))
      : [targetOf(event)],
  );
  const found = await findTriggeredEntities(db, wanted.flat());
  let next = 0;
  return events.map((event, index) => {
    const groups = (wanted[index] ?? []).map(() => found[next++] ?? []);
    if (event.type !== 'metadata.changed') return groups.flat();
    const targets = rules.get(event) ?? [];
    const concerned = groups
      .flat()
      .filter(({ entity: { dataset } }) => dataset && targets.some((target) => concernsDataset(target, dataset)))
      // Rules have datasets too, but a rule is not there to be measured.
      .filter(({ entity }) => entity.entityType !== 'BUSINESS_RULE');
    return [...new Map(concerned.map((one) => [one.entity.id, one])).values()];
  });
}

function ruleVersionOf({ tenantId, payload: { entityId, version } }: EventOf<'metadata.changed'>) {
  return { tenantId, entityId, version };
}

function targetOf(event: Exclude<ProfilingTrigger, { type: 'metadata.changed' }>): TriggerTarget {
  const { tenantId } = event;
  if (event.type !== 'data.refreshed') return { tenantId, entityId: event.payload.entityId };
  const { entityUrn: urn, service } = event.payload;
  return { tenantId, urn, schema: service.schema, table: service.table };
}

function tableOf(tenantId: string, { schema, table }: RuleTarget): TriggerTarget {
  return { tenantId, urn: null, schema, table };
}
