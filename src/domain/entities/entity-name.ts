import * as z from 'zod';

import { entityTypeSchema, MAX_NAME_LENGTH } from '../../events/schemas/vocabulary.ts';

/** A stable name: it becomes part of URNs and log lines, so it is limited to letters that need no escape there. */
export const canonicalKeySchema = z
  .string()
  .min(1, 'must not be empty')
  .max(MAX_NAME_LENGTH, `must have at most ${MAX_NAME_LENGTH} characters`)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.:-]*$/,
    'must start with a letter or digit and contain only letters, digits, and _ . : -',
  );

export const entityNameSchema = z.strictObject({ entityType: entityTypeSchema, canonicalKey: canonicalKeySchema });
/** What identifies an entity within its tenant. */
export type EntityName = z.infer<typeof entityNameSchema>;

/** The same text for the same name, for lookups. */
export function textOfName({ entityType, canonicalKey }: EntityName): string {
  return `${entityType} ${canonicalKey}`;
}
