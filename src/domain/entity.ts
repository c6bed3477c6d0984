import * as z from 'zod';

import { idSchema, MAX_NAME_LENGTH, nameSchema, tierSchema, type EntityType, type Tier } from '../events/vocabulary.ts';
import { identifierSchema } from './identifier.ts';
import { ruleCheckSchema } from './rule-check.ts';

export const ENTITY_STATUSES = ['DRAFT', 'ACTIVE', 'DEPRECATED'] as const;
export type EntityStatus = (typeof ENTITY_STATUSES)[number];

export const KPI_DIRECTIONS = ['HIGHER_IS_BETTER', 'LOWER_IS_BETTER'] as const;
export const SEVERITIES = ['INFO', 'WARNING', 'CRITICAL'] as const;
export type KpiDirection = (typeof KPI_DIRECTIONS)[number];
export type Severity = (typeof SEVERITIES)[number];

/** A stable name: it goes into urns and logs, so it is kept to letters that need no escape there. */
export const canonicalKeySchema = z
  .string()
  .min(1, 'must not be empty')
  .max(MAX_NAME_LENGTH, `must have at most ${MAX_NAME_LENGTH} characters`)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]*$/, 'must begin with a letter or digit, then letters, digits, and _ . : - only');

export const datasetSchema = z.strictObject({
  schema: identifierSchema,
  table: identifierSchema,
  /** The one column that is measured; left out, all of them are. */
  column: identifierSchema.optional(),
  /** What makes a row unique; left out, the table's primary key. */
  keyColumns: z.array(identifierSchema).max(32).default([]),
});
/** The table, or the one column of it, that an entity is about. */
export type Dataset = z.infer<typeof datasetSchema>;

export const kpiDefinitionSchema = z.strictObject({
  formula: z.string().min(1, 'must not be empty').max(4_000),
  unit: nameSchema.optional(),
  direction: z.enum(KPI_DIRECTIONS),
  /** Canonical keys of the metadata that the formula uses. */
  computedFrom: z.array(canonicalKeySchema).max(100).default([]),
});
export type KpiDefinition = z.infer<typeof kpiDefinitionSchema>;

export const businessRuleDefinitionSchema = z.strictObject({
  check: ruleCheckSchema,
  severity: z.enum(SEVERITIES),
});
export type BusinessRuleDefinition = z.infer<typeof businessRuleDefinitionSchema>;

/** What is particular to an entity's type, under the name that its change input has. */
export interface EntityDefinition {
  kpi?: KpiDefinition | undefined;
  businessRule?: BusinessRuleDefinition | undefined;
}

const descriptionSchema = z.string().max(10_000);

/** What a change may set. A part left out stays as it is; a null clears what may be empty. */
export const entityChangeSchema = z.strictObject({
  name: nameSchema.regex(/\S/, 'must not be blank').optional(),
  description: descriptionSchema.nullable().optional(),
  tier: tierSchema.optional(),
  owner: idSchema.regex(/\S/, 'must not be blank').nullable().optional(),
  dataset: datasetSchema.nullable().optional(),
  kpi: kpiDefinitionSchema.optional(),
  businessRule: businessRuleDefinitionSchema.optional(),
});
export type EntityChange = z.infer<typeof entityChangeSchema>;

/** The approved content of an entity: what a change changes. */
export interface EntityContent {
  name: string;
  description: string | null;
  tier: Tier;
  /** Id of the actor who answers for it. */
  owner: string | null;
  dataset: Dataset | null;
  definition: EntityDefinition;
}

export interface Entity extends EntityContent {
  id: string;
  tenantId: string;
  entityType: EntityType;
  canonicalKey: string;
  urn: string;
  status: EntityStatus;
  /** 1 when created, one more with every change that was applied. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  lastProfileId: string | null;
  lastProfiledAt: Date | null;
  profileCount: number;
}

/** One field of a change; the values are JSON, or null where there is none. */
export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** The name by which other systems speak of an entity, as `data.refreshed` does. */
export function entityUrn(entityType: EntityType, canonicalKey: string): string {
  return `urn:mdm:${entityType.toLowerCase()}:${canonicalKey}`;
}
