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

/** The id of a node contains its type. */
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
  INCIDENT: 'Incident',
  CHANGE_SET: 'ChangeSet',
  POLICY_PROPOSAL: undefined,
  RUN: undefined,
};

export const NodeRef = builder.interfaceRef<{ id: string }>('Node').implement({
  description: 'An object with an id, by which it can be found again.',
  resolveType: ({ id }) => NODE_TYPE_NAMES[kindOfId(id) ?? 'RUN'],
  fields: (t) => ({ id: t.exposeID('id', { description: 'Opaque id; the same in GraphQL, events and logs.' }) }),
});

export const ActorRef = builder.objectRef<Actor>('Actor').implement({
  description: 'Who acted.',
  fields: (t) => ({
    actorId: t.exposeString('actorId', { description: 'Name of the actor, as in the token.' }),
    actorType: t.expose('actorType', {
      type: ActorTypeEnum,
      description: 'Whether it is a person, a program or an agent.',
    }),
  }),
});

export const DatasetRefRef = builder.objectRef<Dataset>('DatasetRef').implement({
  description: 'A warehouse table, or one column of it.',
  fields: (t) => ({
    schema: t.exposeString('schema', { description: 'Schema of the table.' }),
    table: t.exposeString('table', { description: 'Name of the table.' }),
    column: t.exposeString('column', {
      nullable: true,
      description: 'The one column that is measured; null means all columns.',
    }),
    keyColumns: t.exposeStringList('keyColumns', {
      description:
        'The columns that identify a row; empty means the primary key of the table, or the whole row if it has none.',
    }),
  }),
});

/** A tier is kept as events have it, and inputs have the names of the enum. */
function valueIn(field: string, json: string | null): unknown {
  const value: unknown = json === null ? null : JSON.parse(json);
  return field === 'tier' && typeof value === 'string' ? value.toUpperCase() : value;
}

export const FieldChangeRef = builder.objectRef<FieldChange>('FieldChange').implement({
  description: 'One changed field.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Name of the field, such as name or kpi.formula.' }),
    before: t.exposeString('before', {
      nullable: true,
      description: 'The value before the change, as JSON; null if there was none.',
    }),
    after: t.exposeString('after', {
      nullable: true,
      description: 'The value after the change, as JSON; null if there is none.',
    }),
    beforeValue: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The value before the change, as it would be written in an input; null if there was none.',
      resolve: ({ field, before }) => valueIn(field, before),
    }),
    afterValue: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The value after the change, as it would be written in an input; null if there is none.',
      resolve: ({ field, after }) => valueIn(field, after),
    }),
  }),
});
