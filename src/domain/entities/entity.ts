import * as z from 'zod';

import { type EntityType, idSchema, nameSchema, type Tier, tierSchema } from '../../events/schemas/vocabulary.ts';
import type { ProfileFailure } from '../profiling/profile-run.ts';
import { DEFINITION_SCHEMAS, type EntityDefinition } from './entity-definition.ts';
import type { EntityName } from './entity-name.ts';
import { identifierSchema } from './identifier.ts';

export const ENTITY_STATUSES = ['DRAFT', 'ACTIVE', 'DEPRECATED'] as const;
export type EntityStatus = (typeof ENTITY_STATUSES)[number];

export const datasetSchema = z.strictObject({
  schema: identifierSchema,
  table: identifierSchema,
  /** The one column to measure. If left out: all columns. */
  column: identifierSchema.optional(),
  /** The columns that identify a row. If left out: the table's primary key. */
  keyColumns: z.array(identifierSchema).max(32).default([]),
});
/** The table, or one column of it, that is measured for an entity. */
export type Dataset = z.infer<typeof datasetSchema>;

const descriptionSchema = z.string().max(10_000);

/** Hours for which a dataset may go without a refresh: a load that is reported in parts takes minutes. */
const FRESHNESS_HOURS = { from: 0.1, to: 87_600 } as const;
const freshnessMessage = `must be from ${FRESHNESS_HOURS.from} to ${FRESHNESS_HOURS.to}`;

/** What a change can set. A field that is left out keeps its value; null clears an optional field. */
export const entityChangeSchema = z.strictObject({
  name: nameSchema.regex(/\S/, 'must not be blank').optional(),
  description: descriptionSchema.nullable().optional(),
  tier: tierSchema.optional(),
  owner: idSchema.regex(/\S/, 'must not be blank').nullable().optional(),
  standardPackId: idSchema.regex(/\S/, 'must not be blank').nullable().optional(),
  freshnessHours: z
    .number(freshnessMessage)
    .min(FRESHNESS_HOURS.from, freshnessMessage)
    .max(FRESHNESS_HOURS.to, freshnessMessage)
    .nullable()
    .optional(),
  dataset: datasetSchema.nullable().optional(),
  ...z.object(DEFINITION_SCHEMAS).partial().shape,
});
export type EntityChange = z.infer<typeof entityChangeSchema>;

/** The approved content of an entity, which changes change. */
export interface EntityContent {
  name: string;
  description: string | null;
  tier: Tier;
  /** Id of the actor who is responsible for it. */
  owner: string | null;
  /** Id of the standard pack that governs it, as other systems know it. */
  standardPackId: string | null;
  /** How old the last refresh of its dataset may be, in hours; null: its usual interval decides. */
  freshnessHours: number | null;
  dataset: Dataset | null;
  definition: EntityDefinition;
}

export interface Entity extends EntityContent, EntityName {
  id: string;
  tenantId: string;
  urn: string;
  status: EntityStatus;
  /** Of a deprecated entity: the id of the one that takes its place, if one was named. */
  replacedById: string | null;
  /** 1 when created, and one more with every applied change. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  lastProfileId: string | null;
  lastProfiledAt: Date | null;
  lastQualityScore: number | null;
  profileCount: number;
  /** The profile run that waits or runs. */
  openRunId: string | null;
  /** Why the last profile run that ended failed; null: it did not, or none has ended. */
  lastFailure: ProfileFailure | null;
}

/** An entity in its first version, without any measurement. */
export function newEntity(
  name: EntityName & { tenantId: string },
  content: EntityContent,
  { id, createdAt }: { id: string; createdAt: Date },
): Entity {
  const { tenantId, entityType, canonicalKey } = name;
  return {
    ...content,
    id,
    tenantId,
    entityType,
    canonicalKey,
    urn: entityUrn(entityType, canonicalKey),
    status: 'ACTIVE',
    replacedById: null,
    version: 1,
    createdAt,
    updatedAt: createdAt,
    lastProfileId: null,
    lastProfiledAt: null,
    lastQualityScore: null,
    profileCount: 0,
    openRunId: null,
    lastFailure: null,
  };
}

/** The fields of an entity that a change can set. */
export function contentOf({
  name,
  description,
  tier,
  owner,
  standardPackId,
  freshnessHours,
  ...content
}: EntityContent): EntityContent {
  const { dataset, definition } = content;
  return { name, description, tier, owner, standardPackId, freshnessHours, dataset, definition };
}

/** One field of a change; the values are JSON, or null if there is none. */
export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** The members of an event's payload that identify its entity. */
export function subjectOf({
  entityType,
  id,
  canonicalKey,
  tier,
}: Pick<Entity, 'entityType' | 'id' | 'canonicalKey' | 'tier'>) {
  return { entityType, entityId: id, canonicalKey, tier };
}

/** The name by which other systems refer to an entity, as `data.refreshed` does. */
export function entityUrn(entityType: EntityType, canonicalKey: string): string {
  return `urn:mdm:${entityType.toLowerCase()}:${canonicalKey}`;
}
