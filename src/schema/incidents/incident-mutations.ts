import { type IncidentAction, MAX_SNOOZE_DAYS } from '../../domain/incidents/incident-action.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { actOnIncident, type ActOnIncidentOutcome } from '../../workflow/incidents/act-on-incident.ts';
import { invalid } from '../../workflow/outcome.ts';
import { builder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { IncidentRef } from '../kit/refs.ts';
import { ConflictError, NotFoundError, ValidationError } from '../kit/refusals.ts';
import { IncidentResolutionEnum } from './incident-enums.ts';
import { IncidentStepRef } from './incident-step.ts';

/** The result of a mutation that returns an incident. */
function incidentResult(name: string, mutation: string) {
  return mutationResult<ActOnIncidentOutcome>(name, {
    description: `The incident, or why ${mutation} was refused.`,
    success: `${mutation} succeeded.`,
    fields: (t) => ({
      incident: t.expose('incident', { type: IncidentRef, description: 'The incident after the mutation.' }),
      step: t.expose('step', {
        type: IncidentStepRef,
        nullable: true,
        description: 'The step that was added to its history; null if it was so already.',
      }),
    }),
    refusals: { invalid: ValidationError, 'not-found': NotFoundError, conflict: ConflictError },
  });
}

const AcknowledgeIncidentResult = incidentResult('AcknowledgeIncident', 'acknowledgeIncident');
const AssignIncidentResult = incidentResult('AssignIncident', 'assignIncident');
const SnoozeIncidentResult = incidentResult('SnoozeIncident', 'snoozeIncident');
const ResolveIncidentResult = incidentResult('ResolveIncident', 'resolveIncident');
const CommentOnIncidentResult = incidentResult('CommentOnIncident', 'commentOnIncident');

const idOptions = { required: true, description: 'Id of the incident.' } as const;
const commentOptions = { description: 'A comment for its history: up to 10,000 characters.' } as const;

const AcknowledgeIncidentInput = builder.inputType('AcknowledgeIncidentInput', {
  description: 'An incident of which the viewer takes notice.',
  fields: (t) => ({ incidentId: t.id(idOptions), comment: t.string(commentOptions) }),
});
const AssignIncidentInput = builder.inputType('AssignIncidentInput', {
  description: 'Who is to take care of an incident.',
  fields: (t) => ({
    incidentId: t.id(idOptions),
    assignee: t.string({ description: 'Id of the actor, up to 200 characters; null: nobody any more. Must be given.' }),
    comment: t.string(commentOptions),
  }),
});
const SnoozeIncidentInput = builder.inputType('SnoozeIncidentInput', {
  description: 'Until when to put off an incident.',
  fields: (t) => ({
    incidentId: t.id(idOptions),
    until: t.field({
      type: 'DateTime',
      required: true,
      description: `Until when: in the future, at most ${MAX_SNOOZE_DAYS} days from now.`,
    }),
    comment: t.string(commentOptions),
  }),
});
const ResolveIncidentInput = builder.inputType('ResolveIncidentInput', {
  description: 'How an incident ended.',
  fields: (t) => ({
    incidentId: t.id(idOptions),
    resolution: t.field({
      type: IncidentResolutionEnum,
      required: true,
      description: 'How it ended. AUTO is refused: it is the server’s.',
    }),
    comment: t.string({
      description: 'A comment for its history, up to 10,000 characters. Required unless the resolution is FIXED.',
    }),
  }),
});
const CommentOnIncidentInput = builder.inputType('CommentOnIncidentInput', {
  description: 'A comment on an incident.',
  fields: (t) => ({
    incidentId: t.id({ required: true, description: 'Id of the incident, which may already be resolved.' }),
    comment: t.string({
      required: true,
      description: 'The comment: must not be empty, and have at most 10,000 characters.',
    }),
  }),
});

const mayAct = ({ viewer: { roles } }: { viewer: Viewer }) =>
  roles.some((role) => role === 'STEWARD' || role === 'APPROVER' || role === 'ADMIN');
const authScopes = (_: unknown, __: unknown, context: SchemaContext) => mayAct(context);

function act(
  { incidentId, comment }: { incidentId: string; comment?: string | null | undefined },
  action: IncidentAction,
  context: SchemaContext,
): Promise<ActOnIncidentOutcome> {
  return actOnIncident(context, context.viewer, { incidentId, action, comment: comment ?? undefined });
}

builder.mutationFields((t) => ({
  acknowledgeIncident: t.field({
    type: AcknowledgeIncidentResult,
    authScopes,
    description: 'Takes notice of an incident, and ends its snooze. An acknowledged one stays as it is.',
    args: { input: t.arg({ type: AcknowledgeIncidentInput, required: true, description: 'The incident.' }) },
    resolve: (_, { input }, context) => act(input, { kind: 'ACKNOWLEDGED' }, context),
  }),
  assignIncident: t.field({
    type: AssignIncidentResult,
    authScopes,
    description: 'Assigns an incident to somebody, who is notified, or to nobody any more.',
    args: { input: t.arg({ type: AssignIncidentInput, required: true, description: 'The incident, and to whom.' }) },
    resolve: (_, { input }, context) =>
      input.assignee === undefined
        ? invalid([{ path: ['assignee'], message: 'must be given: an actor’s id, or null for nobody' }])
        : act(input, { kind: 'ASSIGNED', assignee: input.assignee }, context),
  }),
  snoozeIncident: t.field({
    type: SnoozeIncidentResult,
    authScopes,
    description: 'Puts off an incident until a time, and acknowledges it. It is resolved by itself all the same.',
    args: { input: t.arg({ type: SnoozeIncidentInput, required: true, description: 'The incident, and until when.' }) },
    resolve: (_, { input }, context) => act(input, { kind: 'SNOOZED', until: input.until }, context),
  }),
  resolveIncident: t.field({
    type: ResolveIncidentResult,
    authScopes,
    description:
      'Resolves an incident. Whoever was told of it is told of its end. If the trouble is seen again, another incident is opened.',
    args: {
      input: t.arg({ type: ResolveIncidentInput, required: true, description: 'The incident, and how it ended.' }),
    },
    resolve: (_, { input }, context) =>
      input.resolution === 'AUTO'
        ? invalid([{ path: ['resolution'], message: 'must not be AUTO, which is the server’s' }])
        : act(input, { kind: 'RESOLVED', resolution: input.resolution }, context),
  }),
  commentOnIncident: t.field({
    type: CommentOnIncidentResult,
    authScopes,
    description: 'Adds a comment to the history of an incident, also of a resolved one.',
    args: { input: t.arg({ type: CommentOnIncidentInput, required: true, description: 'The comment.' }) },
    resolve: (_, { input }, context) => act(input, { kind: 'COMMENTED' }, context),
  }),
}));
