import { MINUTE_MS } from '../domain/time-units.ts';

export interface SlotLimits {
  perWebhook: number;
  perTenant: number;
}

export type Slot = { isFree: true; end: () => void } | { isFree: false; waitMs: number };

export interface DeliverySlots {
  /** A turn for a request, to be ended; or how long to stay away before asking again, where the line is long. */
  take(key: { tenantId: string; webhookId: string }): Promise<Slot>;
}

interface Lane {
  limit: number;
  running: number;
  waiting: number;
  /** What the last request took: a guess at the next one. */
  lastMs: number;
  /** When those who were sent away so far have come back. */
  awayUntilMs: number;
}

/** A line that is expected to be shorter is stood in: to come back later costs more. */
const PATIENCE_MS = 1_000;
/** Whoever has stood that long is sent away all the same. */
const MAX_STAND_MS = 2 * PATIENCE_MS;
const MAX_AWAY_MS = 10 * MINUTE_MS;
/** Those who come back sooner than expected find a turn free sooner; those who come later leave it unused. */
const HASTE = 0.5;

/**
 * Shares out the requests of this instance, so that a receiver that is slow, or a tenant with many of them, does not take
 * all. Where the line is long, those who come are sent away for about as long as it needs: they hold up nobody else.
 */
export function createDeliverySlots({ perWebhook, perTenant }: SlotLimits): DeliverySlots {
  const lanes = new Map<string, Lane>();
  /** In the order of their coming. */
  const line: { lanes: readonly Lane[]; call: () => void }[] = [];

  function laneOf(key: string, limit: number): Lane {
    const lane = lanes.get(key) ?? { limit, running: 0, waiting: 0, lastMs: 0, awayUntilMs: 0 };
    lanes.set(key, lane);
    return lane;
  }

  function begin(taken: readonly Lane[]): Slot {
    const startedAtMs = performance.now();
    for (const lane of taken) lane.running += 1;
    return {
      isFree: true,
      end() {
        for (const lane of taken) {
          lane.running -= 1;
          lane.lastMs = performance.now() - startedAtMs;
        }
        callNext();
        forgetIdle();
      },
    };
  }

  function callNext(): void {
    for (const waiting of [...line]) if (waiting.lanes.every(hasRoom)) waiting.call();
  }

  function forgetIdle(): void {
    const now = performance.now();
    for (const [key, { running, waiting, awayUntilMs }] of lanes) {
      if (running === 0 && waiting === 0 && awayUntilMs <= now) lanes.delete(key);
    }
  }

  function turnAway(taken: readonly Lane[]): Slot {
    const now = performance.now();
    const waits = taken.map((lane) => {
      lane.awayUntilMs = Math.max(lane.awayUntilMs, now + PATIENCE_MS) + (lane.lastMs / lane.limit) * HASTE;
      return lane.awayUntilMs - now;
    });
    return { isFree: false, waitMs: Math.min(Math.max(...waits), MAX_AWAY_MS) };
  }

  function stand(taken: readonly Lane[]): Promise<Slot> {
    return new Promise((resolve) => {
      const place = {
        lanes: taken,
        call: () => {
          leave(begin);
        },
      };
      const timer = setTimeout(() => {
        leave(turnAway);
      }, MAX_STAND_MS);
      function leave(become: (taken: readonly Lane[]) => Slot): void {
        clearTimeout(timer);
        line.splice(line.indexOf(place), 1);
        for (const lane of taken) lane.waiting -= 1;
        resolve(become(taken));
      }
      for (const lane of taken) lane.waiting += 1;
      line.push(place);
    });
  }

  return {
    take({ tenantId, webhookId }) {
      const taken = [laneOf(`tenant:${tenantId}`, perTenant), laneOf(`webhook:${webhookId}`, perWebhook)];
      if (taken.every(hasRoom)) return Promise.resolve(begin(taken));
      const full = taken.filter((lane) => !hasRoom(lane));
      const isShort = full.every(({ waiting, lastMs, limit }) => ((waiting + 1) * lastMs) / limit <= PATIENCE_MS);
      return isShort ? stand(taken) : Promise.resolve(turnAway(full));
    },
  };
}

function hasRoom({ running, limit }: Lane): boolean {
  return running < limit;
}
