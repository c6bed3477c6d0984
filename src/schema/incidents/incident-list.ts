import * as z from 'zod';

import type { Incident } from '../../domain/incidents/incident.ts';
import { type IncidentOrder, NEWEST_INCIDENT_FIRST } from '../../domain/incidents/incident-order.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import {
  countIncidents,
  type IncidentKey,
  incidentKey,
  type IncidentQuery,
  pageOfIncidents,
} from '../../store/incidents/incident-list.ts';
import { encodeIncidentPosition } from '../../workflow/incidents/incident-position.ts';
import { type IncidentChange, watchIncidents } from '../../workflow/incidents/watch-incidents.ts';
import { OrderDirectionEnum } from '../entities/list/entity-list.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { SeverityEnum, TierEnum } from '../kit/enums.ts';
import { filterList } from '../kit/lists/filter-list.ts';
import { itemOf } from '../kit/lists/item-of.ts';
import { instantKey, listCursor, resolvePage } from '../kit/lists/page.ts';
import { readBefore } from '../kit/read-before.ts';
import { IncidentRef } from '../kit/refs.ts';
import { IncidentConnection } from './incident-connection.ts';
import { IncidentCauseEnum, IncidentOrderFieldEnum, IncidentStatusEnum } from './incident-enums.ts';
import { IncidentStepRef } from './incident-step.ts';

const IncidentFilterInput = builder.inputType('IncidentFilter', {
  description:
    'Filters incidents by what they are now. All conditions must match; a condition that is left out matches every incident, and one with several values matches any of them. At most 1,000 values each.',
  fields: (t) => ({
    statuses: t.field({ type: [IncidentStatusEnum], description: 'With one of these statuses.' }),
    causes: t.field({ type: [IncidentCauseEnum], description: 'Of these causes.' }),
    severities: t.field({ type: [SeverityEnum], description: 'Of these severities.' }),
    tiers: t.field({ type: [TierEnum], description: 'Whose entity was in one of these tiers when they were opened.' }),
    entityId: t.id({ description: 'Of the entity with this id.' }),
    assignees: t.stringList({ description: 'Assigned to one of these actors, by id.' }),
    rootsOnly: t.boolean({ description: 'True: only those that belong to no other one. False: all.' }),
  }),
});

/** @throws AppError BAD_USER_INPUT */
function toIncidentQuery(
  filter: typeof IncidentFilterInput.$inferInput | null | undefined,
  { actorIdCase }: SchemaContext,
): IncidentQuery {
  const assignees = filterList(filter?.assignees);
  return {
    statuses: filterList(filter?.statuses),
    causes: filterList(filter?.causes),
    severities: filterList(filter?.severities),
    tiers: filterList(filter?.tiers),
    entityId: filter?.entityId ?? undefined,
    assignees: assignees && { ids: assignees, ignoreCase: actorIdCase === 'ignore' },
    rootsOnly: filter?.rootsOnly ?? undefined,
  };
}

const IncidentOrderInput = builder.inputType('IncidentOrder', {
  description: 'An order of incidents. Equal ones are in a fixed order.',
  fields: (t) => ({
    field: t.field({ type: IncidentOrderFieldEnum, required: true, description: 'What they are sorted by.' }),
    direction: t.field({ type: OrderDirectionEnum, required: true, description: 'Ascending or descending.' }),
  }),
});

const keySchema = z.object({ rank: z.int32(), at: instantKey, id: z.string() });

builder.queryField('incidents', (t) =>
  t.field({
    type: IncidentConnection,
    extensions: readBefore(({ positions }) => positions.incidents()),
    description:
      'Incidents, as a table. A cursor is valid in the order in which it was given; with another it is refused with BAD_USER_INPUT. An incident that changes between two pages is where it belongs then: it can be on both pages or on neither; all others are on exactly one.',
    args: {
      filter: t.arg({ type: IncidentFilterInput, description: 'Default: all.' }),
      orderBy: t.arg({ type: IncidentOrderInput, description: 'Default: those that were opened last come first.' }),
      ...t.arg.connectionArgs(),
    },
    async resolve(_, { filter, orderBy, ...args }, context) {
      const { database, viewer, positions } = context;
      const { tenantId } = viewer;
      const db = drizzleOn(database);
      const query = toIncidentQuery(filter, context);
      const order: IncidentOrder = orderBy ?? NEWEST_INCIDENT_FIRST;
      // Before the page is read: a change in between is in the page, and is delivered again.
      const position = encodeIncidentPosition(await positions.incidents());
      const page = await resolvePage<Incident, IncidentKey>(
        args,
        listCursor(`incidents ${order.field} ${order.direction}`, tenantId, keySchema),
        (incident) => incidentKey(incident, order),
        (range) => pageOfIncidents(db, tenantId, query, order, range),
      );
      let total: Promise<number> | undefined;
      return { ...page, position, total: () => (total ??= countIncidents(db, tenantId, query)) };
    },
  }),
);

const IncidentChangeRef = builder.objectRef<IncidentChange>('IncidentChange').implement({
  description: 'A change of an incident.',
  fields: (t) => ({
    incident: t.expose('incident', { type: IncidentRef, description: 'The incident at the time of delivery.' }),
    step: t.expose('step', { type: IncidentStepRef, description: 'What happened to it.' }),
    cursor: t.exposeString('cursor', { description: 'Pass it as `after` to resume after this change.' }),
  }),
});

builder.subscriptionField('incidents', (t) =>
  t.field({
    type: IncidentChangeRef,
    authScopes: { role: 'VIEWER' },
    description:
      'The changes of the tenant’s incidents, in order and each once: first those after the given position, then new ones as they happen. The query of the same name returns the incidents as they are.',
    args: {
      filter: t.arg({
        type: IncidentFilterInput,
        description:
          'By the incident as it is when the change is delivered: without RESOLVED among `statuses`, its end is not delivered. Default: all.',
      }),
      after: t.arg.string({
        description:
          'Position from the query, or cursor of the last change that the client received. Changes after it are delivered first. Default: only new changes.',
      }),
    },
    subscribe: (_, { filter, after }, context) =>
      watchIncidents(context, context.viewer.tenantId, toIncidentQuery(filter, context), {
        after: after ?? undefined,
        bookmarks: context.bookmarks,
      }),
    resolve: itemOf,
  }),
);
