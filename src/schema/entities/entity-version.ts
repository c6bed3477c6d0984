import type { EntityContent } from '../../domain/entities/entity.ts';
import { isReactivation } from '../../domain/entities/entity-change.ts';
import type { EntityVersion } from '../../domain/entities/entity-version.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef, DatasetRefRef, FieldChangeRef } from '../kit/common-types.ts';
import { ChangeKindEnum, TierEnum, VersionOriginEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { ApprovalRef } from '../kit/refs.ts';

const EntityContentRef = builder.objectRef<EntityContent>('EntityContent').implement({
  description: 'The content of an entity at one version.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Display name.' }),
    description: t.exposeString('description', { nullable: true, description: 'What the entity was, in words.' }),
    tier: t.expose('tier', { type: TierEnum, description: 'How important the entity was.' }),
    owner: t.exposeString('owner', {
      nullable: true,
      description: 'Id of the actor who was responsible; null if nobody was.',
    }),
    standardPackId: t.exposeString('standardPackId', {
      nullable: true,
      description: 'Id of the standard pack that governed it; null if none did.',
    }),
    dataset: t.expose('dataset', {
      type: DatasetRefRef,
      nullable: true,
      description: 'The data that was measured; null if there was none.',
    }),
    definition: t.string({
      nullable: true,
      description: 'The part of the content that only its entity type has, as JSON; null if there is none.',
      resolve: ({ definition }) => {
        const [own] = Object.values(definition);
        return own === undefined ? null : JSON.stringify(own);
      },
    }),
  }),
});

export const EntityVersionRef = builder.objectRef<EntityVersion>('EntityVersion').implement({
  description: 'An entity after one applied change.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: '1 for the creation, and one more for each applied change.' }),
    changedAt: t.expose('changedAt', { type: 'DateTime', description: 'When the change was applied.' }),
    kind: t.field({
      type: ChangeKindEnum,
      description: 'Whether it created, updated, deprecated or reactivated the entity.',
      resolve: ({ kind, diff }) => (isReactivation(diff) ? 'REACTIVATE' : kind),
    }),
    origin: t.expose('origin', {
      type: VersionOriginEnum,
      description: 'Whether the change was approved or imported.',
    }),
    requestedBy: t.expose('requestedBy', { type: ActorRef, description: 'Who requested or imported the change.' }),
    decidedBy: t.expose('decidedBy', {
      type: ActorRef,
      nullable: true,
      description: 'Who approved it; null if it was imported.',
    }),
    diff: t.expose('diff', {
      type: [FieldChangeRef],
      extensions: listSize(10),
      description: 'What changed, field by field.',
    }),
    content: t.expose('content', { type: EntityContentRef, description: 'The complete content at this version.' }),
    approval: t.field({
      type: ApprovalRef,
      nullable: true,
      description: 'The request that led to it; null if it was imported.',
      resolve: async ({ approvalId }, _, { loaders }) =>
        approvalId === null ? null : ((await loaders.approval.load(approvalId)) ?? null),
    }),
  }),
});

export const EntityVersionConnection = builder.connectionObject(
  { type: EntityVersionRef, name: 'EntityVersionConnection', description: 'A page of versions.' },
  { name: 'EntityVersionEdge', description: 'A version and its cursor.' },
);
