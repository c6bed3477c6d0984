import type { Entity } from '../../entities/entity.ts';
import type { Trouble } from '../conditions/verdict.ts';
import type { Incident } from '../incident.ts';

/** The dataset to which an entity was bound when its incident was opened; all null: to none. */
export interface BoundThen {
  boundSchema: string | null;
  boundTable: string | null;
  boundColumn: string | null;
}

export const ENDED = {
  deprecated: 'The entity is deprecated.',
  rebound: 'The entity is bound to another dataset.',
  covered: 'Another entity is bound to the column of the rule.',
} as const;

export function boundNow({ dataset }: Pick<Entity, 'dataset'>): BoundThen {
  return {
    boundSchema: dataset?.schema ?? null,
    boundTable: dataset?.table ?? null,
    boundColumn: dataset?.column ?? null,
  };
}

/** An incident is about the dataset that was bound when it was opened, and about an entity in use. */
export function endOf(incident: BoundThen, entity: Pick<Entity, 'status' | 'dataset'>): string | undefined {
  if (entity.status !== 'ACTIVE') return ENDED.deprecated;
  const { boundSchema, boundTable, boundColumn } = boundNow(entity);
  const isSame =
    incident.boundSchema === boundSchema && incident.boundTable === boundTable && incident.boundColumn === boundColumn;
  return isSame ? undefined : ENDED.rebound;
}

/** Who states a bound is told of it, even if another entity is told of all else. */
export function isByOwnBound(
  { cause }: Pick<Incident, 'cause'>,
  { freshnessHours }: Pick<Entity, 'freshnessHours'>,
): boolean {
  return cause === 'FRESHNESS' && freshnessHours !== null;
}

/** What changes in an incident that is seen again. Its reference stays, so that a slow slide does not become normal. */
export function seenAgain(
  incident: Pick<Incident, 'occurrences'>,
  { severity, summary, ruleId }: Trouble,
): Pick<Incident, 'severity' | 'summary' | 'ruleId' | 'occurrences'> {
  return { severity, summary, ruleId, occurrences: incident.occurrences + 1 };
}
