import type { EntityContent } from '../../domain/entities/entity.ts';
import type { EntityVersion } from '../../domain/entities/entity-version.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef, DatasetRefRef, FieldChangeRef } from '../kit/common-types.ts';
import { ChangeKindEnum, TierEnum, VersionOriginEnum } from '../kit/enums.ts';
import { listSize } from '../kit/list-size.ts';
import { ApprovalRef } from '../kit/refs.ts';

const EntityContentRef = builder.objectRef<EntityContent>('EntityContent').implement({
  description: 'What an entity said of itself at one version.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name for people.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it was.' }),
    tier: t.expose('tier', { type: TierEnum, description: 'How much it mattered.' }),
    owner: t.exposeString('owner', { nullable: true, description: 'Who answered for it; null: nobody.' }),
    dataset: t.expose('dataset', { type: DatasetRefRef, nullable: true, description: 'What was measured.' }),
    definition: t.string({
      nullable: true,
      description: 'What is particular to its type, as JSON; null: nothing is.',
      resolve: ({ definition }) => {
        const [own] = Object.values(definition);
        return own === undefined ? null : JSON.stringify(own);
      },
    }),
  }),
});

export const EntityVersionRef = builder.objectRef<EntityVersion>('EntityVersion').implement({
  description: 'An entity as one applied change left it.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: '1 for the creation, one more with every applied change.' }),
    changedAt: t.expose('changedAt', { type: 'DateTime', description: 'When the change was applied.' }),
    kind: t.expose('kind', { type: ChangeKindEnum, description: 'What the change did.' }),
    origin: t.expose('origin', { type: VersionOriginEnum, description: 'How it came about.' }),
    requestedBy: t.expose('requestedBy', { type: ActorRef, description: 'Who asked for it, or imported it.' }),
    decidedBy: t.expose('decidedBy', {
      type: ActorRef,
      nullable: true,
      description: 'Who approved it; null: nobody had to.',
    }),
    diff: t.expose('diff', {
      type: [FieldChangeRef],
      extensions: listSize(10),
      description: 'What changed, field by field.',
    }),
    content: t.expose('content', { type: EntityContentRef, description: 'The whole of it at this version.' }),
    approval: t.field({
      type: ApprovalRef,
      nullable: true,
      description: 'The request behind it; null: it was imported.',
      resolve: async ({ approvalId }, _, { loaders }) =>
        approvalId === null ? null : ((await loaders.approval.load(approvalId)) ?? null),
    }),
  }),
});

export const EntityVersionConnection = builder.connectionObject(
  { type: EntityVersionRef, name: 'EntityVersionConnection', description: 'A page of versions.' },
  { name: 'EntityVersionEdge', description: 'A version and its place in the list.' },
);
