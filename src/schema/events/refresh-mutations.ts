import { decodeCursor } from '../../events/log/cursor.ts';
import { reportDataRefresh, type ReportDataRefreshOutcome } from '../../workflow/events/report-data-refresh.ts';
import { invalid } from '../../workflow/outcome.ts';
import { awaitDecision, DECISION_WAIT_SECONDS } from '../../workflow/profiling/await-decision.ts';
import { requestProfile, type RequestProfileOutcome } from '../../workflow/profiling/request-profile.ts';
import { builder } from '../kit/builder.ts';
import { EntityTypeEnum, EventSourceEnum, PriorityEnum, RefreshTypeEnum } from '../kit/enums.ts';
import { mutationResult } from '../kit/mutation-result.ts';
import { ProfilingDecisionRef } from '../kit/refs.ts';
import { REFUSAL_TYPES, TooSoonError } from '../kit/refusals.ts';
import { DataRefreshedEvent, MetadataProfileDueEvent } from './event.ts';

const ReportDataRefreshResult = mutationResult<ReportDataRefreshOutcome>('ReportDataRefresh', {
  description: 'The recorded refresh, or why reportDataRefresh was refused.',
  success: 'The refresh was recorded.',
  fields: (t) => ({
    event: t.field({ type: DataRefreshedEvent, description: 'The event.', resolve: ({ entry }) => entry }),
    duplicate: t.exposeBoolean('duplicate', {
      description: 'Whether it had been recorded before. If so, `event` is the first one.',
    }),
  }),
  refusals: REFUSAL_TYPES,
});
const ReportDataRefreshInput = builder.inputType('ReportDataRefreshInput', {
  description: 'A table with new data.',
  fields: (t) => ({
    eventId: t.id({
      description:
        'Id chosen by the producer. While the first event with this id is kept, sending the id again returns that event.',
    }),
    entityUrn: t.string({ required: true, description: 'What was refreshed, such as urn:mdm:metadata:revenue_gross.' }),
    schema: t.string({ required: true, description: 'Schema of the table.' }),
    table: t.string({ required: true, description: 'Name of the table.' }),
    rowsAffected: t.field({
      type: 'SafeInt',
      description: 'Number of rows written, 0 or more. Left out or null: not known, which counts as many.',
    }),
    refreshType: t.field({ type: RefreshTypeEnum, required: true, description: 'How it was refreshed.' }),
    completedAt: t.field({ type: 'DateTime', description: 'When the refresh was completed. Default: now.' }),
    source: t.field({ type: EventSourceEnum, description: 'Source of the report. Default: ETL_PIPELINE.' }),
    correlationId: t.id({
      description: 'Correlation id chosen by the producer, for everything that the refresh leads to.',
    }),
  }),
});

const RequestProfileResult = mutationResult<RequestProfileOutcome>('RequestProfile', {
  description: 'The recorded event, or why requestProfile was refused.',
  success: 'The request was recorded. It leads to a profile, unless the entity is changed at the same time.',
  fields: (t) => ({
    event: t.field({ type: MetadataProfileDueEvent, description: 'The event.', resolve: ({ entry }) => entry }),
    decision: t.field({
      type: ProfilingDecisionRef,
      nullable: true,
      authScopes: { role: 'VIEWER' },
      unauthorizedResolver: () => null,
      description: `The decision on the request, with the run that it began or joined. The answer waits for it, for ${DECISION_WAIT_SECONDS} s at most; null if it takes longer: then find it among the profilingDecisions of the entity, by its event. Null as well for a viewer without the role VIEWER.`,
      resolve: ({ entry }, _, { database, viewer }) =>
        awaitDecision(database, viewer, decodeCursor(entry.cursor).offset),
    }),
  }),
  refusals: { ...REFUSAL_TYPES, 'too-soon': TooSoonError },
});
const RequestProfileInput = builder.inputType('RequestProfileInput', {
  description: 'An entity to profile.',
  fields: (t) => ({
    entityType: t.field({ type: EntityTypeEnum, required: true, description: 'Type of the entity.' }),
    canonicalKey: t.string({ required: true, description: 'Canonical key of the entity.' }),
    priority: t.field({ type: PriorityEnum, description: 'How urgent it is. Default: NORMAL.' }),
  }),
});

const isOfInput = (name: string) => name !== 'service';

builder.mutationFields((t) => ({
  reportDataRefresh: t.field({
    type: ReportDataRefreshResult,
    authScopes: { role: 'PRODUCER' },
    description: 'Reports that a table has new data. The profiling rules decide whether it leads to a new profile.',
    args: { input: t.arg({ type: ReportDataRefreshInput, required: true, description: 'The refresh.' }) },
    async resolve(_, { input }, context) {
      const { eventId, source, correlationId, schema, table, completedAt, rowsAffected, ...refresh } = input;
      const outcome = await reportDataRefresh(context, context.viewer, {
        source: source ?? 'etl.pipeline',
        eventId: eventId ?? undefined,
        correlationId: correlationId ?? undefined,
        payload: {
          ...refresh,
          rowsAffected: rowsAffected ?? undefined,
          service: { schema, table },
          completedAt: completedAt?.toISOString(),
        },
      });
      if (outcome.kind !== 'invalid') return outcome;
      // The input is flat, but the payload is not.
      return invalid(outcome.issues.map(({ path, message }) => ({ path: path.filter(isOfInput), message })));
    },
  }),
  requestProfile: t.field({
    type: RequestProfileResult,
    authScopes: { role: 'STEWARD' },
    description:
      'Requests a profile, whatever the age of the last one. If one of the entity waits or runs already, the request joins it. At most once a minute for an entity.',
    args: { input: t.arg({ type: RequestProfileInput, required: true, description: 'The entity.' }) },
    resolve: (_, { input }, context) =>
      requestProfile(context, context.viewer, { ...input, priority: input.priority ?? 'normal' }),
  }),
}));
