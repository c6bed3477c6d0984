import type { LogEntry, LogPage } from '../log/log.ts';
import { type Batch, batchAfter, type BatchItem, entriesOf } from './batch.ts';
import type { FeedReader } from './feed-reader.ts';
import type { Pacer } from './pacer.ts';
import { createReplayPages } from './replay-pages.ts';
import type { Subscriber } from './subscriber.ts';
import type { Turns } from './turns.ts';

/** Delivers one stream to all subscribers that get the same of it: each event is rendered once for all. */
export interface Broadcast {
  /**
   * Sends what comes after `subscriber.through`: from the log, and then live, each event once and in order. The first
   * bookmark says that the subscriber has caught up.
   */
  join(subscriber: Subscriber): void;
  leave(subscriber: Subscriber): void;
  /** Ends all subscribers. */
  close(): void;
  readonly size: number;
}

export interface BroadcastParts {
  /** Where the reader begins. */
  start: number;
  epoch: string;
  /** Live from `start` on, with bookmarks if subscribers want them. */
  reader: FeedReader;
  read: (after: number) => Promise<LogPage>;
  cursorAt: (offset: number) => string;
  turns: Turns;
  pacer: Pacer;
  /** Whether all subscribers are of one actor. If not, a result that depends on the actor parts them. */
  isOfOneActor: boolean;
  /** The subscribers' results differ; each must join the broadcast of its actor. They have left this one. */
  onPersonal: (subscribers: readonly Subscriber[]) => void;
  onEmpty: () => void;
  /** Entries were sent to that many subscribers. */
  onDelivery: (entries: readonly LogEntry[], isLive: boolean, subscribers: number) => void;
}

/** Most that is rendered ahead of what is sent. */
const MAX_AHEAD_ITEMS = 400;
const MAX_AHEAD_CHARACTERS = 1024 * 1024;
/** Subscribers between two looks at the clock. */
const STRIDE = 32;

