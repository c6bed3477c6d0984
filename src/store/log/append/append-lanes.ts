/** What one lane appends: of each tenant, the requests that are answered together. */
export type LaneLoad<R> = ReadonlyMap<string, readonly R[]>;

export interface AppendLanesParts<R> {
  /** How many statements run before what arrives waits for one of them. */
  lanes: number;
  /** Time after which a statement no longer keeps others waiting, in milliseconds: something holds it up. */
  patienceMs: number;
  /** Most events that one statement appends, unless a single request has more. */
  maxEvents: number;
  sizeOf: (request: R) => number;
  /** Never rejects. It calls `done` for tenants whose requests are answered before those of others. */
  run: (load: LaneLoad<R>, done: (tenantIds: Iterable<string>) => void) => Promise<void>;
}

/**
 * Decides what is appended when, and with what. At most one statement of a tenant runs at a time, so the order of its
 * requests is that of their arrival. While a lane is free, a request does not wait. Otherwise the next statement takes what
 * waits by then, of whichever tenants: one commit for all of them.
 */
export function createAppendLanes<R>(parts: AppendLanesParts<R>) {
  const { lanes, patienceMs, maxEvents, sizeOf, run } = parts;
  /** What waits, by tenant, in the order in which the tenants came. */
  const waiting = new Map<string, R[]>();
  /** Tenants of which a statement runs. */
  const running = new Set<string>();
  let taken = 0;

  function next(): void {
    while (taken < lanes) {
      const load = takeLoad();
      if (load.size === 0) return;
      void occupy(load);
    }
  }

  async function occupy(load: LaneLoad<R>): Promise<void> {
    for (const tenantId of load.keys()) running.add(tenantId);
    taken += 1;
    let isHeld = true;
    const release = () => {
      if (isHeld) taken -= 1;
      isHeld = false;
    };
    const open = new Set(load.keys());
    const done = (tenantIds: Iterable<string>) => {
      for (const tenantId of tenantIds) if (open.delete(tenantId)) running.delete(tenantId);
      next();
    };
    const timer = setTimeout(() => {
      release();
      next();
    }, patienceMs);
    await run(load, done);
    clearTimeout(timer);
    release();
    done(open);
  }

  function takeLoad(): Map<string, R[]> {
    const load = new Map<string, R[]>();
    let room = maxEvents;
    for (const [tenantId, requests] of waiting) {
      if (running.has(tenantId)) continue;
      const fitting = countFitting(requests, room);
      // The first request is taken whatever its size.
      const count = load.size === 0 ? Math.max(1, fitting) : fitting;
      if (count === 0) break;
      const group = requests.splice(0, count);
      for (const request of group) room -= sizeOf(request);
      load.set(tenantId, group);
      waiting.delete(tenantId);
      // What is left of a tenant comes after the others.
      if (requests.length > 0) waiting.set(tenantId, requests);
    }
    return load;
  }

  function countFitting(requests: readonly R[], room: number): number {
    let size = 0;
    const end = requests.findIndex((request) => (size += sizeOf(request)) > room);
    return end === -1 ? requests.length : end;
  }

  return {
    add(tenantId: string, request: R): void {
      const others = waiting.get(tenantId);
      if (others) others.push(request);
      else waiting.set(tenantId, [request]);
      next();
    },
  };
}
