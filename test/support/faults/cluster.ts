import { join } from 'node:path';

import pg from 'pg';

import { startTestRedis, type TestRedis } from '../events/test-redis.ts';
import { freePort } from '../process/free-port.ts';
import { type ServerProcess, startProcess } from '../process/server-process.ts';
import { startTcpProxy, type TcpProxy } from '../process/tcp-proxy.ts';
import { AUTH_ENV } from '../server/token.ts';
import { startTestPostgres, type TestPostgres } from '../store/test-postgres.ts';
import { LOG_FOLDER } from './scale.ts';
import type { PlacedEvent } from './verdict.ts';

/** One of the processes that run the built program; its address stays the same through restarts. */
export interface Instance {
  name: string;
  url: string;
  start(): Promise<void>;
  /** What it says to a load balancer; undefined while it does not answer. */
  health(): Promise<{ isReady: boolean; status: string; missing: string[] } | undefined>;
  /** Ends it with the signal; resolves to its exit code when it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  /** SIGSTOP: it stands still, with all its connections open. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
}

export interface Cluster extends AsyncDisposable {
  /** Two, or one for each of `runs`. */
  instances: readonly [Instance, Instance, ...Instance[]];
  postgres: TestPostgres;
  redis: TestRedis;
  /** The wire between the instances and Redis. */
  redisWire: TcpProxy;
  /** A statement of the test's own, on connections that survive a restart of Postgres. */
  sql<R extends object>(text: string, params?: readonly unknown[]): Promise<R[]>;
  /** The events of these tenants as they are in the log now. */
  log(tenantIds: readonly string[]): Promise<PlacedEvent[]>;
}

export interface ClusterOptions {
  env?: Record<string, string>;
  /** Modules that an instance loads before the program, by the index of the instance. */
  preload?: Readonly<Record<number, string>>;
  /** What each instance runs. If left out: two instances that run all. */
  runs?: readonly [string, string, ...string[]];
}

/** A real Postgres, a real Redis and two instances of the built program on them, each on a free port. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const opened: AsyncDisposable[] = [];
  async function closeAll(): Promise<void> {
    for (const part of opened.splice(0).reverse()) await part[Symbol.asyncDispose]();
  }
  try {
    return { ...(await openCluster(options, opened)), [Symbol.asyncDispose]: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function openCluster(
  { env, preload = {}, runs }: ClusterOptions,
  opened: AsyncDisposable[],
): Promise<Omit<Cluster, keyof AsyncDisposable>> {
  function keep<T extends AsyncDisposable>(part: T): T {
    opened.push(part);
    return part;
  }
  const postgres = keep(await startTestPostgres());
  const redis = keep(await startTestRedis({ keepsData: true }));
  const redisWire = keep(await startTcpProxy({ port: redis.port }));
  const pool = new pg.Pool({ connectionString: postgres.connectionString });
  // What a restart of Postgres breaks, the pool replaces.
  pool.on('error', () => undefined);
  keep({ [Symbol.asyncDispose]: () => pool.end() });

  const settings = {
    ...AUTH_ENV,
    DATABASE_URL: postgres.connectionString,
    REDIS_URL: redisWire.through(redis.url),
    ...env,
  };
  async function instance(index: number): Promise<Instance> {
    const modules = [preload[index]].filter((path) => path !== undefined);
    const run = runs?.[index];
    return keep(
      await createInstance(run ?? `instance ${index + 1}`, { ...settings, ...(run && { RUN: run }) }, modules),
    );
  }
  const instances: [Instance, Instance, ...Instance[]] = [await instance(0), await instance(1)];
  for (let index = 2; index < (runs?.length ?? 0); index++) instances.push(await instance(index));
  await Promise.all(instances.map((instance) => instance.start()));

  async function sql<R extends object>(text: string, params: readonly unknown[] = []): Promise<R[]> {
    return (await pool.query<R>(text, [...params])).rows;
  }

  return {
    instances,
    postgres,
    redis,
    redisWire,
    sql,
    async log(tenantIds) {
      const rows = await sql<{ tenant_id: string; stream_offset: string; id: string }>(
        'SELECT tenant_id, stream_offset, id FROM governance.event_log WHERE tenant_id = ANY ($1) ORDER BY 1, 2',
        [tenantIds],
      );
      return rows.map((row) => ({ tenantId: row.tenant_id, offset: Number(row.stream_offset), id: row.id }));
    },
  };
}

async function createInstance(
  name: string,
  env: Record<string, string>,
  preload: readonly string[],
): Promise<Instance & AsyncDisposable> {
  const port = await freePort();
  const logFile = LOG_FOLDER === undefined ? undefined : join(LOG_FOLDER, `${process.pid} ${name}.log`);
  let running: ServerProcess | undefined;
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    async start() {
      running = await startProcess({ ...env, PORT: String(port) }, { preload, logFile });
    },
    async health() {
      try {
        const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) });
        return { isReady: response.ok, ...((await response.json()) as { status: string; missing: string[] }) };
      } catch {
        return undefined;
      }
    },
    async end(signal) {
      const ending = running;
      running = undefined;
      return ending ? ending.end(signal) : null;
    },
    pause: () => running?.signal('SIGSTOP'),
    resume: () => running?.signal('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await running?.[Symbol.asyncDispose]();
    },
  };
}
