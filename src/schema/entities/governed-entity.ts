import * as z from 'zod';

import type { Entity } from '../../domain/entities/entity.ts';
import type { EntityVersion } from '../../domain/entities/entity-version.ts';
import type { ProfileSummary } from '../../domain/profiling/profile.ts';
import type { ProfilingDecision } from '../../domain/profiling/profiling-decision.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { findEntity } from '../../store/entities/entities.ts';
import { pageOfEntities } from '../../store/entities/entity-pages.ts';
import { findVersions, pageOfVersions } from '../../store/entities/entity-versions.ts';
import { pageOfDecisions } from '../../store/profiling/decisions.ts';
import { pageOfProfiles } from '../../store/profiling/profiles.ts';
import { builder } from '../kit/builder.ts';
import { DatasetRefRef, ENTITY_TYPE_NAMES, NodeRef } from '../kit/common-types.ts';
import { EntityStatusEnum, EntityTypeEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/filter-list.ts';
import { listSize } from '../kit/list-size.ts';
import { MAX_TAGS } from '../kit/loaders.ts';
import { listCursor, resolvePage } from '../kit/page.ts';
import { ApprovalRef, GovernedEntityRef, ProfileRef, TagRef } from '../kit/refs.ts';
import { ProfileConnection } from '../profiling/profile.ts';
import {
  ProfilingDecisionConnection,
  ProfilingDecisionFilterInput,
  toDecisionQuery,
} from '../profiling/profiling-decision.ts';
import { EntityVersionConnection, EntityVersionRef } from './entity-version.ts';

GovernedEntityRef.implement({
  description: 'Something that is governed: it changes by approved requests only, and its data is profiled.',
  interfaces: [NodeRef],
  resolveType: ({ entityType }) => ENTITY_TYPE_NAMES[entityType],
  fields: (t) => ({
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: 'What kind of thing it is.' }),
    canonicalKey: t.exposeString('canonicalKey', { description: 'Its stable name within tenant and type.' }),
    urn: t.exposeString('urn', { description: 'Its name for other systems; a refresh may be reported by it.' }),
    name: t.exposeString('name', { description: 'Its name for people.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is.' }),
    tier: t.expose('tier', { type: TierEnum, description: 'How much it matters.' }),
    owner: t.exposeString('owner', {
      nullable: true,
      description: 'Id of the actor who answers for it and is told what happens to it; null: nobody.',
    }),
    status: t.expose('status', { type: EntityStatusEnum, description: 'Where it stands in its life.' }),
    version: t.exposeInt('version', { description: '1 when created, one more with every applied change.' }),
    dataset: t.expose('dataset', {
      type: DatasetRefRef,
      nullable: true,
      description: 'What is measured when it is profiled; null: nothing is.',
    }),
    tags: t.field({
      type: [TagRef],
      extensions: listSize(20),
      description: `The active tags that mark it, by canonical key: the first ${MAX_TAGS}.`,
      resolve: (entity, _, { loaders }) => loaders.tags.load(entity),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When its creation was applied.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When its last change was applied.' }),
    versions: t.field({
      type: EntityVersionConnection,
      args: t.arg.connectionArgs(),
      description: 'Its history, newest version first.',
      resolve: ({ id, tenantId }, args, { database }) =>
        resolvePage(
          args,
          listCursor(`versions:${id}`, tenantId, z.int32()),
          ({ version }: EntityVersion) => version,
          (range) => pageOfVersions(drizzleOn(database), tenantId, id, range),
        ),
    }),
    atVersion: t.field({
      type: EntityVersionRef,
      nullable: true,
      description: 'One version of it, with its content; null: there is no such version.',
      args: { version: t.arg.int({ required: true, description: 'Number of the version.' }) },
      resolve: async ({ id, tenantId }, { version }, { database }) =>
        (await findVersions(drizzleOn(database), tenantId, id, [version]))[0] ?? null,
    }),
    latestProfile: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'Its newest profile; null: never profiled.',
      resolve: async ({ lastProfileId }, _, { loaders }) =>
        lastProfileId === null ? null : ((await loaders.profile.load(lastProfileId)) ?? null),
    }),
    profiles: t.field({
      type: ProfileConnection,
      args: t.arg.connectionArgs(),
      description: 'Its profiles, newest first.',
      resolve: ({ id, tenantId }, args, { database }) =>
        resolvePage(
          args,
          listCursor(`profiles:${id}`, tenantId, z.int32()),
          ({ number }: ProfileSummary) => number,
          (range) => pageOfProfiles(drizzleOn(database), tenantId, id, range),
        ),
    }),
    profilingDecisions: t.field({
      type: ProfilingDecisionConnection,
      args: {
        filter: t.arg({ type: ProfilingDecisionFilterInput, description: 'Which ones; left out: all.' }),
        ...t.arg.connectionArgs(),
      },
      description: 'Why it was profiled, or was not: one for every event that the rules judged, newest first.',
      resolve: ({ id, tenantId }, { filter, ...args }, { database }) =>
        resolvePage(
          args,
          listCursor(`decisions:${id}`, tenantId, z.int()),
          ({ eventOffset }: ProfilingDecision) => eventOffset,
          (range) => pageOfDecisions(drizzleOn(database), tenantId, id, toDecisionQuery(filter), range),
        ),
    }),
    pendingApproval: t.field({
      type: ApprovalRef,
      nullable: true,
      description: 'The request that waits for a decision; null: none does.',
      resolve: async (entity, _, { loaders }) => (await loaders.pendingApproval.load(entity)) ?? null,
    }),
  }),
});

