import { setTimeout as sleep } from 'node:timers/promises';

import { assertHonourable, decodeCursor, encodeCursor, isCursorExpired, isHonourable } from '../log/cursor.ts';
import type { EventFilter } from '../log/event-filter.ts';
import type { EventLog, LogPage, StreamHead } from '../log/log.ts';
import type { Transport } from '../transport/transport.ts';
import { type BroadcastParts, createBroadcast } from './broadcast.ts';
import { createBroadcasts } from './broadcasts.ts';
import { type Channel, createChannel, type Listener } from './channel.ts';
import type { EventStream } from './event-stream.ts';
import { createFeedReader, type FeedReader } from './feed-reader.ts';
import { createPacer } from './pacer.ts';
import { REPLAY_PAGE_SIZE } from './replay-pages.ts';
import { createTurns } from './turns.ts';

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
}

export interface Feed {
  /**
   * The tenant's events in offset order, each once: first those of the log after the cursor, then live ones. It also
   * yields entries that cannot be read (`event: null`); they are never omitted silently. It fails with CURSOR_EXPIRED
   * if the stream cannot be continued without a gap.
   * @throws AppError BAD_USER_INPUT for an invalid cursor, CURSOR_EXPIRED for one after which the log is no longer
   *   complete
   */
  open(options: ReadOptions): Promise<EventStream>;
  /** The same, for one reader in this process. */
  read(options: ReadOptions): Promise<FeedReader>;
  /** The current number of readers and members. */
  readerCount(): number;
  /** How often a channel read from the log: when it was opened, and when an announcement was missing. */
  refillCount(): number;
  /** How many pages were read from the log for readers and members that are behind. */
  replayedPageCount(): number;
  /** Ends all readers, and resolves when nothing is rendered any more: until then, the store must stay open. */
  [Symbol.asyncDispose](): Promise<void>;
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
  /** Called when a read of the log failed; the feed tries again at the next announcement or check interval. */
  onError: (error: unknown) => void;
  /** Called when entries were sent to members, live or replayed. */
  onDelivery?: BroadcastParts['onDelivery'];
}

/** Where a stream begins. */
interface Opening {
  tenantId: string;
  filter: EventFilter;
  bookmarks: boolean;
  /** The stream's position as it is known; not above what the channel of the tenant will deliver. */
  head: StreamHead;
  start: number;
}

export function createFeed(parts: FeedParts): Feed {
  const { log, transport, checkIntervalMs, bookmarkIntervalMs = 10_000, onError, onDelivery = () => undefined } = parts;
  const channels = new Map<string, Channel>();
  /** Those of broadcasts are not counted. */
  const readers = new Set<FeedReader>();
  const heads = new Map<string, Promise<StreamHead>>();
  const renderings = new Set<Promise<unknown>>();
  const turns = createTurns();
  const pacer = createPacer();
  let refills = 0;
  let pages = 0;
  let checkTimer: NodeJS.Timeout | undefined;
  let checking = false;

  const stopListening = transport.listen({
    onEntry: (entry) => channels.get(entry.tenantId)?.receive(entry),
    onGap: check,
  });

  function onRendering(rendering: Promise<unknown>): void {
    renderings.add(rendering);
    const forget = () => renderings.delete(rendering);
    rendering.then(forget, forget);
  }

  /** Compares all channels with the log in one query. */
  function check(): void {
    if (checking || channels.size === 0) return;
    checking = true;
    const seen = [...channels.values()].map((channel) => ({ channel, position: channel.position }));
    log
      .heads([...channels.keys()])
      .then((found) => {
        for (const { channel, position } of seen) {
          const head = found.get(channel.tenantId);
          if (head) channel.compare(head, position);
        }
      })
      .catch(onError)
      .finally(() => (checking = false));
  }

  function openChannel({ tenantId, head }: Opening): Channel {
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

  /** One read for all who ask while it is under way. */
  function sharedHead(tenantId: string): Promise<StreamHead> {
    const reading = heads.get(tenantId);
    if (reading) return reading;
    const head = log.head(tenantId).finally(() => heads.delete(tenantId));
    heads.set(tenantId, head);
    return head;
  }

  async function begin({ tenantId, after, filter = {}, bookmarks = false }: ReadOptions): Promise<Opening> {
    const cursor = after === undefined ? undefined : decodeCursor(after);
    const opening = { tenantId, filter, bookmarks };
    const channel = channels.get(tenantId);
    const known = channel ? headOf(channel) : await sharedHead(tenantId);
    if (!cursor) return { ...opening, head: known, start: known.offset };
    if (isHonourable(cursor, known)) return { ...opening, head: known, start: cursor.offset };
    // What is known may be older than the cursor.
    const head = await log.head(tenantId);
    assertHonourable(cursor, head);
    return { ...opening, head, start: cursor.offset };
  }

  /** While the log cannot be read, the stream pauses. It ends only if nobody waits for it any more. */
  async function readPage({ tenantId, filter }: Opening, channel: Channel, after: number): Promise<LogPage> {
    for (;;) {
      pages++;
      try {
        return await log.readAfter(tenantId, after, { limit: REPLAY_PAGE_SIZE, filter });
      } catch (error) {
        if (isCursorExpired(error) || channel.listeners.size === 0) throw error;
        onError(error);
      }
      await sleep(checkIntervalMs, undefined, { ref: false });
    }
  }

  function createReader(opening: Opening, channel: Channel, start: number, onEnd?: () => void): FeedReader {
    const reader = createFeedReader({
      start,
      channel,
      filter: opening.filter,
      bookmarkIntervalMs: opening.bookmarks ? bookmarkIntervalMs : undefined,
      read: (position) => readPage(opening, channel, position),
      onLeave(listener) {
        leave(channel, listener);
        onEnd?.();
      },
    });
    // What was committed since the head was read was announced before a new channel could receive it.
    if (channel.listeners.size === 1) channel.refill();
    return reader;
  }

  function openReader(opening: Opening): FeedReader {
    const reader = createReader(opening, openChannel(opening), opening.start, () => readers.delete(reader));
    readers.add(reader);
    return reader;
  }

  const broadcasts = createBroadcasts<Opening>({
    open(opening, { isOfOneActor, onEmpty, onPersonal }) {
      const channel = openChannel(opening);
      const { epoch, position } = channel;
      return createBroadcast({
        start: position,
        epoch,
        reader: createReader(opening, channel, position),
        read: (after) => readPage(opening, channel, after),
        cursorAt: (offset) => encodeCursor({ epoch, offset }),
        turns,
        pacer,
        isOfOneActor,
        onPersonal(members) {
          onPersonal(members, headOf(channel));
        },
        onEmpty,
        onRendering,
        onDelivery,
      });
    },
  });

  return {
    async open(options) {
      const opening = await begin(options);
      return {
        start: encodeCursor({ epoch: opening.head.epoch, offset: opening.start }),
        join(member) {
          member.through = opening.start;
          broadcasts.join(opening, member);
        },
        [Symbol.asyncIterator]: () => openReader(opening),
      };
    },
    read: async (options) => openReader(await begin(options)),
    readerCount: () => readers.size + broadcasts.memberCount(),
    refillCount: () => refills,
    replayedPageCount: () => pages,
    async [Symbol.asyncDispose]() {
      stopListening();
      for (const reader of [...readers]) reader.end();
      broadcasts.close();
      await Promise.allSettled(renderings);
    },
  };
}

/** As far as the channel knows. */
function headOf({ epoch, position, trimmedThrough }: Channel): StreamHead {
  return { epoch, offset: position, trimmedThrough };
}
