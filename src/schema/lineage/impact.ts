import * as z from 'zod';

import type { Entity } from '../../domain/entities/entity.ts';
import type { EventImpact, Impact, ImpactEvent } from '../../domain/lineage/impact.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { findEventImpact, pageOfImpactsOf, pageOfImpactsOn } from '../../store/lineage/impacts.ts';
import { eventAt, EventUnion } from '../events/event.ts';
import { builder } from '../kit/builder.ts';
import { entityIfAny, entityOf } from '../kit/entity-of.ts';
import { EventTypeEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { listCursor, resolvePage } from '../kit/lists/page.ts';
import { reads } from '../kit/properties-read.ts';
import { GovernedEntityRef } from '../kit/refs.ts';
import { LineageStepRef, USUAL_STEPS } from './lineage.ts';

const ImpactEventRef = builder.interfaceRef<ImpactEvent>('FollowedEvent').implement({
  description: 'An event whose downstream impact was determined.',
  fields: (t) => ({
    eventId: t.exposeID('eventId', { description: 'Id of the event.' }),
    eventType: t.expose('type', { type: EventTypeEnum, description: 'Its type.' }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it happened.' }),
    event: t.field({
      type: EventUnion,
      nullable: true,
      description: 'The event; null if retention has removed it.',
      resolve: ({ offset }, _, context) => eventAt(offset, context),
    }),
    cause: t.field({
      type: GovernedEntityRef,
      nullable: true,
      description: 'The entity that the event is about; null if it does not exist.',
      resolve: ({ causeId }, _, context) => entityIfAny(causeId, context),
    }),
  }),
});

const ImpactRef = builder.objectRef<Impact>('Impact').implement({
  description: 'An entity that is affected by something upstream.',
  interfaces: [ImpactEventRef],
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      description: 'The affected entity.',
      resolve: ({ entityId }, _, context) => entityOf(entityId, context),
    }),
    distance: t.exposeInt('distance', {
      description:
        'Number of steps on the shortest path from the cause. 0 means that the cause is a lineage field that leads to it.',
    }),
    path: t.expose('path', {
      type: [LineageStepRef],
      extensions: listSize(USUAL_STEPS),
      description:
        'The shortest path from the cause, as it was when the impact was determined; the last step leads to `entity`.',
    }),
  }),
});

const ImpactConnection = builder.connectionObject(
  { type: ImpactRef, name: 'ImpactConnection', description: 'A page of impacts.' },
  { name: 'ImpactEdge', description: 'An impact and its cursor.' },
);

const EventImpactRef = builder.objectRef<EventImpact>('EventImpact').implement({
  description: 'Everything that one event affects.',
  interfaces: [ImpactEventRef],
  fields: (t) => ({
    affectedCount: t.exposeInt('affectedCount', { description: 'Number of affected entities that are kept.' }),
    truncated: t.exposeBoolean('isTruncated', {
      description: 'Whether more entities are affected than are kept; those kept are the nearest.',
    }),
    affected: t.field({
      type: ImpactConnection,
      args: t.arg.connectionArgs(),
      description: 'The affected entities, nearest first.',
      resolve: ({ tenantId, offset }, args, { database }) =>
        resolvePage(
          args,
          listCursor(`affected:${offset}`, tenantId, z.int32()),
          ({ number }: Impact) => number,
          (range) => pageOfImpactsOf(drizzleOn(database), tenantId, offset, range),
        ),
    }),
  }),
});

builder.interfaceField(GovernedEntityRef, 'impacts', (t) =>
  t.field({
    type: ImpactConnection,
    extensions: reads<Entity>('id', 'tenantId'),
    args: t.arg.connectionArgs(),
    description: 'What happened upstream and affects this entity, newest first.',
    resolve: ({ id, tenantId }, args, { database }) =>
      resolvePage(
        args,
        listCursor(`impacts:${id}`, tenantId, z.int()),
        ({ offset }: Impact) => offset,
        (range) => pageOfImpactsOn(drizzleOn(database), tenantId, id, range),
      ),
  }),
);

builder.queryField('impactOf', (t) =>
  t.field({
    type: EventImpactRef,
    nullable: true,
    description:
      'What an event affects. Null if its impact was not determined, or not yet. It is determined for changes, deprecations and degraded quality, but not for entities that an import creates.',
    args: { eventId: t.arg.id({ required: true, description: 'Id of the event.' }) },
    resolve: async (_, { eventId }, { database, viewer }) => {
      if (!z.uuid().safeParse(eventId).success) return null;
      return (await findEventImpact(drizzleOn(database), viewer.tenantId, eventId)) ?? null;
    },
  }),
);
