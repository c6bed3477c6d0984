import * as z from 'zod';

import type { ProfilingDecision } from '../../domain/profiling/profiling-decision.ts';
import { PROFILING_RULES } from '../../domain/profiling/profiling-rules.ts';
import { decodeCursor } from '../../events/log/cursor.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { type DecisionQuery, findDecisionsOfEvent, pageOfTenantDecisions } from '../../store/profiling/decisions.ts';
import { DataRefreshedEvent, EventUnion, readable } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import { NodeRef } from '../kit/common-types.ts';
import { entityIfAny } from '../kit/entity-of.ts';
import { ProfilingRuleEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/lists/filter-list.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { instantKey, listCursor, resolvePage } from '../kit/lists/page.ts';
import { GovernedEntityRef, ProfileRef, ProfilingDecisionRef } from '../kit/refs.ts';
import { ProfileRunRef } from './profile-run.ts';

ProfilingDecisionRef.implement({
  description: 'Why an entity was or was not profiled: one decision for each event that the profiling rules evaluated.',
  interfaces: [NodeRef],
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'The entity; null if no entity is bound to the refreshed dataset.',
      resolve: ({ entityId }, _, context) => entityIfAny(entityId, context),
    }),
    event: t.field({
      type: EventUnion,
      description: 'The event that was evaluated. The decision keeps a copy when retention removes it from the stream.',
      resolve: async ({ eventOffset }, _, { loaders }) => readable(await loaders.decidedEvent.load(eventOffset)),
    }),
    profiled: t.exposeBoolean('profiled', { description: 'Whether it led to a profile or joined one.' }),
    rule: t.exposeString('rule', {
      deprecationReason: 'Use `profilingRule`, which is an enum.',
      description: 'The rule that decided, such as STALE or WITHIN_COOLDOWN.',
    }),
    profilingRule: t.field({
      type: ProfilingRuleEnum,
      nullable: true,
      description: 'The rule that decided; null if it is one that only a newer version of the server knows.',
      resolve: ({ rule }) => PROFILING_RULES.find((known) => known === rule) ?? null,
    }),
    explanation: t.exposeString('explanation', {
      description: 'The reason in one sentence, with the figures that were compared.',
    }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', description: 'When the decision was made.' }),
    tier: t.expose('tier', {
      type: TierEnum,
      nullable: true,
      description:
        'The tier of the entity at that time; null if there is no entity, or if the decision is older than this field.',
    }),
    lastProfile: t.field({
      type: ProfileRef,
      nullable: true,
      description:
        'The last profile at that time; null if there was none, or if the decision is older than this field.',
      resolve: async ({ lastProfileId }, _, { loaders }) =>
        lastProfileId === null ? null : ((await loaders.profile.load(lastProfileId)) ?? null),
    }),
    joined: t.boolean({
      description: 'Whether it joined a profile of the entity that was already waiting or running.',
      async resolve({ runId, eventOffset }, _, { loaders }) {
        const run = runId === null ? undefined : await loaders.run.load(runId);
        return run !== undefined && run.triggerOffset !== eventOffset;
      },
    }),
    run: t.field({
      type: ProfileRunRef,
      nullable: true,
      description:
        'The profile run that it began or joined, which says how that ended, also if a failure was not announced again; null if there is none.',
      resolve: async ({ runId }, _, { loaders }) => (runId === null ? null : ((await loaders.run.load(runId)) ?? null)),
    }),
    profile: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'The profile that it led to or joined; null if there is none, it is not finished, or it failed.',
      resolve: async ({ runId }, _, { loaders }) =>
        runId === null ? null : ((await loaders.profileOfRun.load(runId)) ?? null),
    }),
  }),
});

export const ProfilingDecisionFilterInput = builder.inputType('ProfilingDecisionFilter', {
  description: 'Filters decisions. All conditions must match; a condition that is left out matches every decision.',
  fields: (t) => ({
    profiled: t.boolean({
      description: 'True: only decisions that led to a profile or joined one. False: only the others.',
    }),
    rules: t.field({ type: [ProfilingRuleEnum], description: 'Made by these rules.' }),
    tiers: t.field({ type: [TierEnum], description: 'About entities that were in these tiers.' }),
    from: t.field({ type: 'DateTime', description: 'Made at this time or later.' }),
    to: t.field({ type: 'DateTime', description: 'Made before this time.' }),
  }),
});

export function toDecisionQuery(
  input: typeof ProfilingDecisionFilterInput.$inferInput | null | undefined,
): DecisionQuery {
  return {
    profiled: input?.profiled ?? undefined,
    rules: filterList(input?.rules),
    tiers: filterList(input?.tiers),
    from: input?.from ?? undefined,
    to: input?.to ?? undefined,
  };
}

builder.objectField(DataRefreshedEvent, 'profilingDecisions', (t) =>
  t.field({
    type: [ProfilingDecisionRef],
    extensions: listSize(20),
    description:
      'The decisions on this refresh, one for each entity bound to the table; empty until the rules have been evaluated.',
    resolve: ({ cursor }, _, { database, viewer }) =>
      findDecisionsOfEvent(drizzleOn(database), viewer.tenantId, decodeCursor(cursor).offset),
  }),
);

export const ProfilingDecisionConnection = builder.connectionObject(
  { type: ProfilingDecisionRef, name: 'ProfilingDecisionConnection', description: 'A page of decisions.' },
  { name: 'ProfilingDecisionEdge', description: 'A decision and its cursor.' },
);

const keySchema = z.object({ decidedAt: instantKey, id: z.string() });

builder.queryField('profilingDecisions', (t) =>
  t.field({
    type: ProfilingDecisionConnection,
    description: 'The profiling decisions for all entities, newest first.',
    args: {
      filter: t.arg({ type: ProfilingDecisionFilterInput, description: 'Default: all decisions.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: (_, { filter, ...args }, { database, viewer }) =>
      resolvePage(
        args,
        listCursor('profilingDecisions', viewer.tenantId, keySchema),
        ({ decidedAt, id }: ProfilingDecision) => ({ decidedAt: decidedAt.toISOString(), id }),
        (range) => pageOfTenantDecisions(drizzleOn(database), viewer.tenantId, toDecisionQuery(filter), range),
      ),
  }),
);
