import { until } from '../until.ts';
import { judge, type PlacedEvent, type Timed, type Verdict } from './verdict.ts';

/** What one client has been given, in the order of its arrival. */
export interface ClientNotes {
  name: string;
  tenantId: string;
  delivered(event: PlacedEvent): void;
  /** Offset of the newest delivery; the one after which it began, when there was none. */
  newest(): number;
  deliveredCount(): number;
}

/** Keeps what was acknowledged and what was delivered, of one test. */
export interface Recorder {
  acknowledged(event: PlacedEvent): void;
  /** The mutation was answered with an error. */
  refused(id: string): void;
  acknowledgedCount(): number;
  client(name: string, tenantId: string, after?: number): ClientNotes;
  /** Deliveries cannot be expected from now until the returned function is called. */
  outage(): () => void;
  /** Waits until every client has come to the end of its stream, as far as acknowledged mutations have made it. */
  allCaughtUp(withinMs: number): Promise<void>;
  /** Compares everything with the log as it is in the end. */
  verdict(log: readonly PlacedEvent[]): Verdict;
}

export function createRecorder(): Recorder {
  const acknowledged: (PlacedEvent & Timed)[] = [];
  const refused: string[] = [];
  const clients: { name: string; tenantId: string; after: number; deliveries: (PlacedEvent & Timed)[] }[] = [];
  const outages: { fromMs: number; toMs: number }[] = [];
  const heads = new Map<string, number>();

  const newestOf = ({ after, deliveries }: (typeof clients)[number]) => deliveries.at(-1)?.offset ?? after;
  const isBehind = (client: (typeof clients)[number]) => newestOf(client) < (heads.get(client.tenantId) ?? 0);

  return {
    acknowledged(event) {
      acknowledged.push({ ...event, atMs: performance.now() });
      heads.set(event.tenantId, Math.max(event.offset, heads.get(event.tenantId) ?? 0));
    },
    refused: (id) => void refused.push(id),
    acknowledgedCount: () => acknowledged.length,
    client(name, tenantId, after = 0) {
      const client: (typeof clients)[number] = { name, tenantId, after, deliveries: [] };
      clients.push(client);
      return {
        name,
        tenantId,
        delivered: (event) => void client.deliveries.push({ ...event, atMs: performance.now() }),
        newest: () => newestOf(client),
        deliveredCount: () => client.deliveries.length,
      };
    },
    outage() {
      const outage = { fromMs: performance.now(), toMs: Infinity };
      outages.push(outage);
      return () => {
        outage.toMs = performance.now();
      };
    },
    async allCaughtUp(withinMs) {
      const deadline = performance.now() + withinMs;
      // Who is late is named by the verdict, which counts what is missing.
      await until(
        'all clients to catch up',
        () => !clients.some(isBehind) || performance.now() > deadline,
        withinMs + 1_000,
      );
    },
    verdict: (log) => judge({ log, acknowledged, refused, clients, outages }),
  };
}
