import { setTimeout as sleep } from 'node:timers/promises';

import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import * as z from 'zod';

import type { Api } from './api.ts';
import { decisionLines, impactLines, lineOf, type Memory } from './event-line.ts';
import type { Decision } from './operations.ts';
import { type AffectingEvent, EVENTS, type SeenEvent, seenEventSchema } from './seen-event.ts';
import type { Line } from './terminal.ts';

export interface NarratorParts {
  serverUrl: string;
  api: Api;
  say: (line: Line) => void;
  signal: AbortSignal;
}

const RECONNECT_MS = 500;
const POLL_MS = 100;

const resultSchema = z.object({ data: z.object({ events: seenEventSchema }) });

/**
 * Prints what happens as a dashboard would see it: through the `events` subscription of a stock client, each event once
 * and in order, from now on. Ends when the signal is aborted.
 */
export async function narrate({ serverUrl, api, say, signal }: NarratorParts): Promise<void> {
  // The position is read before the state, so that nothing between them is missed; printing a score twice does no harm.
  const { streamPosition, entities } = await api.state();
  const scores = new Map(entities.map(({ id, latestProfile }) => [id, latestProfile?.qualityScore]));
  const memory: Memory = { scores, scoresBeforeDrop: new Map() };
  let after = streamPosition;

  const client = createClient({
    url: `${serverUrl.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { 'x-actor-id': 'dashboard' },
    // The stock client would reconnect with the same variables, but the cursor has to change.
    retryAttempts: 0,
  });
  signal.addEventListener('abort', () => void client.dispose(), { once: true });

  while (!signal.aborted) {
    try {
      for await (const result of client.iterate({ query: EVENTS, variables: { after } })) {
        const event = resultSchema.parse(result).data.events;
        after = event.cursor;
        const line = lineOf(event, memory);
        if (line) say(line);
        if (hasDecisions(event)) decisionLines(event.createdAt, await decisionsOf(event)).forEach(say);
        if (hasImpact(event)) impactLines(event).forEach(say);
      }
    } catch (error) {
      // Whatever ended it, the subscription continues after the last event; an unreadable response would come again.
      if (error instanceof z.ZodError) throw error;
    }
    await sleep(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
  }

  /** All decisions about one event are stored in one transaction: if there is one, all are there. */
  async function decisionsOf(event: SeenEvent): Promise<Decision[]> {
    for (;;) {
      const decisions = await api.decisionsOf(event);
      if (decisions.length > 0) return decisions;
      await sleep(POLL_MS, undefined, { signal });
    }
  }
}

/** Whether the profiling rules evaluate the event for some entity. */
function hasDecisions(event: SeenEvent): boolean {
  switch (event.__typename) {
    case 'DataRefreshedEvent':
      return event.boundEntities.totalCount > 0;
    case 'MetadataProfileDueEvent':
    case 'MetadataApprovedEvent':
      return true;
    default:
      return false;
  }
}

/** Whether the event tells what it affects. A deprecation is also announced as a change, but its impact is told once. */
function hasImpact(event: SeenEvent): event is AffectingEvent {
  if (event.__typename === 'MetadataChangedEvent' && event.payload.changeType === 'DEPRECATE') return false;
  return 'affectedEntities' in event;
}
