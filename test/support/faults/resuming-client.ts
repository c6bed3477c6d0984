import { WebSocket } from 'ws';

import { createResumableClient, type ResumableClient } from '../../../packages/client/src/resumable-client.ts';
import type { ResumableSubscription } from '../../../packages/client/src/subscription.ts';
import { decodeCursor } from '../../../src/events/log/cursor.ts';
import type { TcpProxy } from '../process/tcp-proxy.ts';
import { type Api, placeOf } from './api.ts';
import type { Instance } from './cluster.ts';
import type { ClientNotes, Recorder } from './recorder.ts';
import { FOLLOW } from './steady-client.ts';

interface Followed {
  events: { id: string; cursor: string; tenantId: string };
}

/** A program that follows a tenant's stream through whatever happens, and remembers its cursor when it is not running. */
export interface ResumingClient extends AsyncDisposable {
  name: string;
  /** Goes on after its cursor, with a new connection. */
  start(): void;
  /** Ends it in good order. */
  stop(): Promise<void>;
  /** Everything up to now has been delivered, and what happens comes at once. */
  isLive(): boolean;
  /** Positions that it was told to load its state anew at. */
  resets: readonly string[];
  /** What was not meant to happen to it: ends, errors, resets without leave. */
  faults: readonly string[];
}

export interface ResumingClientOptions {
  name: string;
  instance: Instance;
  api: Api;
  recorder: Recorder;
  /** Its wire to the instance, if not straight. */
  wire?: TcpProxy | undefined;
  /** Cursor to begin after. Left out: the stream's position of now. */
  after?: string;
  /** `after` is no longer in the log: it is to have a reset before anything else, and is judged from there on. */
  isExpired?: boolean;
}

/** It is not started yet. */
export async function createResumingClient(options: ResumingClientOptions): Promise<ResumingClient> {
  const { name, instance, api, recorder, wire, isExpired = false } = options;
  const faults: string[] = [];
  const resets: string[] = [];
  let cursor = options.after ?? (await streamPosition(api, instance));
  let notes: ClientNotes | undefined = isExpired ? undefined : notesFrom(cursor);
  let client: ResumableClient | undefined;
  let subscription: ResumableSubscription | undefined;

  function notesFrom(position: string): ClientNotes {
    return recorder.client(name, api.tenantId, decodeCursor(position).offset);
  }
  function fault(what: string): void {
    faults.push(`${name}: ${what}`);
  }

  async function stop(): Promise<void> {
    await client?.dispose();
    cursor = subscription?.cursor ?? cursor;
    client = subscription = undefined;
  }

  return {
    name,
    faults,
    resets,
    isLive: () => subscription?.status === 'live',
    start() {
      client = createResumableClient({
        url: `${wire ? wire.through(instance.url) : instance.url}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: api.headers,
      });
      subscription = client.subscribe<Followed, { after?: string }>(FOLLOW, {
        after: cursor,
        next({ events }) {
          if (notes) notes.delivered(placeOf(events));
          else fault(`was given ${events.id} before its reset`);
        },
        reset(position) {
          resets.push(position);
          if (notes) fault(`reset to ${decodeCursor(position).offset}`);
          else notes = notesFrom(position);
        },
      });
      subscription.finished.catch((error: unknown) => {
        fault(`ended: ${String(error)}`);
      });
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

export async function streamPosition(api: Api, instance: Instance): Promise<string> {
  const answer = await api.query<{ streamPosition: string }>(instance, '{ streamPosition }');
  return answer.streamPosition;
}
