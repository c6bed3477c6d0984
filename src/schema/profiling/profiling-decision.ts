import * as z from 'zod';

import type { ProfilingDecision } from '../../domain/profiling/profiling-decision.ts';
import { decodeCursor } from '../../events/live/cursor.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { type DecisionQuery, findDecisionsOfEvent, pageOfTenantDecisions } from '../../store/profiling/decisions.ts';
import { DataRefreshedEvent, EventUnion, readable } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import { NodeRef } from '../kit/common-types.ts';
import { entityIfAny } from '../kit/entity-of.ts';
import { ProfilingRuleEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/filter-list.ts';
import { listSize } from '../kit/list-size.ts';
import { instantKey, listCursor, resolvePage } from '../kit/page.ts';
import { GovernedEntityRef, ProfileRef, ProfilingDecisionRef } from '../kit/refs.ts';

ProfilingDecisionRef.implement({
  description: 'Why an entity was profiled, or was not: one for every event that the profiling rules judged.',
  interfaces: [NodeRef],
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'The entity; null: no entity is bound to the dataset that was refreshed.',
      resolve: ({ entityId }, _, context) => entityIfAny(entityId, context),
    }),
    event: t.field({
      type: EventUnion,
      description: 'The event that was judged. It is kept with the decision when retention removes it from the stream.',
      resolve: async ({ eventOffset }, _, { loaders }) => readable(await loaders.judgedEvent.load(eventOffset)),
    }),
    profiled: t.exposeBoolean('profiled', { description: 'Whether it led to a profile, or joined one.' }),
    rule: t.exposeString('rule', { description: 'The rule that decided, such as STALE or WITHIN_COOLDOWN.' }),
    explanation: t.exposeString('explanation', { description: 'One sentence with the figures that were compared.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', description: 'When it was judged.' }),
    tier: t.expose('tier', {
      type: TierEnum,
      nullable: true,
      description: 'The tier that the entity had; null: there is no entity, or the decision is older than this field.',
    }),
    lastProfile: t.field({
      type: ProfileRef,
      nullable: true,
      description:
        'The last profile that it was judged by; null: there was none, or the decision is older than this field.',
      resolve: async ({ lastProfileId }, _, { loaders }) =>
        lastProfileId === null ? null : ((await loaders.profile.load(lastProfileId)) ?? null),
    }),
    joined: t.boolean({
      description: 'Whether it led to no profile of its own, because one of the entity was waiting or running already.',
      async resolve({ runId, eventOffset }, _, { loaders }) {
        const run = runId === null ? undefined : await loaders.run.load(runId);
        return run !== undefined && run.triggerOffset !== eventOffset;
      },
    }),
    profile: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'The profile that it led to, or joined; null: none, it is not there yet, or it failed.',
      resolve: async ({ runId }, _, { loaders }) =>
        runId === null ? null : ((await loaders.profileOfRun.load(runId)) ?? null),
    }),
  }),
});

export const ProfilingDecisionFilterInput = builder.inputType('ProfilingDecisionFilter', {
  description: 'Which decisions are wanted. All parts must hold; a part left out holds for every decision.',
  fields: (t) => ({
    profiled: t.boolean({ description: 'That led to a profile or joined one, or that did not.' }),
    rules: t.field({ type: [ProfilingRuleEnum], description: 'That one of these rules made.' }),
    tiers: t.field({ type: [TierEnum], description: 'About an entity that was in one of these tiers.' }),
    from: t.field({ type: 'DateTime', description: 'Made at that time or later.' }),
    to: t.field({ type: 'DateTime', description: 'Made before that time.' }),
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
    description: 'What was decided about it, for each entity bound to the table; empty until it is judged.',
    resolve: ({ cursor }, _, { database, viewer }) =>
      findDecisionsOfEvent(drizzleOn(database), viewer.tenantId, decodeCursor(cursor).offset),
  }),
);

export const ProfilingDecisionConnection = builder.connectionObject(
  { type: ProfilingDecisionRef, name: 'ProfilingDecisionConnection', description: 'A page of decisions.' },
  { name: 'ProfilingDecisionEdge', description: 'A decision and its place in the list.' },
);

const keySchema = z.object({ decidedAt: instantKey, id: z.string() });

builder.queryField('profilingDecisions', (t) =>
  t.field({
    type: ProfilingDecisionConnection,
    description: 'What was decided about profiles, for all entities, newest first.',
    args: {
      filter: t.arg({ type: ProfilingDecisionFilterInput, description: 'Which ones; left out: all.' }),
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
