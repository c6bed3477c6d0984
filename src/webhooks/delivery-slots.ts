import { MINUTE_MS } from '../domain/time-units.ts';

export interface SlotLimits {
  perWebhook: number;
  perTenant: number;
}

export type Slot = { isFree: true; end: () => void } | { isFree: false; waitMs: number };

export interface DeliverySlots {
  /** A slot for a request, to be released; or how long to wait before asking again, if the queue is long. */
  take(key: { tenantId: string; webhookId: string }): Promise<Slot>;
}

interface Lane {
  limit: number;
  running: number;
  waiting: number;
  /** Duration of the last request: an estimate for the next one. */
  lastMs: number;
  /** When all those turned away so far are expected back. */
  awayUntilMs: number;
}

/** The request waits in a queue that is expected to be shorter than this: coming back later costs more. */
const PATIENCE_MS = 1_000;
/** After this wait in the queue, the request is turned away all the same. */
const MAX_WAIT_MS = 2 * PATIENCE_MS;
const MAX_AWAY_MS = 10 * MINUTE_MS;
/**
 * A share of the estimated wait after which requests come back: one that is early finds a slot sooner, and one that is
 * late leaves it unused.
 */
const HASTE = 0.5;

/**
 * Limits and shares the concurrent requests of this instance, so that a slow receiver, or a tenant with many of them,
 * does not take all. If the queue is long, requests are turned away for about as long as it needs, so that they delay
 * no others.
 */
export function createDeliverySlots({ perWebhook, perTenant }: SlotLimits): DeliverySlots {
  const lanes = new Map<string, Lane>();
  /** In order of arrival. */
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
      }, MAX_WAIT_MS);
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
