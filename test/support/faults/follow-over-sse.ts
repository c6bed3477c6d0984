import { EventSource } from 'eventsource';

import type { Follow, Followed } from './resuming-client.ts';
import { FOLLOW } from './steady-client.ts';

interface Result {
  data?: Followed | null;
  errors?: { extensions?: { code?: string } }[];
}

/** How long to wait when the server is there and has no stream to give. */
const AGAIN_MS = 500;

/** By an EventSource, which comes back by itself, with the id of the last event. */
export const followOverSse: Follow = ({ url, headers, after, next, reset, fault }) => {
  let cursor = after;
  let source: EventSource;
  let isLive = false;
  let isStopped = false;

  function open(): void {
    if (isStopped) return;
    const target = new URL(url);
    target.searchParams.set('query', FOLLOW);
    target.searchParams.set('variables', JSON.stringify({ after: cursor }));
    target.searchParams.set('extensions', JSON.stringify({ bookmarks: true }));
    source = new EventSource(target, {
      fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...headers } }),
    });
    source.addEventListener('next', ({ data, lastEventId }) => {
      take(JSON.parse(data as string) as Result, lastEventId);
    });
    source.addEventListener('complete', () => {
      source.close();
    });
    source.addEventListener('error', () => {
      isLive = false;
      // A status that is none of success is the end for an EventSource.
      if (source.readyState === source.CLOSED) setTimeout(open, AGAIN_MS);
    });
  }

  function take({ data, errors }: Result, lastEventId: string): void {
    if (errors) {
      const code = errors[0]?.extensions?.code;
      if (code === 'CURSOR_EXPIRED') void beginAnew();
      // Too slow: it comes back.
      else if (code !== 'RATE_LIMITED') fault(`was given ${JSON.stringify(errors)}`);
      return;
    }
    cursor = lastEventId;
    if (data) next(data);
    // A bookmark: it has caught up.
    else isLive = true;
  }

  async function beginAnew(): Promise<void> {
    source.close();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: '{ streamPosition }' }),
    });
    cursor = ((await response.json()) as { data: { streamPosition: string } }).data.streamPosition;
    reset(cursor);
    open();
  }

  open();
  return {
    isLive: () => isLive,
    stop() {
      isStopped = true;
      isLive = false;
      source.close();
      return Promise.resolve(cursor);
    },
  };
};
