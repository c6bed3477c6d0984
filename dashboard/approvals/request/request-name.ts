import { changedValue } from '../../diff/changed-value.ts';

export interface NamedRequest {
  canonicalKey: string;
  entity: { name: string } | null;
  diff: readonly { field: string; after: string | null }[];
}

/** What to call the entity of a request: its name, or the one that it is to have, or its key. */
export function requestName({ canonicalKey, entity, diff }: NamedRequest): string {
  if (entity) return entity.name;
  const after = diff.find(({ field }) => field === 'name')?.after;
  return after == null ? canonicalKey : changedValue(after).join(' ');
}
