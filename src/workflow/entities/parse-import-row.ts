import * as z from 'zod';

import { type EntityChange, entityChangeSchema } from '../../domain/entities/entity.ts';
import { applyChange, type Issue, issuesOfChange, issuesOfContent } from '../../domain/entities/entity-change.ts';
import { type EntityName, entityNameSchema } from '../../domain/entities/entity-name.ts';
import { withoutNulls } from '../../domain/without-nulls.ts';
import { holdsStorableText } from '../../events/schemas/storable-text.ts';
import { issuesOf } from '../outcome.ts';
import type { ImportRow } from './entity-import.ts';

/** An entity to import: its complete content, except for an owner, which may be left out. */
export interface ImportedEntity extends EntityName {
  content: EntityChange;
}

const rowSchema = entityNameSchema.extend({ content: z.looseObject({}) });

/** Every check of a row by itself. A tier can also be written as in GraphQL. */
function parseImportRow(value: unknown): ImportedEntity | { issues: Issue[] } {
  if (!holdsStorableText(value))
    return { issues: [{ path: [], message: 'contains a character that cannot be stored' }] };
  const row = rowSchema.safeParse(value);
  if (!row.success) return { issues: issuesOf(row.error) };
  const { entityType, canonicalKey, content: written } = row.data;
  const { tier } = written;
  const parsed = entityChangeSchema.safeParse({
    ...withoutNulls(written),
    ...(typeof tier === 'string' && { tier: tier.toLowerCase() }),
    // Elsewhere a null counts as left out; here it removes the owner.
    ...(written.owner === null && { owner: null }),
  });
  if (!parsed.success) return { issues: issuesOf(parsed.error, ['content']) };

  const content = parsed.data;
  let issues = issuesOfChange(entityType, 'CREATE', content);
  // Without a name and a tier there is no content to check.
  if (issues.length === 0) issues = issuesOfContent({ entityType, canonicalKey }, applyChange(null, content));
  if (issues.length === 0) return { entityType, canonicalKey, content };
  return { issues: issues.map(({ path: [, ...inside], message }) => ({ path: ['content', ...inside], message })) };
}

/** The entity in a row, or what is wrong with it. */
export function parseRow(row: ImportRow): ImportedEntity | { issues: Issue[] } {
  return 'problem' in row ? { issues: [{ path: [], message: row.problem }] } : parseImportRow(row.value);
}
