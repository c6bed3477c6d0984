import { pause, unlessAborted } from './abortable.ts';
import { type BackoffOptions, createBackoff } from './backoff.ts';
import type { Connection } from './connection.ts';
import {
  ConnectionLostError,
  ConnectionReplacedError,
  type GraphQLAnswerError,
  SubscriptionError,
  toError,
} from './errors.ts';
import type { Link, Operation, Result } from './link.ts';

/**
 * - `connecting`: not connected yet.
 * - `replaying`: connected; missed events are arriving.
 * - `live`: every event so far has been delivered, and new ones arrive at once.
 * - `reconnecting`: disconnected, or refused for the time being; it reconnects by itself.
 * - `reset`: the log no longer has the missed events; load the state again.
 * - `stopped`: the end.
 */
export type SubscriptionStatus = 'connecting' | 'replaying' | 'live' | 'reconnecting' | 'reset' | 'stopped';

export interface SubscriptionHandlers<R> {
  /**
   * Called with each event, one at a time and in order: the next call comes when the promise has resolved, and only
   * then does the cursor advance. If it fails, the subscription ends with that error and skips nothing.
   */
  next: (data: R, cursor: string) => void | Promise<void>;
  /**
   * The cursor has expired: load the state again. Events after `position` are delivered afterwards. Called again, after
   * a pause, until it succeeds.
   */
  reset: (position: string) => void | Promise<void>;
  /**
   * Called instead of `next` for an event that the server cannot show, and before it for one that the server can show
   * only in part. The subscription continues after it. If left out, the subscription ends with a SubscriptionError.
   */
  error?: (errors: readonly GraphQLAnswerError[], cursor: string) => void | Promise<void>;
  /** Called with each change, and with its cause if there is one. */
  status?: (status: SubscriptionStatus, cause?: Error) => void;
}

export interface ResumableSubscription {
  /** Cursor up to which everything has been handled: store it, and pass it as `after` later. */
  readonly cursor: string | undefined;
  readonly status: SubscriptionStatus;
  /** Ends the subscription; a running handler finishes. */
  stop(): void;
  /** Resolves when the subscription was stopped and no handler runs any more; rejects with the error that ended it. */
  readonly finished: Promise<void>;
}

export interface SubscriptionParts<R> extends SubscriptionHandlers<R> {
  connection: Connection;
  backoff: BackoffOptions;
  query: string;
  variables: Record<string, unknown>;
  after: string | undefined;
  /** When this many events wait for `next`, no more are requested until all are handled. */
  queueLimit: number;
  onFinished: () => void;
}

/** What the server sent, with its place in the stream. */
interface Item<R> {
  cursor: string;
  data?: R | undefined;
  errors?: readonly GraphQLAnswerError[] | undefined;
  /** A bookmark: everything up to the cursor has been delivered. */
  isBookmark?: true;
}

/** Refusals that no repetition cures. All others may be temporary. */
const FINAL_CODES = ['BAD_USER_INPUT', 'FORBIDDEN', 'UNAUTHENTICATED'];

/** Why a stopped subscription ends. */
const STOPPED = new Error('stopped');

