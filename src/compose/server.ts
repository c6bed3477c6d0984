import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { AsyncDisposableStack } from '@whatwg-node/disposablestack';

import type { Config } from '../config.ts';
import { type Bus } from '../events/live/bus.ts';
import { type Feed } from '../events/live/feed.ts';
import type { Logger } from '../logger.ts';
import { reasonOf } from '../reason-of.ts';
import { reportDueProfiles } from '../scheduler/due-profiles.ts';
import type { SchemaParts } from '../schema/kit/context.ts';
import { createReadiness } from '../server/health/readiness.ts';
import type { HttpLimits } from '../server/http/plain-server.ts';
import { createReadInTime } from '../server/http/read-in-time.ts';
import { StartError } from '../start-error.ts';
import type { Database } from '../store/database/sql.ts';
import { findQueueDepths } from '../store/queue/queue-depth.ts';
import { createEntryPoints, createWatchPoints } from './entry-points.ts';
import { DRAIN_MS, type InstanceOptions, openInstance } from './instance.ts';

/** A running server. */
export interface RunningServer {
  /** Where it listens, such as http://127.0.0.1:4000 */
  url: string;
  /** Events for code in this process. */
  bus: Bus;
  /** The database with the tables that are profiled; the demo and the tests write to it. */
  warehouse: Database;
  /** What resolvers use; for the tests. */
  parts: SchemaParts;
  /** Looks for stale profiles now; returns how many it reported. */
  reportDueProfiles(): Promise<number>;
  /** Looks for jobs of these queues now, instead of at the next poll. */
  wakeQueues(names: Iterable<string>): void;
  feed: Feed;
  socketCount(): number;
  streamCount(): number;
  /** Accepts nothing new, finishes what is running, closes sockets with 1001, and ends event streams. */
  close(): Promise<void>;
}

export interface ServerOptions extends InstanceOptions {
  /** Metrics of the process itself, in the text format of Prometheus. */
  processMetrics?: () => Promise<string>;
}

const CLOSE_IDLE_MS = 100;
const METRICS_DEADLINE_MS = 2_000;
const DROP_REPORT_MS = 60_000;

/** Opens an instance with what the settings have it run. If that fails, what was opened is closed again. */
export async function startServer(config: Config, options: ServerOptions): Promise<RunningServer> {
  await using opening = new AsyncDisposableStack();
  const instance = opening.use(await openInstance(config, { ...options, runs: config.run }));
  const { parts, warehouse, bus, scheduling, isConnected, metrics, queue } = instance;
  const { database, feed, logger } = parts;
  const readiness = createReadiness({ pingStore: () => database.query('SELECT 1'), isConnected });
  const readQueues = createReadInTime(() => findQueueDepths(database), METRICS_DEADLINE_MS);
  const create = config.run.includes('api') ? createEntryPoints : createWatchPoints;
  const entryPoints = create(config, instance, {
    async readMetrics() {
      const readings = {
        queues: await readQueues(),
        readers: feed.readerCount(),
        refills: feed.refillCount(),
        replayPages: feed.replayedPageCount(),
        sockets: entryPoints.socketCount(),
        eventStreams: entryPoints.streamCount(),
      };
      return `${await metrics.text(readings)}\n${(await options.processMetrics?.()) ?? ''}`;
    },
    checkReadiness: () => readiness.check(),
    onDropped: createDropReport(logger, config.httpLimits),
  });
  const { http } = entryPoints;
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error) => {
      const hint = 'Stop the process that listens there, or set another HOST or PORT.';
      reject(new StartError(`The server cannot listen: ${reasonOf(error)}. ${hint}`, { cause: error }));
    });
    http.listen(config.port, config.host, resolve);
  });
  opening.defer(async () => {
    const closed = new Promise((resolve) => http.close(resolve));
    // Repeatedly: a connection that is answering now is idle a moment later.
    const closing = setInterval(() => {
      http.closeIdleConnections();
    }, CLOSE_IDLE_MS);
    await entryPoints.close(DRAIN_MS);
    const cut = setTimeout(() => {
      http.closeAllConnections();
    }, DRAIN_MS);
    await closed;
    clearInterval(closing);
    clearTimeout(cut);
  });

  const opened = opening.move();
  return {
    url: urlOf(http.address() as AddressInfo),
    bus,
    warehouse,
    parts,
    feed,
    reportDueProfiles: () => reportDueProfiles(scheduling),
    wakeQueues: (names) => {
      queue.wake(names);
    },
    socketCount: entryPoints.socketCount,
    streamCount: entryPoints.streamCount,
    async close() {
      readiness.drain();
      await sleep(config.drainDelaySeconds * 1000);
      await opened.disposeAsync();
    },
  };
}

/** Logs it at most once a minute, because there may be very many. */
function createDropReport(logger: Logger, { maxConnections }: HttpLimits): () => void {
  let saidAtMs = -Infinity;
  return () => {
    const nowMs = performance.now();
    if (nowMs - saidAtMs < DROP_REPORT_MS) return;
    saidAtMs = nowMs;
    logger.warn({ maxConnections }, 'refusing connections: MAX_CONNECTIONS has been reached');
  };
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
