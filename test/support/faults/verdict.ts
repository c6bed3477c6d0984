/** An event's place: the same in the log, in the answer to its mutation, and in every delivery. */
export interface PlacedEvent {
  tenantId: string;
  offset: number;
  id: string;
}

export interface Timed {
  atMs: number;
}

export interface ClientRecord {
  name: string;
  tenantId: string;
  /** Offset after which it began to follow. */
  after: number;
  /** In the order of their arrival. */
  deliveries: readonly (PlacedEvent & Timed)[];
}

export interface Records {
  /** The log of every tenant concerned, as the database has it in the end. */
  log: readonly PlacedEvent[];
  /** What mutations were answered with. */
  acknowledged: readonly (PlacedEvent & Timed)[];
  /** Ids of events whose mutation was answered with an error: they must not have happened. */
  refused: readonly string[];
  clients: readonly ClientRecord[];
  /** Times in which delivery could not be expected; the wait for an event that was sent in one counts from its end. */
  outages?: readonly { fromMs: number; toMs: number }[];
}

export interface Verdict {
  /** Acknowledged mutations. */
  sent: number;
  /** Deliveries to all clients together. */
  delivered: number;
  /** Deliveries that should have been and were not, and acknowledged events that the log does not have. */
  lost: number;
  /** Deliveries that a client had had before, events that are in the log twice, and refused ones that are there. */
  twice: number;
  /** Deliveries after one of a higher offset. */
  swapped: number;
  /** Deliveries of another tenant's events, or of what is not in the log like that. */
  foreign: number;
  /** Offsets of the log that are missing between others. */
  holes: number;
  /** The longest that any client waited for any event. */
  longestMs: number;
  /** What is wrong, for people: empty when nothing is. */
  faults: string[];
}

/** Compares what was acknowledged, what is in the log, and what each client was given. */
export function judge({ log, acknowledged, refused, clients, outages = [] }: Records): Verdict {
  const faults: string[] = [];
  const counts = { lost: 0, twice: 0, swapped: 0, foreign: 0, holes: 0 };
  const found = (kind: keyof typeof counts, fault: string) => {
    counts[kind]++;
    faults.push(`${kind}: ${fault}`);
  };

  const logged = new Map<string, PlacedEvent>();
  const streams = new Map<string, Map<number, PlacedEvent>>();
  for (const event of log) {
    const key = keyOf(event);
    if (logged.has(key)) found('twice', `the log has ${nameOf(event)} and the same event at another offset`);
    else logged.set(key, event);
    const stream = streams.get(event.tenantId) ?? new Map<number, PlacedEvent>();
    if (stream.has(event.offset)) found('twice', `the log has two events at ${nameOf(event)}`);
    streams.set(event.tenantId, stream.set(event.offset, event));
  }
  for (const [tenantId, stream] of streams) {
    const newest = Math.max(...stream.keys());
    for (let offset = 1; offset <= newest; offset++) {
      if (!stream.has(offset)) found('holes', `the log of ${tenantId} has nothing at ${offset}`);
    }
  }

  const sentAt = new Map<string, number>();
  for (const event of acknowledged) {
    const inLog = logged.get(keyOf(event));
    if (!inLog) found('lost', `${nameOf(event)} was acknowledged, and the log does not have it`);
    else if (inLog.offset !== event.offset) found('swapped', `${nameOf(event)} is at ${inLog.offset} in the log`);
    // An event that was sent again has had its answer later than its first delivery.
    if (!sentAt.has(keyOf(event))) sentAt.set(keyOf(event), event.atMs);
  }
  const inLog = new Set(log.map(({ id }) => id));
  for (const id of refused) {
    if (inLog.has(id)) found('twice', `${id} was refused, and it is in the log all the same`);
  }

  let longestMs = 0;
  for (const { name, tenantId, after, deliveries } of clients) {
    const stream = streams.get(tenantId);
    const seen = new Set<number>();
    let newest = after;
    for (const delivery of deliveries) {
      const { offset, atMs } = delivery;
      const here = `${name} was given ${nameOf(delivery)}`;
      if (delivery.tenantId !== tenantId) {
        found('foreign', `${here}, and follows ${tenantId}`);
        continue;
      }
      if (stream?.get(offset)?.id !== delivery.id) {
        found('foreign', `${here}, which the log does not have there`);
        continue;
      }
      if (seen.has(offset)) found('twice', `${here} again`);
      else if (offset <= after) found('twice', `${here}, which it had before it began`);
      else if (offset < newest) found('swapped', `${here} after ${newest}`);
      seen.add(offset);
      newest = Math.max(newest, offset);
      const since = sentAt.get(keyOf(delivery));
      if (since !== undefined) longestMs = Math.max(longestMs, atMs - excused(since, outages));
    }
    for (const event of stream?.values() ?? []) {
      if (event.offset > after && !seen.has(event.offset)) found('lost', `${name} was not given ${nameOf(event)}`);
    }
  }

  return {
    sent: acknowledged.length,
    delivered: clients.reduce((sum, { deliveries }) => sum + deliveries.length, 0),
    ...counts,
    longestMs: Math.round(longestMs),
    faults,
  };
}

/** When the wait for an event begins. */
function excused(sinceMs: number, outages: readonly { fromMs: number; toMs: number }[]): number {
  return Math.max(
    sinceMs,
    ...outages.filter(({ fromMs, toMs }) => fromMs <= sinceMs && sinceMs <= toMs).map(({ toMs }) => toMs),
  );
}

function keyOf({ tenantId, id }: PlacedEvent): string {
  return `${tenantId} ${id}`;
}

function nameOf({ tenantId, offset, id }: PlacedEvent): string {
  return `${tenantId}/${offset} (${id})`;
}
