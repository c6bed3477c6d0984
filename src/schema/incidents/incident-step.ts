import * as z from 'zod';

import { type Incident, INCIDENT_RESOLUTIONS, type IncidentStep } from '../../domain/incidents/incident.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { listCursor, type PageArgs, resolvePage } from '../kit/lists/page.ts';
import { IncidentRef } from '../kit/refs.ts';
import { IncidentResolutionEnum, IncidentStepKindEnum } from './incident-enums.ts';

/** What a step sets; each kind sets its own, and what was written otherwise is not shown. */
const detailsSchema = z.object({
  assignee: z.string().nullable().catch(null),
  snoozedUntil: z.coerce.date().nullable().catch(null),
  resolution: z.enum(INCIDENT_RESOLUTIONS).nullable().catch(null),
  rootId: z.string().nullable().catch(null),
});

const detailsOf = ({ details }: IncidentStep) =>
  detailsSchema.parse({ assignee: null, snoozedUntil: null, resolution: null, rootId: null, ...details });

export const IncidentStepRef = builder.objectRef<IncidentStep>('IncidentStep').implement({
  description: 'Something that happened to an incident.',
  fields: (t) => ({
    kind: t.expose('kind', { type: IncidentStepKindEnum, description: 'What happened.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it happened.' }),
    actor: t.expose('actor', {
      type: ActorRef,
      nullable: true,
      description: 'Who did it; null if the server did it by itself.',
    }),
    text: t.exposeString('text', {
      nullable: true,
      description:
        'The comment of the actor, or what the server saw, in a sentence with figures; null if there is neither.',
    }),
    assignee: t.string({
      nullable: true,
      description: 'Of ASSIGNED: id of the actor to whom it was assigned; null if to nobody any more.',
      resolve: (step) => detailsOf(step).assignee,
    }),
    snoozedUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Of SNOOZED: until when; null for other steps.',
      resolve: (step) => detailsOf(step).snoozedUntil,
    }),
    resolution: t.field({
      type: IncidentResolutionEnum,
      nullable: true,
      description: 'Of RESOLVED: how it ended; null for other steps.',
      resolve: (step) => detailsOf(step).resolution,
    }),
    root: t.field({
      type: IncidentRef,
      nullable: true,
      description: 'Of ATTACHED: the incident to which it was found to belong; null for other steps.',
      async resolve(step, _, { loaders }) {
        const { rootId } = detailsOf(step);
        return rootId === null ? null : ((await loaders.incidents.byId.load(rootId)) ?? null);
      },
    }),
  }),
});

export const IncidentStepConnection = builder.connectionObject(
  { type: IncidentStepRef, name: 'IncidentStepConnection', description: 'A page of what happened to an incident.' },
  { name: 'IncidentStepEdge', description: 'A step and its cursor.' },
);

/** A page of the steps of an incident, oldest first. Those of many incidents are read by one statement. */
export function historyOf({ id, tenantId }: Incident, args: PageArgs, { loaders }: SchemaContext) {
  return resolvePage(
    args,
    listCursor(`steps:${id}`, tenantId, z.int()),
    ({ number }: IncidentStep) => number,
    (range) => loaders.incidents.steps.load({ incidentId: id, range }),
  );
}
