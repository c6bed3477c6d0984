import { AppError } from '../errors.ts';
import { decodeCursor } from './cursor.ts';
import { matchesFilter, type EventFilter } from './event-filter.ts';
import type { EventLog, LogEntry, StreamHead } from './log.ts';
import type { Transport } from './transport.ts';

/** A follower that stops reading is cut off when this many events, or this many bytes of them, wait for it. */
export const QUEUE_LIMIT_EVENTS = 1_000;
export const QUEUE_LIMIT_BYTES = 1024 * 1024;
const PAGE_SIZE = 200;

export interface FollowOptions {
  tenantId: string;
  /** Cursor after which to begin; left out: from now on. */
  after?: string | undefined;
  filter?: EventFilter;
  /** Called once when the queue limit is passed; the iterator has ended then, and the queue is dropped. */
  onOverflow: () => void;
}

export interface Feed {
  /**
   * The tenant's events in offset order, each once: first those of the log after the cursor, then the live ones.
   * The entries of the iterator may be unreadable ones (`event: null`); they are never left out in silence.
   * @throws AppError BAD_USER_INPUT for what is no cursor, CURSOR_EXPIRED for one that the log cannot honour in full
   */
  follow(options: FollowOptions): Promise<AsyncIterableIterator<LogEntry>>;
  /** How many followers there are now. */
  followerCount(): number;
  /** Ends all followers. */
  [Symbol.dispose](): void;
}

export interface FeedParts {
  log: EventLog;
  transport: Transport;
  /** How often to look whether the log is further on than the bell said: the longest that a lost message can delay. */
  checkIntervalMs: number;
  /** Told when a read of the log failed; the feed tries again at the next bell or check. */
  onError: (error: unknown) => void;
}

interface Follower {
  /** Gives the follower a live entry; it ignores what it has had already. */
  deliver(entry: LogEntry): void;
  end(): void;
}

/** One tenant's live end of the log, shared by its followers. */
interface Channel {
  tenantId: string;
  /** Offset of the newest entry handed to the followers. */
  position: number;
  followers: Set<Follower>;
  refill: 'idle' | 'running' | 'again';
}

export function createFeed({ log, transport, checkIntervalMs, onError }: FeedParts): Feed {
  const channels = new Map<string, Channel>();
  let checkTimer: NodeJS.Timeout | undefined;

  const stopListening = transport.listen((entry) => {
    const channel = channels.get(entry.tenantId);
    if (!channel || entry.offset <= channel.position) return;
    if (entry.offset === channel.position + 1 && channel.refill === 'idle') advance(channel, entry);
    else refill(channel);
  });

  function advance(channel: Channel, entry: LogEntry): void {
    channel.position = entry.offset;
    for (const follower of channel.followers) follower.deliver(entry);
  }

  /** Reads on from the log after a hole. One refill runs at a time; what is asked for meanwhile is one more round. */
  function refill(channel: Channel): void {
    if (channel.refill !== 'idle') {
      channel.refill = 'again';
      return;
    }
    channel.refill = 'running';
    readOn(channel)
      .catch(onError)
      .finally(() => {
        const again = channel.refill === 'again';
        channel.refill = 'idle';
        if (again && channel.followers.size > 0) refill(channel);
      });
  }

  async function readOn(channel: Channel): Promise<void> {
    for (;;) {
      const { entries } = await log.readAfter(channel.tenantId, channel.position, { limit: PAGE_SIZE });
      for (const entry of entries) advance(channel, entry);
      if (entries.length < PAGE_SIZE || channel.followers.size === 0) return;
    }
  }

  function openChannel(tenantId: string, head: StreamHead): Channel {
    let channel = channels.get(tenantId);
    if (!channel) {
      channel = { tenantId, position: head.offset, followers: new Set(), refill: 'idle' };
      channels.set(tenantId, channel);
      checkTimer ??= setInterval(() => {
        for (const open of channels.values()) refill(open);
      }, checkIntervalMs).unref();
      // What was committed since the head was read rang before this channel could hear it.
      refill(channel);
    }
    return channel;
  }

  function leave(channel: Channel, follower: Follower): void {
    channel.followers.delete(follower);
    if (channel.followers.size > 0 || channels.get(channel.tenantId) !== channel) return;
    channels.delete(channel.tenantId);
    if (channels.size === 0) {
      clearInterval(checkTimer);
      checkTimer = undefined;
    }
  }

  return {
    async follow({ tenantId, after, filter = {}, onOverflow }) {
      const cursor = after === undefined ? undefined : decodeCursor(after);
      const head = await log.head(tenantId);
      if (cursor) assertHonourable(cursor, head);
      const channel = openChannel(tenantId, head);
      return createFollower({
        start: cursor?.offset ?? head.offset,
        channel,
        filter,
        onOverflow,
        read: (position) => log.readAfter(tenantId, position, { limit: PAGE_SIZE, filter }),
        onLeave: (follower) => {
          leave(channel, follower);
        },
      });
    },
    followerCount: () => [...channels.values()].reduce((sum, channel) => sum + channel.followers.size, 0),
    [Symbol.dispose]() {
      stopListening();
      for (const channel of [...channels.values()]) for (const follower of [...channel.followers]) follower.end();
    },
  };
}

