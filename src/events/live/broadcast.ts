import type { LogEntry, LogPage } from '../log/log.ts';
import { type Batch, batchAfter, batchesOf, type BatchItem, entriesOf } from './batch.ts';
import type { FeedReader } from './feed-reader.ts';
import type { Member } from './member.ts';
import type { Pacer } from './pacer.ts';
import { createReplayPages } from './replay-pages.ts';
import type { Turns } from './turns.ts';

/** Delivers one stream to all members that get the same of it: each event is rendered once for all. */
export interface Broadcast {
  /**
   * Sends what comes after `member.through`: from the log, and then live, each event once and in order. The first
   * bookmark says that the member has caught up.
   */
  join(member: Member): void;
  leave(member: Member): void;
  /** Ends all members. */
  close(): void;
  readonly size: number;
}

export interface BroadcastParts {
  /** Where the reader begins. */
  start: number;
  epoch: string;
  /** Live from `start` on, with bookmarks if members want them. */
  reader: FeedReader;
  read: (after: number) => Promise<LogPage>;
  cursorAt: (offset: number) => string;
  turns: Turns;
  pacer: Pacer;
  /** Whether all members are of one actor. If not, a result that depends on the actor parts them. */
  isOfOneActor: boolean;
  /** The members' results differ; each must join the broadcast of its actor. They have left this one. */
  onPersonal: (members: readonly Member[]) => void;
  onEmpty: () => void;
  /** Called with each rendering when it begins; its result may be for nobody by the time it is there. */
  onRendering: (rendering: Promise<unknown>) => void;
  /** Entries were sent to that many members. */
  onDelivery: (entries: readonly LogEntry[], isLive: boolean, members: number) => void;
}

/** Most that is rendered ahead of what is sent. */
const MAX_AHEAD_ITEMS = 400;
const MAX_AHEAD_CHARACTERS = 1024 * 1024;
/** Members between two looks at the clock. */
const STRIDE = 32;

export function createBroadcast(parts: BroadcastParts): Broadcast {
  const { start, epoch, reader, cursorAt, turns, pacer, onPersonal, onEmpty, onRendering, onDelivery } = parts;
  const live = new Set<Member>();
  const replaying = new Set<Member>();
  const pages = createReplayPages({ read: parts.read, render, epoch });
  let ahead: BatchItem[] = [];
  /** What is being sent, and to whom it has yet to be sent. */
  let sending: { batch: Batch; rest: Iterator<Member>; sentTo: number } | undefined;
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
      ahead.push(...items);
      turns.schedule(sendUntil);
      while (isFarAhead()) await new Promise<void>((resolve) => (onRoom = resolve));
    }
  }

  function isFarAhead(): boolean {
    const characters = ahead.reduce((sum, { text }) => sum + text.length, 0);
    return ahead.length >= MAX_AHEAD_ITEMS || characters >= MAX_AHEAD_CHARACTERS;
  }

  async function render(entries: readonly LogEntry[]): Promise<BatchItem[]> {
    const one = anyMember();
    if (!one || entries.length === 0) return [];
    const rendering = one.render(entries);
    onRendering(rendering);
    const { texts, isPersonal } = await rendering;
    if (isPersonal && !parts.isOfOneActor) {
      part();
      return [];
    }
    return entries.map((entry, index) => {
      const { offset, cursor } = entry;
      return { offset, cursor, text: texts[index] ?? '', entry };
    });
  }

  function anyMember(): Member | undefined {
    const [one] = live.size > 0 ? live : replaying;
    return one;
  }

  function bookmarkItem(offset: number): BatchItem {
    const cursor = cursorAt(offset);
    return { offset, cursor, text: anyMember()?.renderBookmark(cursor) ?? '' };
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

  /** No more at a time than a slow socket may keep. */
  function nextSending(): typeof sending {
    const [batch, ...rest] = ahead.length > 0 ? batchesOf(ahead, ahead.at(-1)?.offset ?? 0) : [];
    if (!batch) return undefined;
    ahead = rest.flatMap(({ items }) => items);
    joinableFrom = batch.through;
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

  /** Sends what the member does not have. @returns how much it was */
  function sendTo(member: Member, batch: Batch): number {
    if (member.through >= batch.through) return 0;
    const rest = batchAfter(batch, member.through);
    member.through = batch.through;
    if (rest.items.length > 0) member.send(rest);
    return rest.items.length;
  }

  function goLive(member: Member): void {
    live.add(member);
    if (!member.wantsBookmarks) return;
    const { through } = member;
    if (newestBookmark?.through !== through) newestBookmark = { items: [bookmarkItem(through)], through };
    member.send(newestBookmark);
  }

  async function replay(member: Member): Promise<void> {
    while (replaying.has(member)) {
      if (member.through >= joinableFrom) {
        stopReplaying(member);
        goLive(member);
        return;
      }
      for (const batch of await pages.after(member.through)) {
        await pacer.run(() => {
          if (!replaying.has(member)) return;
          if (sendTo(member, batch) > 0) onDelivery(entriesOf(batch), false, 1);
        });
        await member.untilReady();
      }
    }
  }

  function stopReplaying(member: Member): void {
    if (replaying.delete(member) && replaying.size === 0) pages.clear();
  }

  function leave(member: Member): void {
    stopReplaying(member);
    live.delete(member);
    member.broadcast = undefined;
    if (live.size + replaying.size === 0) close();
  }

  function part(): void {
    const members = [...live, ...replaying];
    // What is rendered already is the same for all.
    for (sending ??= nextSending(); sending; sending = nextSending()) sendRest(sending, Infinity);
    for (const member of members) leave(member);
    onPersonal(members);
  }

  function endAll(error?: unknown): void {
    for (const member of [...live, ...replaying]) {
      leave(member);
      member.end(error);
    }
    close();
  }

  function close(): void {
    if (isClosed) return;
    isClosed = true;
    ahead = [];
    onRoom?.();
    reader.end();
    onEmpty();
  }

  const broadcast: Broadcast = {
    join(member) {
      member.broadcast = broadcast;
      if (member.through >= joinableFrom) goLive(member);
      else {
        replaying.add(member);
        replay(member).catch((error: unknown) => {
          if (!replaying.has(member)) return;
          leave(member);
          member.end(error);
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
