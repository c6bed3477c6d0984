import type * as z from 'zod';

import {
  type EntityChange,
  entityChangeSchema,
  type EntityContent,
  type FieldChange,
} from '../../../src/domain/entities/entity.ts';
import {
  applyChange,
  diffOf,
  type Issue,
  issuesOfChange,
  issuesOfContent,
} from '../../../src/domain/entities/entity-change.ts';
import { canonicalKeySchema } from '../../../src/domain/entities/entity-name.ts';
import type { EntityName } from '../../entities/entity-type.ts';
import type { ChangeKind, EntityChangeInput } from '../../gql/types.ts';
import { explainIssue } from './explain-issue.ts';
import { tierOf } from './read-content.ts';

const IN_OUR_WORDS = { error: explainIssue };

export interface Proposal extends EntityName {
  kind: ChangeKind;
  /** The approved content; null: there is none yet. */
  base: EntityContent | null;
  change: EntityChangeInput;
}

export interface CheckedChange {
  issues: readonly Issue[];
  /** What would change, of the parts that are valid. */
  diff: readonly FieldChange[];
}

/** What the server would say of a change, as far as one can know without its data. */
export function checkChange({ entityType, canonicalKey, kind, base, change }: Proposal): CheckedChange {
  const key = canonicalKeySchema.safeParse(canonicalKey, IN_OUR_WORDS);
  const written = { ...change, ...(change.tier && { tier: tierOf(change.tier) }) };
  const parsed = entityChangeSchema.safeParse(written, IN_OUR_WORDS);
  const issues: Issue[] = [
    ...(key.success ? [] : issuesOf(key.error, ['canonicalKey'])),
    ...(parsed.success ? issuesOfChange(entityType, kind, parsed.data) : issuesOf(parsed.error, ['change'])),
  ];
  const valid = parsed.data ?? validPartsOf(written);
  // Before a creation has a name and a tier, there is nothing to compare.
  if (!base && (valid.name === undefined || valid.tier === undefined)) return { issues, diff: [] };
  const content = applyChange(base, valid);
  if (parsed.success) issues.push(...issuesOfContent({ entityType, canonicalKey }, content));
  return { issues, diff: diffOf(base, content) };
}

/** What of a change could take effect by itself. */
function validPartsOf(written: Readonly<Record<string, unknown>>): EntityChange {
  return Object.entries(written).reduce<EntityChange>((valid, [part, value]) => {
    const parsed = entityChangeSchema.safeParse({ [part]: value });
    return parsed.success ? { ...valid, ...parsed.data } : valid;
  }, {});
}

/** The first issue at each path: what is missing has no form to be wrong. */
function issuesOf({ issues }: z.ZodError, under: readonly string[]): Issue[] {
  const first = new Map<string, Issue>();
  for (const { path, message } of issues) {
    const key = path.join(' ');
    if (!first.has(key)) first.set(key, { path: [...under, ...path.map(String)], message });
  }
  return [...first.values()];
}
