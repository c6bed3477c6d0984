import { setTimeout as sleep } from 'node:timers/promises';

import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import * as z from 'zod';

import type { Api } from './api.ts';
import { decisionLines, impactLines, lineOf, type Memory } from './event-line.ts';
import type { Decision, Impact } from './operations.ts';
import { EVENTS, EVENTS_WITH_IMPACT, type EventWithImpact, type SeenEvent, seenEventSchema } from './seen-event.ts';
import type { Line } from './terminal.ts';

export interface NarratorParts {
  serverUrl: string;
  api: Api;
  say: (line: Line) => void;
  signal: AbortSignal;
}

const RECONNECT_MS = 500;
const POLL_MS = 100;
/** The refresh of a table that nobody governs is evaluated too, but its decision belongs to no entity. */
const MAX_POLLS = 30;

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
        if (hasImpact(event)) impactLines(event, await impactOf(event)).forEach(say);
      }
    } catch (error) {
      // Whatever ended it, the subscription continues after the last event; an unreadable response would come again.
      if (error instanceof z.ZodError) throw error;
    }
    await sleep(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
  }

  async function decisionsOf({ id }: SeenEvent): Promise<Decision[]> {
    // All decisions about one event are stored in one transaction: if there is one, all are there.
    const decisions = await poll(async () => {
      const found = await api.decisionsOf(id);
      return found.length > 0 ? found : null;
    });
    return decisions ?? [];
  }

  function impactOf({ id }: SeenEvent): Promise<Impact | null> {
    return poll(() => api.impactOf(id));
  }

  async function poll<T>(look: () => Promise<T | null>): Promise<T | null> {
    for (let count = 0; count < MAX_POLLS; count++) {
      const found = await look();
      if (found !== null) return found;
      await sleep(POLL_MS, undefined, { signal });
    }
    return null;
  }
}

/** Whether the profiling rules evaluate events of this type. */
function hasDecisions({ __typename }: SeenEvent): boolean {
  return ['DataRefreshedEvent', 'MetadataProfileDueEvent', 'MetadataApprovedEvent'].includes(__typename);
}

/** Whether the server determines the impact of such an event. */
function hasImpact(event: SeenEvent): event is EventWithImpact {
  // A deprecation is also announced as a change, but its impact is determined once.
  if (event.__typename === 'MetadataChangedEvent' && event.payload.changeType === 'DEPRECATE') return false;
  return EVENTS_WITH_IMPACT.some((type) => type === event.__typename);
}
