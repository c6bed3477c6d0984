import { inTime } from '../../in-time.ts';

/** What /health/ready answers. */
export interface Readiness {
  /** `degraded`: everything is served, some of it more slowly. */
  status: 'ok' | 'degraded' | 'not ready';
  /** What does not respond, or `draining`. */
  missing: string[];
}

export interface ReadinessParts {
  /** Resolves when the store responds. */
  pingStore: () => Promise<unknown>;
  /** Whether Redis is connected. If left out: there is no Redis. */
  isConnected?: (() => boolean) | undefined;
}

const DEADLINE_MS = 2_000;

/**
 * An instance is ready if its store responds. Redis must have been connected once, so that a wrong address is found
 * before traffic arrives. If it is lost later, events come from the log; taking every instance out of service would
 * turn a delay of two seconds into an outage.
 */
export function createReadiness({ pingStore, isConnected }: ReadinessParts) {
  let hasBeenConnected = isConnected === undefined;
  let draining = false;

  return {
    /** From now on the answer is no. */
    drain() {
      draining = true;
    },
    async check(): Promise<Readiness> {
      const connected = isConnected?.() ?? true;
      hasBeenConnected ||= connected;
      const missing = [
        ...(draining ? ['draining'] : []),
        ...((await answersInTime(pingStore)) ? [] : ['database']),
        ...(connected ? [] : ['redis']),
      ];
      if (missing.length === 0) return { status: 'ok', missing };
      const serves = hasBeenConnected && missing.every((name) => name === 'redis');
      return { status: serves ? 'degraded' : 'not ready', missing };
    },
  };
}

async function answersInTime(ping: () => Promise<unknown>): Promise<boolean> {
  const answers = ping().then(
    () => true,
    () => false,
  );
  return inTime(answers, DEADLINE_MS, () => false);
}
