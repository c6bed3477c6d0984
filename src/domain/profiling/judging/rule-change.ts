import type { EventOf } from '../../../events/schemas/catalogue.ts';

/** An event that an applied change of an entity has led to. */
type Changed = EventOf<'metadata.changed'>;

/** Whether an event reports that what is measured of a table has changed, because a business rule has. */
export function isRuleChange({ payload: { entityType, changeType, changedFields } }: Changed): boolean {
  if (entityType !== 'BUSINESS_RULE') return false;
  return changeType !== 'UPDATE' || changedFields.some((field) => /^(status|dataset|businessRule)\b/.test(field));
}

/** What a business rule checks, as a version of it says. */
export interface RuleTarget {
  schema: string;
  table: string;
  /** Null: the rule is bound to no column, and checks nothing. */
  column: string | null;
}

/** Whether the rule is part of a measurement of the dataset. */
export function concernsDataset(
  { schema, table, column }: RuleTarget,
  dataset: { schema: string; table: string; column?: string | undefined },
): boolean {
  if (column === null || dataset.schema !== schema || dataset.table !== table) return false;
  return dataset.column === undefined || dataset.column === column;
}
