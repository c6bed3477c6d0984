import { decodeCursor } from '../../../src/events/log/cursor.ts';
import type { TcpProxy } from '../process/tcp-proxy.ts';
import { type Api, placeOf } from './api.ts';
import type { Instance } from './cluster.ts';
import { followOverSocket } from './follow-over-socket.ts';
import { followOverSse } from './follow-over-sse.ts';
import type { ClientNotes, Recorder } from './recorder.ts';

export interface Followed {
  events: { id: string; cursor: string; tenantId: string };
}

/** Follows a tenant's stream after the position, over one transport, and resumes after every break. */
export type Follow = (options: {
  url: string;
  headers: Api['headers'];
  after: string;
  next: (result: Followed) => void;
  /** The position cannot be honoured any more; what follows comes after this one. */
  reset: (position: string) => void;
  fault: (what: string) => void;
}) => Following;

export interface Following {
  isLive(): boolean;
  /** Resolves to the last position. */
  stop(): Promise<string | undefined>;
}

const FOLLOW_OVER = { WebSocket: followOverSocket, SSE: followOverSse } satisfies Record<string, Follow>;
type TransportName = keyof typeof FOLLOW_OVER;
/** Over what the client of this index comes: two and two, so that both meet instances that take turns. */
export function transportOf(index: number): TransportName {
  return index % 4 < 2 ? 'WebSocket' : 'SSE';
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
  transport: TransportName;
  /** Its wire to the instance, if not straight. */
  wire?: TcpProxy | undefined;
  /** Cursor to begin after. Left out: the stream's position of now. */
  after?: string;
  /** `after` is no longer in the log: it is to have a reset before anything else, and is judged from there on. */
  isExpired?: boolean;
}

/** It is not started yet. */
export async function createResumingClient(options: ResumingClientOptions): Promise<ResumingClient> {
  const { instance, api, recorder, transport, wire, isExpired = false } = options;
  const name = `${options.name} by ${transport}`;
  const faults: string[] = [];
  const resets: string[] = [];
  let cursor = options.after ?? (await streamPosition(api, instance));
  let notes: ClientNotes | undefined = isExpired ? undefined : notesFrom(cursor);
  let following: Following | undefined;

  function notesFrom(position: string): ClientNotes {
    return recorder.client(name, api.tenantId, decodeCursor(position).offset);
  }
  function fault(what: string): void {
    faults.push(`${name}: ${what}`);
  }

  async function stop(): Promise<void> {
    cursor = (await following?.stop()) ?? cursor;
    following = undefined;
  }

  return {
    name,
    faults,
    resets,
    isLive: () => following?.isLive() ?? false,
    start() {
      following = FOLLOW_OVER[transport]({
        url: `${wire ? wire.through(instance.url) : instance.url}/graphql`,
        headers: api.headers,
        after: cursor,
        fault,
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
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

export async function streamPosition(api: Api, instance: Instance): Promise<string> {
  const answer = await api.query<{ streamPosition: string }>(instance, '{ streamPosition }');
  return answer.streamPosition;
}
