import { decodeCursor } from '../events/cursor.ts';
import { findDecisionsOfEvent } from '../store/decisions.ts';
import { drizzleOn } from '../store/drizzle.ts';
import { builder } from './builder.ts';
import { NodeRef } from './common-types.ts';
import { DataRefreshedEvent, EventUnion, readable } from './event.ts';
import { GovernedEntityRef, ProfilingDecisionRef } from './refs.ts';

ProfilingDecisionRef.implement({
  description: 'Why an entity was profiled, or was not: one for every event that the profiling rules judged.',
  interfaces: [NodeRef],
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'The entity; null: no entity is bound to the dataset that was refreshed.',
      resolve: async ({ entityId }, _, { loaders }) =>
        entityId === null ? null : ((await loaders.entity.load(entityId)) ?? null),
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
  }),
});

builder.objectField(DataRefreshedEvent, 'profilingDecisions', (t) =>
  t.field({
    type: [ProfilingDecisionRef],
    description: 'What was decided about it, for each entity bound to the table; empty until it is judged.',
    resolve: ({ cursor }, _, { database, viewer }) =>
      findDecisionsOfEvent(drizzleOn(database), viewer.tenantId, decodeCursor(cursor).offset),
  }),
);

export const ProfilingDecisionConnection = builder.connectionObject(
  { type: ProfilingDecisionRef, name: 'ProfilingDecisionConnection', description: 'A page of decisions.' },
  { name: 'ProfilingDecisionEdge', description: 'A decision and its place in the list.' },
);