export function createBroadcast(parts: BroadcastParts): Broadcast {
  const { start, epoch, reader, cursorAt, turns, pacer, onPersonal, onEmpty, onDelivery } = parts;
  const live = new Set<Subscriber>();
  const replaying = new Set<Subscriber>();
  const pages = createReplayPages({ read: parts.read, render, epoch });
  let ahead: BatchItem[] = [];
  let aheadCharacters = 0;
  /** What is being sent, and to whom it has yet to be sent. */
  let sending: { batch: Batch; rest: Iterator<Subscriber>; sentTo: number } | undefined;
  /** Who has everything up to here gets the rest with the batches to come. */
  let joinableFrom = start;
  let isClosed = false;
  let onRoom: (() => void) | undefined;
  let newestBookmark: Batch | undefined;

  async function run(): Promise<void> {
    for (;;) {
      const next = await reader.nextBatch();
      if (isClosed) return;
      if (Array.isArray(next) && next.length === 0) {
        endAll();
        return;
      }
      const items = Array.isArray(next) ? await render(next) : [bookmarkItem(next.offset)];
      for (const item of items) aheadCharacters += item.text.length;
      ahead.push(...items);
      turns.schedule(sendUntil);
      while (ahead.length >= MAX_AHEAD_ITEMS || aheadCharacters >= MAX_AHEAD_CHARACTERS) {
        await new Promise<void>((resolve) => (onRoom = resolve));
      }
    }
  }

  async function render(entries: readonly LogEntry[]): Promise<BatchItem[]> {
    const one = anySubscriber();
    if (!one || entries.length === 0) return [];
    const { texts, isPersonal } = await one.render(entries);
    if (isPersonal && !parts.isOfOneActor) {
      part();
      return [];
    }
    return entries.map((entry, index) => ({ offset: entry.offset, text: texts[index] ?? '', entry }));
  }

  function anySubscriber(): Subscriber | undefined {
    const [one] = live.size > 0 ? live : replaying;
    return one;
  }

  function bookmarkItem(offset: number): BatchItem {
    return { offset, text: anySubscriber()?.renderBookmark(cursorAt(offset)) ?? '' };
  }

  function sendUntil(untilMs: number): boolean {
    for (;;) {
      sending ??= nextSending();
      if (!sending) return true;
      if (!sendRest(sending, untilMs)) return false;
      const { batch, sentTo } = sending;
      sending = undefined;
      if (sentTo > 0) onDelivery(entriesOf(batch), true, sentTo);
    }
  }

  function nextSending(): typeof sending {
    const through = ahead.at(-1)?.offset;
    if (through === undefined) return undefined;
    const batch = { items: ahead, through };
    ahead = [];
    aheadCharacters = 0;
    joinableFrom = through;
    onRoom?.();
    return { batch, rest: live.values(), sentTo: 0 };
  }

  /** @returns whether everybody has it; who joins meanwhile has it already */
  function sendRest(current: NonNullable<typeof sending>, untilMs: number): boolean {
    for (let count = 1; ; count++) {
      const next = current.rest.next();
      if (next.done) return true;
      if (sendTo(next.value, current.batch) > 0) current.sentTo++;
      if (count % STRIDE === 0 && performance.now() >= untilMs) return false;
    }
  }

  /** Sends what the subscriber does not have. @returns how much it was */
  function sendTo(subscriber: Subscriber, batch: Batch): number {
    if (subscriber.through >= batch.through) return 0;
    const rest = batchAfter(batch, subscriber.through);
    subscriber.through = batch.through;
    if (rest.items.length > 0) subscriber.send(rest);
    return rest.items.length;
  }

  function goLive(subscriber: Subscriber): void {
    live.add(subscriber);
    if (!subscriber.wantsBookmarks) return;
    const { through } = subscriber;
    if (newestBookmark?.through !== through) newestBookmark = { items: [bookmarkItem(through)], through };
    subscriber.send(newestBookmark);
  }

  async function replay(subscriber: Subscriber): Promise<void> {
    while (replaying.has(subscriber)) {
      if (subscriber.through >= joinableFrom) {
        stopReplaying(subscriber);
        goLive(subscriber);
        return;
      }
      for (const batch of await pages.after(subscriber.through)) {
        await pacer.run(() => {
          if (!replaying.has(subscriber)) return;
          if (sendTo(subscriber, batch) > 0) onDelivery(entriesOf(batch), false, 1);
        });
        await subscriber.untilReady();
      }
    }
  }

  function stopReplaying(subscriber: Subscriber): void {
    if (replaying.delete(subscriber) && replaying.size === 0) pages.clear();
  }

  function leave(subscriber: Subscriber): void {
    stopReplaying(subscriber);
    live.delete(subscriber);
    subscriber.broadcast = undefined;
    if (live.size + replaying.size === 0) close();
  }

  function part(): void {
    const subscribers = [...live, ...replaying];
    // What is rendered already is the same for all.
    if (sending) sendRest(sending, Infinity);
    sending = nextSending();
    if (sending) sendRest(sending, Infinity);
    sending = undefined;
    for (const subscriber of subscribers) leave(subscriber);
    onPersonal(subscribers);
  }

  function endAll(error?: unknown): void {
    for (const subscriber of [...live, ...replaying]) {
      leave(subscriber);
      subscriber.end(error);
    }
    close();
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    ahead = [];
    aheadCharacters = 0;
    onRoom?.();
    reader.end();
    onEmpty();
  }

  const broadcast: Broadcast = {
    join(subscriber) {
      subscriber.broadcast = broadcast;
      if (subscriber.through >= joinableFrom) goLive(subscriber);
      else {
        replaying.add(subscriber);
        replay(subscriber).catch((error: unknown) => {
          if (!replaying.has(subscriber)) return;
          leave(subscriber);
          subscriber.end(error);
        });
      }
    },
    leave,
    close: () => {
      endAll();
    },
    get size() {
      return live.size + replaying.size;
    },
  };
  run().catch(endAll);
  return broadcast;
}
