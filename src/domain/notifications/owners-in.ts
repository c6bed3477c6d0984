import * as z from 'zod';

import type { FieldChange } from '../entities/entity.ts';

const ownerSchema = z
  .string()
  .transform((json): unknown => JSON.parse(json))
  .pipe(z.string());

/** The owners before and after a change; empty if it does not change the owner. */
export function ownersIn(diff: readonly FieldChange[]): string[] {
  return diff
    .filter(({ field }) => field === 'owner')
    .flatMap(({ before, after }) => [before, after])
    .flatMap((value) => ownerSchema.safeParse(value).data ?? []);
}
