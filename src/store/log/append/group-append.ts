import { setTimeout as sleep } from 'node:timers/promises';

import { isReadable, type LoggedEvent } from '../../../events/log/log.ts';
import { outcomeUnknown } from '../../database/commit-outcome.ts';
import { type Database, DatabaseUnavailableError, sqlStateOf } from '../../database/sql.ts';
import { createEventLog, producerKey } from '../event-log.ts';
import {
  type Append,
  type Appended,
  appendEvents,
  appendOfSeveral,
  DuplicateEventError,
  type EmittedEvent,
  queuesOf,
} from './append-events.ts';
import { createAppendLanes, type LaneLoad } from './append-lanes.ts';

export interface GroupAppendParts {
  database: Database;
  jobsOf: Append['jobsOf'];
  /** Called with what was committed, in the order of the log. */
  onAppended: (appended: Appended) => void;
}

interface Request {
  emitted: readonly EmittedEvent[];
  resolve: (entries: readonly LoggedEvent[]) => void;
  reject: (error: unknown) => void;
}

/**
 * Statements that run before what arrives waits for one of them, and is appended with others: their commits and round trips
 * are what events of different tenants can share. `npm run bench -- emit` found no more events a second with more.
 */
const LANES = 4;
/** One statement appends so many in some tens of milliseconds. */
const MAX_EVENTS = 500;
const LANE_PATIENCE_MS = 50;
/** How long to look for the outcome of a statement that got no response: as for a commit. */
const PATIENCE_MS = 40_000;
const PAUSE_MS = 200;

/**
 * Appends without a transaction around it. One statement of a tenant runs at a time; requests that arrive meanwhile wait,
 * and the next statement appends them together: their order is that of their arrival, and the counter is locked once for
 * all of them. When there is much to append, requests of several tenants share a commit; no tenant waits for the counter
 * of another. Each request is committed when it is answered, and fails alone.
 */
export function createGroupAppend({ database, jobsOf, onAppended }: GroupAppendParts) {
  const log = createEventLog(database);
  const lanes = createAppendLanes<Request>({
    lanes: LANES,
    patienceMs: LANE_PATIENCE_MS,
    maxEvents: MAX_EVENTS,
    sizeOf: ({ emitted }) => emitted.length,
    async run(load, done) {
      const left = load.size > 1 ? await appendShared(load) : { load };
      done([...load.keys()].filter((tenantId) => !left.load.has(tenantId)));
      await Promise.all(
        Array.from(left.load, async ([tenantId, group]) => {
          await appendGroup(tenantId, group, left);
          done([tenantId]);
        }),
      );
    },
  });

  /** One commit for several tenants. Returns what it has not appended, as far as is known. */
  async function appendShared(load: LaneLoad<Request>): Promise<Left> {
    const appends = new Map(Array.from(load, ([tenantId, group]) => [tenantId, { emitted: eventsOf(group), jobsOf }]));
    try {
      const appended = await appendOfSeveral(database, appends);
      for (const [tenantId, ofTenant] of appended) answer(load.get(tenantId) ?? [], ofTenant);
      return { load: new Map([...load].filter(([tenantId]) => !appended.has(tenantId))) };
    } catch (error) {
      if (isOutcomeUnknown(error)) return { load, mayBeThere: true };
      // One of them is at fault: alone, each gets what it deserves.
      if (isAboutContent(error)) return { load };
      for (const { reject } of [...load.values()].flat()) reject(error);
      return { load: new Map() };
    }
  }

  function answer(group: readonly Request[], appended: Appended): void {
    onAppended(appended);
    let taken = 0;
    for (const { emitted, resolve } of group) resolve(appended.entries.slice(taken, (taken += emitted.length)));
  }

  async function appendGroup(tenantId: string, group: readonly Request[], left: Pick<Left, 'mayBeThere'>) {
    try {
      answer(group, await appendOnce(tenantId, eventsOf(group), left));
    } catch (error) {
      // The others must not fail for what is wrong with one of them.
      if (group.length > 1 && isAboutContent(error)) {
        for (const request of group) await appendGroup(tenantId, [request], {});
      } else {
        for (const { reject } of group) reject(error);
      }
    }
  }

  /**
   * If the connection breaks, the same events are appended again: their ids are unique in the log, so whichever of the
   * two statements is first, the other one fails.
   */
  async function appendOnce(
    tenantId: string,
    emitted: readonly EmittedEvent[],
    { mayBeThere = false }: Pick<Left, 'mayBeThere'>,
  ): Promise<Appended> {
    const append = { emitted, jobsOf };
    try {
      if (!mayBeThere) return await appendEvents(database, tenantId, append);
    } catch (error) {
      if (!isOutcomeUnknown(error)) throw error;
    }
    const deadlineMs = performance.now() + PATIENCE_MS;
    while (performance.now() < deadlineMs) {
      await sleep(PAUSE_MS);
      try {
        return await appendEvents(database, tenantId, append);
      } catch (error) {
        if (error instanceof DatabaseUnavailableError) continue;
        const found = error instanceof DuplicateEventError ? await findAll(tenantId, emitted) : undefined;
        if (!found) throw error;
        return found;
      }
    }
    throw outcomeUnknown();
  }

  /** Undefined: not all of them are in the log. */
  async function findAll(tenantId: string, emitted: readonly EmittedEvent[]): Promise<Appended | undefined> {
    const events = emitted.map(({ event }) => event);
    const found = await log.byProducerKeys(tenantId, events);
    const entries = events.flatMap((event) => found.get(producerKey(event)) ?? []).filter(isReadable);
    if (entries.length < events.length) return undefined;
    return { entries, queues: queuesOf(events.flatMap((event) => jobsOf(event))) };
  }

  return {
    append(tenantId: string, emitted: readonly EmittedEvent[]): Promise<readonly LoggedEvent[]> {
      if (emitted.length === 0) return Promise.resolve([]);
      return new Promise((resolve, reject) => {
        lanes.add(tenantId, { emitted, resolve, reject });
      });
    },
  };
}

/** What remains to be appended, each tenant alone. */
interface Left {
  load: LaneLoad<Request>;
  /** The connection broke while all of it was appended. */
  mayBeThere?: boolean;
}

function eventsOf(group: readonly Request[]): EmittedEvent[] {
  return group.flatMap(({ emitted }) => emitted);
}

/** Classes of SQLSTATE: data exceptions, violated constraints, and what functions and triggers raise. */
const CONTENT = /^(?:22|23|P0|GV)/;

/** Whether the error says that an event cannot be appended, whenever it is tried. */
function isAboutContent(error: unknown): boolean {
  return error instanceof DuplicateEventError || CONTENT.test(sqlStateOf(error) ?? '');
}

/** Whether it broke after the statement was sent. */
function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof DatabaseUnavailableError && error.wasSent;
}
