import { setTimeout as sleep } from 'node:timers/promises';

import { isReadable, type LoggedEvent } from '../../events/log/log.ts';
import { outcomeUnknown } from '../database/commit-outcome.ts';
import { type Database, DatabaseUnavailableError, sqlStateOf } from '../database/sql.ts';
import {
  type Append,
  type Appended,
  appendEvents,
  DuplicateEventError,
  type EmittedEvent,
  queuesOf,
} from './append-events.ts';
import { createEventLog, producerKey } from './event-log.ts';

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

/** Events that one statement appends, unless one request has more: it takes some tens of milliseconds. */
const MAX_EVENTS = 500;
/** How long to look for the outcome of a statement that got no response: as for a commit. */
const PATIENCE_MS = 40_000;
const PAUSE_MS = 200;

/**
 * Appends without a transaction around it. One statement of a tenant runs at a time; requests that arrive meanwhile wait,
 * and the next statement appends them together: their order is that of their arrival, and the counter is locked once for
 * all of them. Each request is committed when it is answered, and fails alone.
 */
export function createGroupAppend({ database, jobsOf, onAppended }: GroupAppendParts) {
  const log = createEventLog(database);
  /** Of the tenants for which a statement runs. */
  const waiting = new Map<string, Request[]>();

  async function run(tenantId: string, requests: Request[]): Promise<void> {
    while (requests.length > 0) await appendTogether(tenantId, takeGroup(requests));
    waiting.delete(tenantId);
  }

  async function appendTogether(tenantId: string, group: readonly Request[]): Promise<void> {
    const emitted = group.flatMap((request) => request.emitted);
    try {
      const appended = await appendOnce(tenantId, emitted);
      onAppended(appended);
      const { entries } = appended;
      let taken = 0;
      for (const request of group) request.resolve(entries.slice(taken, (taken += request.emitted.length)));
    } catch (error) {
      // The others must not fail for what is wrong with one of them.
      if (group.length > 1 && isAboutContent(error)) {
        for (const request of group) await appendTogether(tenantId, [request]);
      } else {
        for (const { reject } of group) reject(error);
      }
    }
  }

  /**
   * If the connection breaks, the same events are appended again: their ids are unique in the log, so whichever of the
   * two statements is first, the other one fails.
   */
  async function appendOnce(tenantId: string, emitted: readonly EmittedEvent[]): Promise<Appended> {
    const append = { emitted, jobsOf };
    try {
      return await appendEvents(database, tenantId, append);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError) || !error.wasSent) throw error;
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
        const request = { emitted, resolve, reject };
        const others = waiting.get(tenantId);
        if (others) {
          others.push(request);
          return;
        }
        const requests = [request];
        waiting.set(tenantId, requests);
        void run(tenantId, requests);
      });
    },
  };
}

/** Classes of SQLSTATE: data exceptions, violated constraints, and what functions and triggers raise. */
const CONTENT = /^(?:22|23|P0)/;

/** Whether the error says that an event cannot be appended, whenever it is tried. */
function isAboutContent(error: unknown): boolean {
  return error instanceof DuplicateEventError || CONTENT.test(sqlStateOf(error) ?? '');
}

/** Takes what one statement appends: the first request, and those after it for which there is room. */
function takeGroup(requests: Request[]): Request[] {
  let events = 0;
  const end = requests.findIndex(({ emitted }, index) => (events += emitted.length) > MAX_EVENTS && index > 0);
  return requests.splice(0, end === -1 ? requests.length : end);
}
