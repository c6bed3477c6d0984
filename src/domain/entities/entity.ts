import * as z from 'zod';

import { type EntityType, idSchema, nameSchema, type Tier, tierSchema } from '../../events/schemas/vocabulary.ts';
import { DEFINITION_SCHEMAS, type EntityDefinition } from './entity-definition.ts';
import type { EntityName } from './entity-name.ts';
import { identifierSchema } from './identifier.ts';

export const ENTITY_STATUSES = ['DRAFT', 'ACTIVE', 'DEPRECATED'] as const;
export type EntityStatus = (typeof ENTITY_STATUSES)[number];

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

const descriptionSchema = z.string().max(10_000);

/** What a change may set. A part left out stays as it is; a null clears what may be empty. */
export const entityChangeSchema = z.strictObject({
  name: nameSchema.regex(/\S/, 'must not be blank').optional(),
  description: descriptionSchema.nullable().optional(),
  tier: tierSchema.optional(),
  owner: idSchema.regex(/\S/, 'must not be blank').nullable().optional(),
  dataset: datasetSchema.nullable().optional(),
  ...z.object(DEFINITION_SCHEMAS).partial().shape,
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

export interface Entity extends EntityContent, EntityName {
  id: string;
  tenantId: string;
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

/** An entity at its first version, of which nothing was measured yet. */
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
    version: 1,
    createdAt,
    updatedAt: createdAt,
    lastProfileId: null,
    lastProfiledAt: null,
    profileCount: 0,
  };
}

/** What a change can change of an entity. */
export function contentOf({ name, description, tier, owner, dataset, definition }: EntityContent): EntityContent {
  return { name, description, tier, owner, dataset, definition };
}

/** One field of a change; the values are JSON, or null where there is none. */
export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** What the payload of an event says of the entity that it is about. */
export function subjectOf({
  entityType,
  id,
  canonicalKey,
  tier,
}: Pick<Entity, 'entityType' | 'id' | 'canonicalKey' | 'tier'>) {
  return { entityType, entityId: id, canonicalKey, tier };
}

/** The name by which other systems speak of an entity, as `data.refreshed` does. */
export function entityUrn(entityType: EntityType, canonicalKey: string): string {
  return `urn:mdm:${entityType.toLowerCase()}:${canonicalKey}`;
}
