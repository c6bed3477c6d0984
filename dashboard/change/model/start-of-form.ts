import * as z from 'zod';

import { entityChangeSchema, type EntityContent } from '../../../src/domain/entities/entity.ts';
import { applyChange } from '../../../src/domain/entities/entity-change.ts';
import type { EntityName } from '../../entities/entity-type.ts';
import type { Binding } from '../change-search.ts';
import type { ChangeForm } from './change-form.ts';
import { formOf } from './form-of.ts';

/** How a form is filled in when it is opened. */
export interface FormStart {
  form: ChangeForm;
  canonicalKey: string;
  comment: string;
}

/** The input of `requestApproval`, as far as a form shows it. */
const requestSchema = z.object({
  entityType: z.string(),
  canonicalKey: z.string(),
  change: z.record(z.string(), z.unknown()),
  comment: z.string().default(''),
});

/** The form of a new entity that is bound to a table, or to a column of it. */
export function bindForm(form: ChangeForm, { schema, table, column, keyColumns }: Binding): ChangeForm {
  if (schema === undefined && table === undefined) return form;
  return {
    ...form,
    dataset: {
      isBound: true,
      schema: schema ?? '',
      table: table ?? '',
      column: column ?? '',
      keyColumns: keyColumns ?? [],
    },
  };
}

/**
 * The form as a suggested request fills it in; undefined if it is about another entity, or makes no valid change.
 * @param content the approved one; null: the entity is to be created, under the key of the request
 */
export function readSuggestion(
  suggested: unknown,
  { entityType, canonicalKey }: EntityName,
  content: EntityContent | null,
  owner: string,
): FormStart | undefined {
  const { data: request } = requestSchema.safeParse(suggested);
  if (request?.entityType !== entityType) return undefined;
  if (content && request.canonicalKey !== canonicalKey) return undefined;
  const { tier, ...parts } = request.change;
  const written = { ...parts, ...(typeof tier === 'string' && { tier: tier.toLowerCase() }) };
  const { data: change } = entityChangeSchema.safeParse(written);
  if (!change || (!content && (change.name === undefined || change.tier === undefined))) return undefined;
  const filled = applyChange(content, content ? change : { owner, ...change });
  return { form: formOf(entityType, filled), canonicalKey: request.canonicalKey, comment: request.comment };
}
