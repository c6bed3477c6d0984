import type { Incident } from '../../domain/incidents/incident.ts';
import { eventAt, EventUnion } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import { NodeRef } from '../kit/common-types.ts';
import { entityOf } from '../kit/entity-of.ts';
import { SeverityEnum, TierEnum } from '../kit/enums.ts';
import { propertiesRead, reads } from '../kit/properties-read.ts';
import { BusinessRuleRef, GovernedEntityRef, IncidentRef, ProfileRef } from '../kit/refs.ts';
import { IncidentConnection, incidentsOf } from './incident-connection.ts';
import {
  IncidentCauseEnum,
  IncidentResolutionEnum,
  IncidentStatusEnum,
  IncidentStepKindEnum,
} from './incident-enums.ts';
import { historyOf, IncidentStepConnection } from './incident-step.ts';

IncidentRef.implement({
  description:
    'Trouble with an entity, from the first profile or event that shows it until it is resolved. An entity has at most one of a cause that is not resolved. Those of one root are a group, of which people are told once.',
  interfaces: [NodeRef],
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      extensions: reads<Incident>('entityId'),
      description: 'The entity that has the trouble.',
      resolve: ({ entityId }, _, context, info) => entityOf(entityId, context, propertiesRead(info)),
    }),
    tier: t.expose('tier', { type: TierEnum, description: 'Tier of the entity when it was opened.' }),
    cause: t.expose('cause', { type: IncidentCauseEnum, description: 'What is wrong.' }),
    status: t.expose('status', { type: IncidentStatusEnum, description: 'Its status.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How grave it is.' }),
    summary: t.exposeString('summary', {
      description: 'What is wrong, in one sentence with the figures; never a value of a row.',
    }),
    openedAt: t.expose('openedAt', { type: 'DateTime', description: 'When it was first seen.' }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', description: 'When it was last seen.' }),
    occurrences: t.exposeInt('occurrences', { description: 'How often it was seen, 1 or more.' }),
    rule: t.field({
      type: BusinessRuleRef,
      nullable: true,
      extensions: reads<Incident>('ruleId'),
      description: 'Of cause RULE: the gravest rule that failed; null for other causes.',
      resolve: async ({ ruleId }, _, { loaders }, info) =>
        ruleId === null ? null : ((await loaders.entityWith(propertiesRead(info)).load(ruleId)) ?? null),
    }),
    profile: t.field({
      type: ProfileRef,
      nullable: true,
      extensions: reads<Incident>('profileId'),
      description: 'The latest profile that shows it; null if none does, as with FRESHNESS.',
      resolve: async ({ profileId }, _, { loaders }, info) =>
        profileId === null ? null : ((await loaders.profileWith(propertiesRead(info)).load(profileId)) ?? null),
    }),
    openedBy: t.field({
      type: EventUnion,
      nullable: true,
      extensions: reads<Incident>('openedByOffset'),
      description: 'The event that led to it; null if none did, as with FRESHNESS, or if retention has removed it.',
      resolve: ({ openedByOffset }, _, context) => (openedByOffset === null ? null : eventAt(openedByOffset, context)),
    }),
    root: t.field({
      type: IncidentRef,
      nullable: true,
      extensions: reads<Incident>('rootId'),
      description: 'The upstream or earlier incident to which it belongs; null if it is a root itself.',
      resolve: async ({ rootId }, _, { loaders }) =>
        rootId === null ? null : ((await loaders.incidents.byId.load(rootId)) ?? null),
    }),
    affected: t.field({
      type: IncidentConnection,
      extensions: reads<Incident>('id'),
      args: t.arg.connectionArgs(),
      description: 'The incidents that belong to it, resolved ones among them, oldest first.',
      resolve: ({ id }, args, context) => incidentsOf({ owner: 'root', ownerId: id, isOpen: false }, args, context),
    }),
    assignee: t.exposeString('assignee', {
      nullable: true,
      description: 'Id of the actor to whom it is assigned; null if to nobody.',
    }),
    snoozedUntil: t.expose('snoozedUntil', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when it is put off; null if it is not.',
    }),
    acknowledgedAt: t.expose('acknowledgedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When somebody first acknowledged or snoozed it; null if nobody has.',
    }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was resolved; null if it is not.',
    }),
    resolution: t.expose('resolution', {
      type: IncidentResolutionEnum,
      nullable: true,
      description: 'How it ended; null if it is not resolved.',
    }),
    history: t.field({
      type: IncidentStepConnection,
      extensions: reads<Incident>('id', 'tenantId'),
      args: {
        kinds: t.arg({
          type: [IncidentStepKindEnum],
          description:
            'Only steps of these kinds, such as all but SEEN: `occurrences` counts those, and they may be many. Default: all.',
        }),
        ...t.arg.connectionArgs(),
      },
      description: 'Who did what and when, comments among it, oldest first.',
      resolve: historyOf,
    }),
  }),
});

builder.interfaceFields(GovernedEntityRef, (t) => ({
  incidents: t.field({
    type: IncidentConnection,
    extensions: reads<{ id: string }>('id'),
    args: {
      openOnly: t.arg.boolean({ description: 'Whether to leave out resolved ones. Default: false.' }),
      ...t.arg.connectionArgs(),
    },
    description: 'Its incidents, newest first.',
    resolve: ({ id }, { openOnly, ...args }, context) =>
      incidentsOf({ owner: 'entity', ownerId: id, isOpen: openOnly ?? false }, args, context),
  }),
  openIncidentCount: t.int({
    extensions: reads<{ id: string }>('id'),
    description: 'How many of its incidents are not resolved: at most one of each cause.',
    resolve: ({ id }, _, { loaders }) => loaders.incidents.countOf.load({ owner: 'entity', ownerId: id, isOpen: true }),
  }),
}));
