import { useState } from 'react';
import { type CombinedError, type OperationResult, useMutation } from 'urql';

import type { IncidentResolution } from '../../gql/types.ts';
import { formatDateTime } from '../../text/format.ts';
import { incidentText } from '../../text/incidents.ts';
import { explainIncidentRefusal, type IncidentRefusal } from './explain-refusal.ts';
import {
  AcknowledgeIncidentDocument,
  AssignIncidentDocument,
  type IncidentWholeFragment,
  ResolveIncidentDocument,
  SnoozeIncidentDocument,
} from './incident-page.generated.ts';

/** What became of the last action. */
export interface Outcome {
  isDone: boolean;
  sentence: string;
}

type Acted = Pick<IncidentWholeFragment, 'status' | 'assignee' | 'snoozedUntil'>;
type Result = { __typename: string; step?: object | null; incident?: Acted } & Partial<IncidentRefusal>;

const words = incidentText.actions;

/**
 * What can be done about an incident. Each action resolves to whether it was done. What was done is told until the incident
 * is another than it was made.
 */
export function useIncidentActions({ id: incidentId, ...current }: Acted & { id: string }) {
  const [told, setTold] = useState<Outcome & { incident: Acted | undefined }>();
  const [error, setError] = useState<CombinedError>();
  const [isBusy, setBusy] = useState(false);
  const [, acknowledge] = useMutation(AcknowledgeIncidentDocument);
  const [, assign] = useMutation(AssignIncidentDocument);
  const [, snooze] = useMutation(SnoozeIncidentDocument);
  const [, resolve] = useMutation(ResolveIncidentDocument);

  async function run<D>(
    asked: Promise<OperationResult<D>>,
    resultOf: (data: D) => Result,
    done: string,
  ): Promise<boolean> {
    setBusy(true);
    setTold(undefined);
    setError(undefined);
    const { data, error: failure } = await asked;
    setBusy(false);
    if (data === undefined || data === null) {
      setError(failure);
      return false;
    }
    const result = resultOf(data);
    const isDone = result.__typename.endsWith('Success');
    const { message = '', step, incident } = result;
    const sentence = step === null ? words.unchanged : done;
    setTold({ isDone, sentence: isDone ? sentence : explainIncidentRefusal({ ...result, message }), incident });
    return isDone;
  }

  const outcome: Outcome | undefined = !told?.incident || isAlike(told.incident, current) ? told : undefined;

  return {
    outcome,
    error,
    isBusy,
    acknowledge: () =>
      run(
        acknowledge({ input: { incidentId } }),
        ({ acknowledgeIncident }) => acknowledgeIncident,
        words.done.ACKNOWLEDGED,
      ),
    assign: (assignee: string | null) =>
      run(
        assign({ input: { incidentId, assignee } }),
        ({ assignIncident }) => assignIncident,
        assignee === null ? words.unassigned : words.assigned(assignee),
      ),
    snooze: (until: Date) =>
      run(
        snooze({ input: { incidentId, until: until.toISOString() } }),
        ({ snoozeIncident }) => snoozeIncident,
        words.snoozedUntil(formatDateTime(until)),
      ),
    resolve: (resolution: IncidentResolution, comment: string) =>
      run(
        resolve({ input: { incidentId, resolution, ...(comment !== '' && { comment }) } }),
        ({ resolveIncident }) => resolveIncident,
        words.resolvedAs(incidentText.resolutions[resolution].toLowerCase()),
      ),
  };
}

function isAlike(one: Acted, other: Acted): boolean {
  return one.status === other.status && one.assignee === other.assignee && one.snoozedUntil === other.snoozedUntil;
}