/** @throws AppError CURSOR_EXPIRED */
export function assertHonourable(cursor: { epoch: string; offset: number }, head: StreamHead): void {
  if (cursor.epoch === head.epoch && cursor.offset >= head.trimmedThrough && cursor.offset <= head.offset) return;
  throw new AppError(
    'CURSOR_EXPIRED',
    'The log cannot honour this cursor any more. Load the state anew and go on from streamPosition.',
  );
}

interface FollowerParts {
  start: number;
  channel: Channel;
  filter: EventFilter;
  onOverflow: () => void;
  read: (position: number) => ReturnType<EventLog['readAfter']>;
  onLeave: (follower: Follower) => void;
}

/**
 * Reads pages of the log while it is behind the channel, on demand, so that a slow reader of a long replay costs one
 * page; is handed live entries from the moment it has caught up.
 */
function createFollower(parts: FollowerParts): AsyncIterableIterator<LogEntry> {
  const { channel, filter, onOverflow, read, onLeave } = parts;
  let position = parts.start;
  let queue: LogEntry[] = [];
  let queuedBytes = 0;
  let live = position >= channel.position;
  let ended = false;
  let wake: (() => void) | undefined;

  const follower: Follower = {
    deliver(entry) {
      if (!live || entry.offset <= position) return;
      position = entry.offset;
      if (!matchesFilter(filter, entry.facts)) return;
      enqueue(entry);
      if (queue.length >= QUEUE_LIMIT_EVENTS || queuedBytes >= QUEUE_LIMIT_BYTES) {
        follower.end();
        onOverflow();
      } else wake?.();
    },
    end() {
      if (ended) return;
      ended = true;
      queue = [];
      onLeave(follower);
      wake?.();
    },
  };
  channel.followers.add(follower);

  function enqueue(entry: LogEntry): void {
    queue.push(entry);
    queuedBytes += entry.bytes;
  }

  async function replayPage(): Promise<void> {
    const page = await read(position);
    if (ended) return;
    for (const entry of page.entries) enqueue(entry);
    position = page.through;
    // Nothing is awaited between this and the next delivery: the join has no gap.
    live = position >= channel.position;
  }

  const done = { value: undefined, done: true } as const;
  return {
    async next() {
      for (;;) {
        if (ended) return done;
        const entry = queue.shift();
        if (entry) {
          queuedBytes -= entry.bytes;
          return { value: entry, done: false };
        }
        if (live) {
          await new Promise<void>((resolve) => (wake = resolve));
          wake = undefined;
        } else {
          try {
            await replayPage();
          } catch (error) {
            follower.end();
            throw error;
          }
        }
      }
    },
    return() {
      follower.end();
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
