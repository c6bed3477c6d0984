import type { Issue } from '../../../domain/entities/entity-change.ts';

/** The issues of an item, by their paths in the input of its change set. */
export function atItem(position: number, issues: readonly Issue[]): Issue[] {
  return issues.map(({ path, message }) => ({ path: ['items', String(position), ...path], message }));
}
