import * as z from 'zod';

import { type EntityType, MAX_NAME_LENGTH, nameSchema } from '../../events/schemas/vocabulary.ts';
import { ruleCheckSchema } from '../profiling/business-rules/rule-check.ts';
import { canonicalKeySchema, type EntityName, entityNameSchema } from './entity-name.ts';
import { identifierSchema } from './identifier.ts';

export const KPI_DIRECTIONS = ['HIGHER_IS_BETTER', 'LOWER_IS_BETTER'] as const;
export const SEVERITIES = ['INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Most items in the lists of a definition. The cost of operations depends on it. */
export const MAX_REFERENCES = 100;
export const MAX_MARKS = 1_000;
const MAX_TAG_VALUES = 1_000;

/** At most so many items, each of them once. */
function listOf<T extends z.ZodType>(item: T, max: number) {
  return z
    .array(item)
    .max(max)
    .superRefine((items, context) => {
      const seen = new Set<string>();
      for (const [index, value] of items.entries()) {
        const text = JSON.stringify(value);
        if (seen.has(text)) context.addIssue({ code: 'custom', path: [index], message: 'is a duplicate' });
        seen.add(text);
      }
    });
}

const textOf = (max: number) => z.string().regex(/\S/, 'must not be blank').max(max);

const kpiSchema = z.strictObject({
  formula: z.string().min(1, 'must not be empty').max(4_000),
  unit: nameSchema.optional(),
  direction: z.enum(KPI_DIRECTIONS),
  /** Canonical keys of the metadata that the formula uses. */
  computedFrom: listOf(canonicalKeySchema, MAX_REFERENCES).default([]),
});
export type KpiDefinition = z.infer<typeof kpiSchema>;

const glossarySchema = z.strictObject({
  definition: textOf(10_000),
  synonyms: listOf(nameSchema.regex(/\S/, 'must not be blank'), 100).default([]),
  /** Canonical keys of other glossary terms. */
  relatedTerms: listOf(canonicalKeySchema, MAX_REFERENCES).default([]),
});
export type GlossaryDefinition = z.infer<typeof glossarySchema>;

/** The column to which a business rule is bound is the one of its dataset. */
const businessRuleSchema = z.strictObject({
  check: ruleCheckSchema,
  severity: z.enum(SEVERITIES),
  /** Share of the checked values that must pass. If left out: what the monitoring policy demands of the severity. */
  minPassPercent: z.number().min(0).max(100).optional(),
});
export type BusinessRuleDefinition = z.infer<typeof businessRuleSchema>;

const tagSchema = z.strictObject({
  /** Values that the tag can have for an entity; empty: it has none. */
  values: listOf(z.string().min(1, 'must not be empty').max(MAX_NAME_LENGTH), MAX_TAG_VALUES).default([]),
  /** The entities that have the tag. */
  marks: listOf(entityNameSchema, MAX_MARKS).default([]),
});
export type TagDefinition = z.infer<typeof tagSchema>;

const lineageEndSchema = z.strictObject({
  entityType: z.enum(['METADATA', 'KPI'], 'must be METADATA or KPI'),
  canonicalKey: canonicalKeySchema,
  /** A column of the entity's dataset. If left out: the whole entity. */
  column: identifierSchema.optional(),
});
export type LineageEnd = z.infer<typeof lineageEndSchema>;

const lineageSchema = z
  .strictObject({
    from: lineageEndSchema,
    to: lineageEndSchema,
    /** How the data is transformed, in words. */
    transformation: textOf(4_000).optional(),
  })
  .refine(({ from, to }) => textOfEnd(from) !== textOfEnd(to), {
    path: ['to'],
    message: 'must differ from the other end',
  });
export type LineageDefinition = z.infer<typeof lineageSchema>;

/** The definitions of each entity type, by the name of its field in a change. */
export const DEFINITION_SCHEMAS = {
  kpi: kpiSchema,
  glossary: glossarySchema,
  businessRule: businessRuleSchema,
  tag: tagSchema,
  lineage: lineageSchema,
} as const;

export type DefinitionName = keyof typeof DEFINITION_SCHEMAS;
export type EntityDefinition = {
  [N in DefinitionName]?: z.infer<(typeof DEFINITION_SCHEMAS)[N]> | undefined;
};

/** The definition of each entity type; metadata has only the fields that all types share. */
export const DEFINITION_OF: Readonly<Record<EntityType, DefinitionName | undefined>> = {
  METADATA: undefined,
  KPI: 'kpi',
  GLOSSARY: 'glossary',
  BUSINESS_RULE: 'businessRule',
  TAG: 'tag',
  LINEAGE: 'lineage',
};

/** A mention of another entity in a definition. */
export interface Reference extends EntityName {
  /** Path of the mention within the definitions. */
  path: string[];
}

/** Every entity that the definitions mention. */
export function referencesOf({ kpi, glossary, tag, lineage }: EntityDefinition): Reference[] {
  const keyed = (entityType: EntityType, path: string[], keys: readonly string[] = []) =>
    keys.map((canonicalKey, index) => ({ entityType, canonicalKey, path: [...path, String(index)] }));
  const end = (name: 'from' | 'to', found: LineageEnd) => ({
    entityType: found.entityType,
    canonicalKey: found.canonicalKey,
    path: ['lineage', name],
  });
  return [
    ...keyed('METADATA', ['kpi', 'computedFrom'], kpi?.computedFrom),
    ...keyed('GLOSSARY', ['glossary', 'relatedTerms'], glossary?.relatedTerms),
    ...(tag?.marks ?? []).map((name, index) => ({ ...name, path: ['tag', 'marks', String(index)] })),
    ...(lineage ? [end('from', lineage.from), end('to', lineage.to)] : []),
  ];
}

function textOfEnd({ entityType, canonicalKey, column }: LineageEnd): string {
  return JSON.stringify([entityType, canonicalKey, column]);
}
