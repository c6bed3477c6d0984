import type { Dataset, FieldChange } from '../../domain/entities/entity.ts';
import { type IdKind, kindOfId } from '../../domain/ids.ts';
import type { Actor, EntityType } from '../../events/schemas/vocabulary.ts';
import { builder } from './builder.ts';
import { ActorTypeEnum } from './enums.ts';

/** The GraphQL type of each entity type. */
export const ENTITY_TYPE_NAMES: Readonly<Record<EntityType, string>> = {
  METADATA: 'Metadata',
  KPI: 'Kpi',
  GLOSSARY: 'GlossaryTerm',
  BUSINESS_RULE: 'BusinessRule',
  TAG: 'Tag',
  LINEAGE: 'LineageField',
};

/** The id of a node tells its type. */
const NODE_TYPE_NAMES: Readonly<Record<IdKind, string | undefined>> = {
  ...ENTITY_TYPE_NAMES,
  PROFILE: 'Profile',
  DECISION: 'ProfilingDecision',
  APPROVAL: 'Approval',
  DEAD_LETTER: 'DeadLetter',
  WEBHOOK: 'Webhook',
  WEBHOOK_DELIVERY: 'WebhookDelivery',
  COMMENT: undefined,
  NOTIFICATION: 'Notification',
  RUN: undefined,
};

export const NodeRef = builder.interfaceRef<{ id: string }>('Node').implement({
  description: 'Something with an id, which finds it again.',
  resolveType: ({ id }) => NODE_TYPE_NAMES[kindOfId(id) ?? 'RUN'],
  fields: (t) => ({ id: t.exposeID('id', { description: 'Opaque; the same in GraphQL, in events and in logs.' }) }),
});

export const ActorRef = builder.objectRef<Actor>('Actor').implement({
  description: 'Who did something.',
  fields: (t) => ({
    actorId: t.exposeString('actorId', { description: 'Name of the actor, as the token gives it.' }),
    actorType: t.expose('actorType', { type: ActorTypeEnum, description: 'Person, program or agent.' }),
  }),
});

export const DatasetRefRef = builder.objectRef<Dataset>('DatasetRef').implement({
  description: 'A table of the warehouse, or one column of it.',
  fields: (t) => ({
    schema: t.exposeString('schema', { description: 'Schema of the table.' }),
    table: t.exposeString('table', { description: 'Name of the table.' }),
    column: t.exposeString('column', { nullable: true, description: 'The one column that is measured; null: all.' }),
    keyColumns: t.exposeStringList('keyColumns', {
      description: 'What makes a row unique; empty: the primary key of the table, or else the whole row.',
    }),
  }),
});

export const FieldChangeRef = builder.objectRef<FieldChange>('FieldChange').implement({
  description: 'One field of a change.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Name of the field, such as name or kpi.formula.' }),
    before: t.exposeString('before', { nullable: true, description: 'The approved value as JSON; null: none.' }),
    after: t.exposeString('after', { nullable: true, description: 'The requested value as JSON; null: none.' }),
  }),
});
