import * as z from 'zod';

import type { Entity } from '../../domain/entities/entity.ts';
import type { EntityVersion } from '../../domain/entities/entity-version.ts';
import { nextProfileDueAt } from '../../domain/profiling/due-time.ts';
import { nextRetryAt } from '../../domain/profiling/judging/failing-streak.ts';
import type { ProfileSummary } from '../../domain/profiling/profile.ts';
import { profileStateOf } from '../../domain/profiling/profile-state.ts';
import type { ProfilingDecision } from '../../domain/profiling/profiling-decision.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { findEntity } from '../../store/entities/entities.ts';
import { findVersions, pageOfVersions } from '../../store/entities/entity-versions.ts';
import { pageOfDecisions } from '../../store/profiling/decisions.ts';
import { pageOfProfiles } from '../../store/profiling/profiles.ts';
import { builder } from '../kit/builder.ts';
import { DatasetRefRef, ENTITY_TYPE_NAMES, NodeRef } from '../kit/common-types.ts';
import { entityIfAny } from '../kit/entity-of.ts';
import { EntityStatusEnum, EntityTypeEnum, ProfileStateEnum, TierEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { listCursor, resolvePage } from '../kit/lists/page.ts';
import { propertiesRead, reads } from '../kit/properties-read.ts';
import { ApprovalRef, GovernedEntityRef, ProfileRef, TagRef } from '../kit/refs.ts';
import { ProfileConnection } from '../profiling/profile.ts';
import {
  ProfilingDecisionConnection,
  ProfilingDecisionFilterInput,
  toDecisionQuery,
} from '../profiling/profiling-decision.ts';
import { MAX_TAGS } from './entity-loaders.ts';
import { EntityVersionConnection, EntityVersionRef } from './entity-version.ts';
import { ProfileFailureRef } from './profile-failure.ts';

GovernedEntityRef.implement({
  description: 'Something that is governed: it changes only by approval or import, and its data can be profiled.',
  interfaces: [NodeRef],
  resolveType: ({ entityType }) => ENTITY_TYPE_NAMES[entityType],
  fields: (t) => ({
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: 'Its entity type.' }),
    canonicalKey: t.exposeString('canonicalKey', { description: 'Its stable name within the tenant and entity type.' }),
    urn: t.exposeString('urn', { description: 'Its global name, which producers can use to report a refresh.' }),
    name: t.exposeString('name', { description: 'Display name.' }),
    description: t.exposeString('description', { nullable: true, description: 'What the entity is, in words.' }),
    tier: t.expose('tier', { type: TierEnum, description: 'How important the entity is.' }),
    owner: t.exposeString('owner', {
      nullable: true,
      description:
        'Id of the actor who is responsible for it and is notified of what happens to it; null if there is none.',
    }),
    standardPackId: t.exposeString('standardPackId', {
      nullable: true,
      description: 'Id of the standard pack that governs it; null if none does.',
    }),
    status: t.expose('status', { type: EntityStatusEnum, description: 'Its status.' }),
    replacedBy: t.field({
      type: GovernedEntityRef,
      nullable: true,
      extensions: reads<Entity>('replacedById'),
      description:
        'The entity that takes its place, as it is now, which may be deprecated as well; null if it is not deprecated or none was named.',
      resolve: ({ replacedById }, _, context) => entityIfAny(replacedById, context),
    }),
    version: t.exposeInt('version', { description: '1 after the creation, and one more for each applied change.' }),
    dataset: t.expose('dataset', {
      type: DatasetRefRef,
      nullable: true,
      description: 'The data that is measured when it is profiled; null if there is none.',
    }),
    tags: t.field({
      type: [TagRef],
      extensions: { ...listSize(20), ...reads<Entity>('entityType', 'canonicalKey') },
      description: `The active tags on it, by canonical key, at most ${MAX_TAGS}.`,
      resolve: (entity, _, { loaders }) => loaders.tags.load(entity),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When the last change was applied.' }),
    versions: t.field({
      type: EntityVersionConnection,
      extensions: reads<Entity>('id', 'tenantId'),
      args: t.arg.connectionArgs(),
      description: 'Its versions, newest first.',
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
      extensions: reads<Entity>('id', 'tenantId'),
      description: 'One version with its content; null if there is none.',
      args: { version: t.arg.int({ required: true, description: 'Number of the version.' }) },
      resolve: async ({ id, tenantId }, { version }, { database }) =>
        (await findVersions(drizzleOn(database), tenantId, id, [version]))[0] ?? null,
    }),
    profileState: t.field({
      type: ProfileStateEnum,
      extensions: reads<Entity>('dataset', 'openRunId', 'lastFailure', 'lastProfiledAt', 'tier'),
      description: 'How it stands with its profiles: the first state that applies.',
      resolve: (entity, _, { policy, clock }) =>
        policy.with((thresholds) => profileStateOf(entity, thresholds, clock())),
    }),
    lastProfiledAt: t.expose('lastProfiledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When its newest profile was made; null if it was never profiled.',
    }),
    nextProfileDueAt: t.field({
      type: 'DateTime',
      nullable: true,
      extensions: reads<Entity>('dataset', 'status', 'tier', 'createdAt', 'lastProfiledAt'),
      description:
        'When its next profile is due: its newest profile and the threshold of its tier later, in the past if it is overdue. Due from its creation if it was never profiled; null if it has no dataset or is not active, because then it is never due.',
      resolve: (entity, _, { policy }) => policy.with((thresholds) => nextProfileDueAt(entity, thresholds)),
    }),
    lastFailure: t.field({
      type: ProfileFailureRef,
      nullable: true,
      extensions: reads<Entity>('lastFailure', 'dataset', 'status', 'tier', 'createdAt', 'updatedAt', 'lastProfiledAt'),
      description:
        'Why its last profile failed; null if the last one did not fail or there is none. It stays while the next one waits or runs.',
      resolve: (entity, _, { policy }) => {
        const { lastFailure } = entity;
        if (!lastFailure) return null;
        return policy.with((thresholds) => ({
          ...lastFailure,
          nextTryAt: nextRetryAt(entity, lastFailure, thresholds),
        }));
      },
    }),
    latestProfile: t.field({
      type: ProfileRef,
      nullable: true,
      extensions: reads<Entity>('lastProfileId'),
      description: 'Its newest profile; null if it was never profiled.',
      resolve: async ({ lastProfileId }, _, { loaders }, info) =>
        lastProfileId === null ? null : ((await loaders.profileWith(propertiesRead(info)).load(lastProfileId)) ?? null),
    }),
    profiles: t.field({
      type: ProfileConnection,
      extensions: reads<Entity>('id', 'tenantId'),
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
      extensions: reads<Entity>('id', 'tenantId'),
      args: {
        filter: t.arg({ type: ProfilingDecisionFilterInput, description: 'Default: all.' }),
        ...t.arg.connectionArgs(),
      },
      description:
        'Why it was or was not profiled: one decision for each event that the profiling rules evaluated, newest first.',
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
      extensions: reads<Entity>('entityType', 'canonicalKey'),
      description: 'The request that is waiting for a decision; null if there is none.',
      resolve: async (entity, _, { loaders }, info) =>
        (await loaders.pendingApprovalWith(propertiesRead(info)).load(entity)) ?? null,
    }),
  }),
});

builder.queryFields((t) => ({
  entity: t.field({
    type: GovernedEntityRef,
    nullable: true,
    description:
      'An entity by type and canonical key; null if there is none. If several had the name: the active one, else the one that was deprecated last. The others are found by id.',
    args: {
      entityType: t.arg({ type: EntityTypeEnum, required: true, description: 'Its entity type.' }),
      canonicalKey: t.arg.string({ required: true, description: 'Its canonical key.' }),
    },
    resolve: async (_, { entityType, canonicalKey }, { database, viewer }) =>
      (await findEntity(drizzleOn(database), viewer.tenantId, entityType, canonicalKey)) ?? null,
  }),
}));
