import { type Channel, createChannel, type Listener } from './channel.ts';
import { assertHonourable, decodeCursor } from './cursor.ts';
import type { EventFilter } from './event-filter.ts';
import { type Bookmark, createFeedReader, type FeedReader } from './feed-reader.ts';
import type { EventLog, LogEntry, StreamHead } from './log.ts';
import type { Transport } from './transport.ts';

const PAGE_SIZE = 200;

export interface ReadOptions {
  tenantId: string;
  /** Cursor after which to begin. If left out: from now on. */
  after?: string | undefined;
  filter?: EventFilter;
  /**
   * Whether to send bookmarks: the first as soon as the replay has caught up, further ones when the stream has advanced
   * without a matching event.
   */
  bookmarks?: boolean | undefined;
  /** Called once when the queue limit is exceeded; the iterator has then ended, and the queue is dropped. */
  onOverflow: () => void;
}

export interface Feed {
  /**
   * The tenant's events in offset order, each once: first those of the log after the cursor, then live ones. The
   * iterator also yields entries that cannot be read (`event: null`); they are never omitted silently. It fails with
   * CURSOR_EXPIRED if the stream cannot be continued without a gap.
   * @throws AppError BAD_USER_INPUT for an invalid cursor, CURSOR_EXPIRED for one after which the log is no longer
   *   complete
   */
  read(options: ReadOptions): Promise<AsyncIterableIterator<LogEntry | Bookmark>>;
  /** The current number of readers. */
  readerCount(): number;
  /** How often a channel read from the log: when it was opened, and when an announcement was missing. */
  refillCount(): number;
  /** Ends all readers. */
  [Symbol.dispose](): void;
}

export interface FeedParts {
  log: EventLog;
  transport: Transport;
  /**
   * How often to check whether the log is ahead of the announcements: the longest delay that a lost message can cause.
   */
  checkIntervalMs: number;
  /** Shortest time between bookmarks, rounded up to the next check. Default: 10 s. */
  bookmarkIntervalMs?: number;
  /** Called when a read of the log failed; the feed tries again at the next announcement or check. */
  onError: (error: unknown) => void;
  /** Called with every entry that a reader gets, live or replayed. */
  onDelivery?: (entry: LogEntry, isLive: boolean) => void;
}

export function createFeed(parts: FeedParts): Feed {
  const { log, transport, checkIntervalMs, bookmarkIntervalMs = 10_000, onError, onDelivery } = parts;
  const channels = new Map<string, Channel>();
  const readers = new Set<FeedReader>();
  let refills = 0;
  let checkTimer: NodeJS.Timeout | undefined;
  let checking = false;

  const stopListening = transport.listen({
    onEntry: (entry) => channels.get(entry.tenantId)?.receive(entry),
    onGap: check,
  });

  /** Compares all channels with the log in one query. */
  function check(): void {
    if (checking || channels.size === 0) return;
    checking = true;
    const seen = [...channels.values()].map((channel) => ({ channel, position: channel.position }));
    log
      .heads([...channels.keys()])
      .then((heads) => {
        for (const { channel, position } of seen) {
          const head = heads.get(channel.tenantId);
          if (head) channel.compare(head, position);
        }
      })
      .catch(onError)
      .finally(() => (checking = false));
  }

  function openChannel(tenantId: string, head: StreamHead): Channel {
    const open = channels.get(tenantId);
    if (open?.epoch === head.epoch) return open;
    // The stream began anew: the readers of the old one fail.
    open?.compare(head, open.position);
    const channel = createChannel({ tenantId, head, log, onError, onRefill: () => refills++ });
    channels.set(tenantId, channel);
    checkTimer ??= setInterval(() => {
      check();
      for (const { listeners } of channels.values()) for (const listener of listeners) listener.tick();
    }, checkIntervalMs).unref();
    return channel;
  }

  function leave(channel: Channel, listener: Listener): void {
    channel.listeners.delete(listener);
    if (channel.listeners.size > 0) return;
    channel.close();
    if (channels.get(channel.tenantId) !== channel) return;
    channels.delete(channel.tenantId);
    if (channels.size === 0) {
      clearInterval(checkTimer);
      checkTimer = undefined;
    }
  }

  return {
    async read({ tenantId, after, filter = {}, bookmarks = false, onOverflow }) {
      const cursor = after === undefined ? undefined : decodeCursor(after);
      const head = await log.head(tenantId);
      if (cursor) assertHonourable(cursor, head);
      const channel = openChannel(tenantId, head);
      const reader = createFeedReader({
        start: cursor?.offset ?? head.offset,
        channel,
        filter,
        bookmarkIntervalMs: bookmarks ? bookmarkIntervalMs : undefined,
        onOverflow,
        onDelivery,
        read: (position) => log.readAfter(tenantId, position, { limit: PAGE_SIZE, filter }),
        onLeave: (listener) => {
          readers.delete(reader);
          leave(channel, listener);
        },
      });
      readers.add(reader);
      // What was committed since the head was read was announced before a new channel could receive it.
      if (channel.listeners.size === 1) channel.refill();
      return reader;
    },
    readerCount: () => readers.size,
    refillCount: () => refills,
    [Symbol.dispose]() {
      stopListening();
      for (const reader of [...readers]) reader.end();
    },
  };
}
