export interface TurnsLimits {
  perWebhook: number;
  perTenant: number;
}

export type Turn = { isFree: true; end: (tookMs: number) => void } | { isFree: false; waitMs: number };

export interface Turns {
  /** A turn for a request, to be ended; or how long to wait before one asks again. */
  take(key: { tenantId: string; webhookId: string }): Turn;
}

interface Lane {
  limit: number;
  running: number;
  /** What the last request took: a guess at the next one. */
  lastMs: number;
  /** When those who were sent away so far will have had their turns. */
  queueEndsAtMs: number;
}

/** A request takes at least that, and whoever waits, too. */
const MIN_MS = 50;
const MAX_WAIT_MS = 10 * 60 * 1000;

/**
 * Shares out the requests of this instance, so that a receiver that is slow, or a tenant with many of them, does not take
 * all. Whoever finds no turn is sent away for as long as those before him are likely to need: however long the line is,
 * each comes back about once, and the line holds up nobody else.
 */
export function createTurns({ perWebhook, perTenant }: TurnsLimits, nowMs = () => performance.now()): Turns {
  const lanes = new Map<string, Lane>();

  function laneOf(key: string, limit: number): Lane {
    const lane = lanes.get(key) ?? { limit, running: 0, lastMs: 0, queueEndsAtMs: 0 };
    lanes.set(key, lane);
    return lane;
  }

  function waitMsOf(lane: Lane): number {
    const now = nowMs();
    lane.queueEndsAtMs = Math.max(lane.queueEndsAtMs, now) + Math.max(lane.lastMs, MIN_MS) / lane.limit;
    return Math.min(Math.max(lane.queueEndsAtMs - now, MIN_MS), MAX_WAIT_MS);
  }

  return {
    take({ tenantId, webhookId }) {
      const keys = [
        [`tenant:${tenantId}`, perTenant],
        [`webhook:${webhookId}`, perWebhook],
      ] as const;
      const taken = keys.map(([key, limit]) => laneOf(key, limit));
      const full = taken.filter(({ running, limit }) => running >= limit);
      if (full.length > 0) return { isFree: false, waitMs: Math.max(...full.map(waitMsOf)) };
      for (const lane of taken) lane.running += 1;
      return {
        isFree: true,
        end(tookMs) {
          for (const [index, lane] of taken.entries()) {
            lane.running -= 1;
            lane.lastMs = tookMs;
            const key = keys[index]?.[0];
            if (key !== undefined && lane.running === 0 && lane.queueEndsAtMs <= nowMs()) lanes.delete(key);
          }
        },
      };
    },
  };
}
