import * as z from 'zod';

import type { EntityContent } from '../../../src/domain/entities/entity.ts';
import { DEFINITION_OF, DEFINITION_SCHEMAS, SEVERITIES } from '../../../src/domain/entities/entity-definition.ts';
import { tierSchema } from '../../../src/events/schemas/vocabulary.ts';
import type { EntityType, Tier } from '../../gql/types.ts';

/** A version's content as the API gives it. */
export interface GivenContent {
  name: string;
  description?: string | null;
  tier: Tier;
  owner?: string | null;
  standardPackId?: string | null;
  freshnessHours?: number | null;
  dataset?: { schema: string; table: string; column?: string | null; keyColumns: readonly string[] } | null;
  /** JSON. */
  definition?: string | null;
}

const bound = { min: z.number().optional(), max: z.number().optional() };
/** A rule as it is kept: its check says its kind. */
const keptRuleSchema = z.object({
  severity: z.enum(SEVERITIES),
  minPassPercent: z.number().optional(),
  check: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('notNull') }),
    z.object({ kind: z.literal('pattern'), pattern: z.string() }),
    z.object({ kind: z.literal('numberRange'), ...bound }),
    z.object({ kind: z.literal('dateRange'), min: z.string().optional(), max: z.string().optional() }),
    z.object({ kind: z.literal('length'), ...bound }),
    z.object({ kind: z.literal('acceptedValues'), values: z.array(z.string()) }),
    z.object({ kind: z.literal('reference'), schema: z.string(), table: z.string(), column: z.string() }),
  ]),
});

/**
 * The approved content, as the rules for changes know it.
 * @throws if the definition is none of its entity type
 */
export function readContent(entityType: EntityType, given: GivenContent): EntityContent {
  const { dataset } = given;
  return {
    name: given.name,
    description: given.description ?? null,
    tier: tierOf(given.tier),
    owner: given.owner ?? null,
    standardPackId: given.standardPackId ?? null,
    freshnessHours: given.freshnessHours ?? null,
    dataset: dataset
      ? {
          schema: dataset.schema,
          table: dataset.table,
          ...(dataset.column != null && { column: dataset.column }),
          keyColumns: [...dataset.keyColumns],
        }
      : null,
    definition: readDefinition(entityType, given.definition ?? null),
  };
}

function readDefinition(entityType: EntityType, json: string | null): EntityContent['definition'] {
  const name = DEFINITION_OF[entityType];
  if (name === undefined || json === null) return {};
  const value: unknown = JSON.parse(json);
  switch (name) {
    case 'businessRule':
      return { businessRule: keptRuleSchema.parse(value) };
    case 'kpi':
      return { kpi: DEFINITION_SCHEMAS.kpi.parse(value) };
    case 'glossary':
      return { glossary: DEFINITION_SCHEMAS.glossary.parse(value) };
    case 'tag':
      return { tag: DEFINITION_SCHEMAS.tag.parse(value) };
    case 'lineage':
      return { lineage: DEFINITION_SCHEMAS.lineage.parse(value) };
  }
}

/** Tiers are written in capitals in GraphQL, and in small letters in the rules. */
export function tierOf(tier: Tier): z.infer<typeof tierSchema> {
  return tierSchema.parse(tier.toLowerCase());
}
