import { changedValue } from '../../diff/changed-value.ts';
import { fieldLabel } from '../../diff/field-label.ts';
import type { ChangeKind, EntityType } from '../../gql/types.ts';
import { text } from '../../text/text.ts';

export interface RequestedChange {
  kind: ChangeKind;
  entityType: EntityType;
  canonicalKey: string;
  diff: readonly { field: string; before: string | null; after: string | null }[];
}

/** Values longer than this are not part of a line. */
const MAX_VALUE = 60;
const MAX_FIELDS = 4;

/** What a request would change, in one line. */
export function describeChange({ kind, entityType, diff }: RequestedChange): string {
  const words = text.approvals.line;
  const after = (field: string) => {
    const change = diff.find((each) => each.field === field);
    return change?.after == null ? undefined : changedValue(change.after).join(', ');
  };
  if (kind === 'CREATE') return words.creates(text.entityTypes[entityType], after('description'));
  if (kind === 'DEPRECATE') return words.deprecates(after('replacedBy'));
  const [only] = diff;
  if (only && diff.length === 1) {
    const { gone, come } = differingLines(only);
    const from = gone.join(', ');
    const to = come.join(', ');
    if (from.length <= MAX_VALUE && to.length <= MAX_VALUE) return words.changesOne(fieldLabel(only.field), from, to);
  }
  const labels = diff.map(({ field }) => fieldLabel(field));
  return words.changes(labels.slice(0, MAX_FIELDS), Math.max(labels.length - MAX_FIELDS, 0));
}

/** Of a list or a definition only what differs. */
function differingLines({ field, before, after }: RequestedChange['diff'][number]) {
  const from = before === null ? [] : changedValue(before, field);
  const to = after === null ? [] : changedValue(after, field);
  return { gone: from.filter((line) => !to.includes(line)), come: to.filter((line) => !from.includes(line)) };
}
