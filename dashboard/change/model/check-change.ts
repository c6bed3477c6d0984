import * as z from 'zod';

import { entityChangeSchema, type EntityContent, type FieldChange } from '../../../src/domain/entities/entity.ts';
import {
  applyChange,
  diffOf,
  type Issue,
  issuesOfChange,
  issuesOfContent,
} from '../../../src/domain/entities/entity-change.ts';
import { canonicalKeySchema } from '../../../src/domain/entities/entity-name.ts';
import type { ChangeKind, EntityChangeInput } from '../../gql/types.ts';
import type { EntityName } from './change-form.ts';
import { explainIssue } from './explain-issue.ts';
import { tierOf } from './read-content.ts';

z.config({
  // The page's policy allows no code that is made from texts, and Zod would try to compile its schemas to some.
  jitless: true,
  customError: explainIssue,
});

export interface Proposal extends EntityName {
  kind: ChangeKind;
  /** The approved content; null: there is none yet. */
  base: EntityContent | null;
  change: EntityChangeInput;
}

export interface CheckedChange {
  issues: readonly Issue[];
  /** What would change; empty as long as that cannot be said. */
  diff: readonly FieldChange[];
}

/** What the server would say of a change, as far as one can know without its data. */
export function checkChange({ entityType, canonicalKey, kind, base, change }: Proposal): CheckedChange {
  const key = canonicalKeySchema.safeParse(canonicalKey);
  const parsed = entityChangeSchema.safeParse({ ...change, ...(change.tier && { tier: tierOf(change.tier) }) });
  const issues: Issue[] = [
    ...(key.success ? [] : issuesOf(key.error, ['canonicalKey'])),
    ...(parsed.success ? issuesOfChange(entityType, kind, parsed.data) : issuesOf(parsed.error, ['change'])),
  ];
  if (!parsed.success || issues.some(({ path }) => path[0] === 'change')) return { issues, diff: [] };
  const content = applyChange(base, parsed.data);
  issues.push(...issuesOfContent({ entityType, canonicalKey }, content));
  return { issues, diff: diffOf(base, content) };
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
