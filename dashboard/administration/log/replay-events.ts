import type { Client } from 'urql';

import { explainError } from '../../graph/explain-error.ts';
import { explainProblem } from '../explain-problem.ts';
import { PositionAtDocument, ReplayEventsDocument } from './log.generated.ts';

export interface ReplayRequest {
  client: Client;
  subscriber: string;
  since: Date;
  /** Whether the events are only counted. */
  dryRun: boolean;
  signal: AbortSignal;
}

export interface Replay {
  count: number;
  /** Whether the whole log since then was looked at. */
  isDone: boolean;
  /** Why it was not. */
  refusal?: string | undefined;
}

/** Looks at the log part by part, call by call, until its end, a refusal, or the signal. */
export async function replayEvents({ client, subscriber, since, dryRun, signal }: ReplayRequest): Promise<Replay> {
  const time = since.toISOString();
  const position = await client.query(PositionAtDocument, { time }, { requestPolicy: 'network-only' }).toPromise();
  let count = 0;
  if (!position.data) return { count, isDone: false, refusal: position.error && explainError(position.error) };
  let after = position.data.positionAt;
  while (!signal.aborted) {
    const input = { subscriber, after, dryRun };
    const { data, error } = await client.mutation(ReplayEventsDocument, { input }).toPromise();
    if (!data) return { count, isDone: false, refusal: error && explainError(error) };
    const result = data.replayEvents;
    if (result.__typename !== 'ReplayEventsSuccess') return { count, isDone: false, refusal: explainProblem(result) };
    count += result.count;
    if (!result.hasMore) return { count, isDone: true };
    after = result.through;
  }
  return { count, isDone: false };
}