export const EntityConnection = builder.connectionObject(
  { type: GovernedEntityRef, name: 'EntityConnection', description: 'A page of entities.' },
  { name: 'EntityEdge', description: 'An entity and its place in the list.' },
);

const EntityFilterInput = builder.inputType('EntityFilter', {
  description: 'Which entities are wanted. All parts must hold; a part left out holds for every entity.',
  fields: (t) => ({
    entityTypes: t.field({ type: [EntityTypeEnum], description: 'Of one of these types.' }),
    tiers: t.field({ type: [TierEnum], description: 'In one of these tiers.' }),
    statuses: t.field({ type: [EntityStatusEnum], description: 'With one of these statuses.' }),
    maxQualityScore: t.float({ description: 'Whose latest profile scores at most this, 0..100.' }),
    search: t.string({ description: 'Text that the canonical key, name or description contains, in any case.' }),
  }),
});

builder.queryFields((t) => ({
  entity: t.field({
    type: GovernedEntityRef,
    nullable: true,
    description: 'One entity by its name; null: there is none.',
    args: {
      entityType: t.arg({ type: EntityTypeEnum, required: true, description: 'Its type.' }),
      canonicalKey: t.arg.string({ required: true, description: 'Its canonical key.' }),
    },
    resolve: async (_, { entityType, canonicalKey }, { database, viewer }) =>
      (await findEntity(drizzleOn(database), viewer.tenantId, entityType, canonicalKey)) ?? null,
  }),
  entities: t.field({
    type: EntityConnection,
    description: 'Entities by canonical key.',
    args: {
      filter: t.arg({ type: EntityFilterInput, description: 'Which ones; left out: all.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: (_, { filter, ...args }, { database, viewer }) =>
      resolvePage(
        args,
        listCursor('entities', viewer.tenantId, z.object({ canonicalKey: z.string(), id: z.string() })),
        ({ canonicalKey, id }: Entity) => ({ canonicalKey, id }),
        (range) =>
          pageOfEntities(
            drizzleOn(database),
            viewer.tenantId,
            {
              entityTypes: filterList(filter?.entityTypes),
              tiers: filterList(filter?.tiers),
              statuses: filterList(filter?.statuses),
              maxQualityScore: filter?.maxQualityScore ?? undefined,
              search: filter?.search ?? undefined,
            },
            range,
          ),
      ),
  }),
}));
