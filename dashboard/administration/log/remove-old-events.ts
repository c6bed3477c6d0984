import type { Client, CombinedError } from 'urql';

import { explainProblem } from '../explain-problem.ts';
import { RemoveOldEventsDocument } from './log.generated.ts';

export interface Removal {
  removed: number;
  /** Whether all were removed. */
  isDone: boolean;
  /** Why the others were not. */
  refusal?: string;
  error?: CombinedError | undefined;
}

/** Removes part by part, call by call, until all are removed, one is refused, or the signal ends it. */
export async function removeOldEvents(client: Client, olderThan: string, signal: AbortSignal): Promise<Removal> {
  let removed = 0;
  while (!signal.aborted) {
    const { data, error } = await client.mutation(RemoveOldEventsDocument, { input: { olderThan } }).toPromise();
    if (!data) return { removed, isDone: false, error };
    const result = data.removeOldEvents;
    if (result.__typename !== 'RemoveOldEventsSuccess') {
      return { removed, isDone: false, refusal: explainProblem(result) };
    }
    removed += result.removed;
    if (result.isDone) return { removed, isDone: true };
  }
  return { removed, isDone: false };
}
