import { MAX_CHANGE_VALUE_LENGTH, type PayloadChange } from '../../events/schemas/entity-events.ts';
import type { FieldChange } from './entity.ts';

/** What the payload of a changed event says about the fields: long values, such as the marks of a tag, are cut. */
export function announcedChanges(diff: readonly FieldChange[]): { changedFields: string[]; changes: PayloadChange[] } {
  return { changedFields: diff.map(({ field }) => field), changes: diff.map(toPayloadChange) };
}

function toPayloadChange({ field, before, after }: FieldChange): PayloadChange {
  const change = { field, before: cut(before), after: cut(after) };
  return { ...change, truncated: change.before !== before || change.after !== after };
}

function cut(value: string | null): string | null {
  if (value === null || value.length <= MAX_CHANGE_VALUE_LENGTH) return value;
  const beginning = value.slice(0, MAX_CHANGE_VALUE_LENGTH);
  // Half a surrogate pair could not be stored.
  return beginning.isWellFormed() ? beginning : beginning.slice(0, -1);
}