export function startSubscription<R>(parts: SubscriptionParts<R>): ResumableSubscription {
  const { connection, query, variables, queueLimit } = parts;
  const backoff = createBackoff(parts.backoff);
  const life = new AbortController();
  const leaveConnection = connection.join();
  let status: SubscriptionStatus = 'connecting';
  /** Everything up to here has been handled. */
  let handled = parts.after;
  /** Everything up to here has been received; the rest waits to be handled. */
  let received = parts.after;
  let hasExpired = false;
  /** Whether the current operation has delivered all that existed when it began. */
  let hasCaughtUp = false;
  let operation: Operation | undefined;
  /** Whether the connection before was replaced by the present one, without a time in between. */
  let isReplaced = false;
  let waiting = 0;
  /** Resolves when nothing waits and no handler runs. */
  let handing = Promise.resolve();
  let failure: Error | undefined;

  function report(next: SubscriptionStatus, cause?: Error): void {
    if (next === status && !cause) return;
    status = next;
    parts.status?.(next, cause);
  }

  async function hand({ data, errors, cursor }: Item<R>): Promise<void> {
    if (errors) {
      if (!parts.error) throw new SubscriptionError(errors);
      await parts.error(errors, cursor);
    }
    if (data) await parts.next(data, cursor);
  }

  function enqueue(item: Item<R>, from: Operation): void {
    const { cursor, isBookmark } = item;
    // The first result after a cursor has expired says where the stream is: the state that is then loaded includes it.
    const isReset = hasExpired;
    hasExpired = false;
    received = cursor;
    waiting++;
    const take = async () => {
      waiting--;
      if (life.signal.aborted) return;
      await (isReset ? reset(cursor) : hand(item));
      handled = cursor;
      if (from !== operation) return;
      if (isReset) report('replaying');
      if (isBookmark) hasCaughtUp = true;
      if (hasCaughtUp && waiting === 0) report('live');
    };
    handing = handing.then(take).catch((error: unknown) => {
      if (error === STOPPED) return;
      failure ??= toError(error);
      life.abort(failure);
    });
  }

  async function reset(position: string): Promise<void> {
    const backoff = createBackoff(parts.backoff);
    for (;;) {
      try {
        await parts.reset(position);
        return;
      } catch (error) {
        report('reset', toError(error));
        await pause(backoff.nextMs(), life.signal);
      }
    }
  }

  /** Resolves when the operation was left because too much waits. @throws whatever else ended the operation */
  async function follow(link: Link): Promise<void> {
    if (waiting >= queueLimit) await handing;
    let ending: Error | 'full' | undefined;
    const payload = { query, variables: { ...variables, after: received }, extensions: { bookmarks: true } };
    const current = link.start(payload, (result) => {
      const item = readResult<R>(result);
      if (item instanceof Error) ending = item;
      else {
        backoff.reset();
        connection.proveUseful();
        enqueue(item, current);
        if (waiting >= queueLimit) ending = 'full';
      }
      if (ending) current.leave();
    });
    operation = current;
    hasCaughtUp = false;
    if (!hasExpired && !(isReplaced && status === 'live')) report('replaying');
    isReplaced = false;
    const errors = await unlessAborted(current.ended, life.signal).finally(() => {
      operation = undefined;
      current.leave();
    });
    if (ending !== 'full')
      throw ending ?? new SubscriptionError(errors ?? [{ message: 'The server ended the subscription.' }]);
  }

  /** What to do before the next attempt. @throws the error itself if no attempt would help */
  async function prepareReturn(error: unknown): Promise<void> {
    if (error instanceof ConnectionReplacedError) {
      // Nothing is wrong, and the other one is there already.
      isReplaced = true;
    } else if (error instanceof ConnectionLostError) {
      // The connection makes the pause, once for all subscriptions that share it.
      report('reconnecting', error);
    } else if (!(error instanceof SubscriptionError) || error.has(...FINAL_CODES)) {
      throw error;
    } else if (error.has('CURSOR_EXPIRED')) {
      await handing;
      hasExpired = true;
      received = undefined;
      report('reset', error);
      await pause(backoff.nextMs(true), life.signal);
    } else {
      report('reconnecting', error);
      await pause(backoff.nextMs(), life.signal);
    }
  }

  async function run(): Promise<never> {
    for (;;) {
      try {
        await follow(await unlessAborted(connection.link(), life.signal));
      } catch (error) {
        life.signal.throwIfAborted();
        await prepareReturn(error);
      }
    }
  }

  async function untilStopped(): Promise<void> {
    const reason = await run().catch(toError);
    life.abort(STOPPED);
    leaveConnection();
    await handing;
    if (reason !== STOPPED) failure ??= reason;
    parts.onFinished();
    report('stopped', failure);
    if (failure) throw failure;
  }

  return {
    get cursor() {
      return handled;
    },
    get status() {
      return status;
    },
    stop() {
      life.abort(STOPPED);
    },
    finished: untilStopped(),
  };
}

/** The event or bookmark with its place in the stream, or else why the operation cannot continue. */
function readResult<R>({ data, errors, extensions }: Result): Item<R> | Error {
  const bookmark = cursorOf(extensions?.bookmark);
  if (bookmark !== undefined) return { cursor: bookmark, isBookmark: true };
  const event = data && Object.values(data)[0];
  if (event != null) {
    const cursor = cursorOf(event);
    // That the response has the shape that the document requests is the only thing taken on trust.
    if (cursor !== undefined) return { cursor, data: data as R, errors };
  } else if (errors) {
    const cursor = errors.map((error) => cursorOf(error.extensions)).find((place) => place !== undefined);
    return cursor === undefined ? new SubscriptionError(errors) : { cursor, errors };
  }
  return new TypeError('The subscription must select `cursor` on its field, because it cannot be resumed otherwise.');
}

function cursorOf(value: unknown): string | undefined {
  const { cursor } = typeof value === 'object' && value !== null && 'cursor' in value ? value : {};
  return typeof cursor === 'string' ? cursor : undefined;
}
