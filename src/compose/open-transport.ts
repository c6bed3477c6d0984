import type { Config } from '../config.ts';
import { createMemoryTransport } from '../events/transport/memory-transport.ts';
import type { Transport } from '../events/transport/transport.ts';
import type { Logger } from '../logger.ts';
import { reasonOf } from '../reason-of.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import { findStoreId } from '../store/database/store-identity.ts';

export interface OpenTransport extends AsyncDisposable {
  transport: Transport;
  /** Whether Redis connects the instances at the moment; undefined: there is no Redis. */
  isConnected: (() => boolean) | undefined;
}

/** Opens what carries events between instances; a single instance needs only its own memory. */
export async function openTransport(
  { redisUrl }: Config,
  { database, logger }: { database: Database; logger: Logger },
): Promise<OpenTransport> {
  const onError = (error: unknown) => {
    logger.error({ err: error }, 'the transport failed');
  };
  if (redisUrl === undefined) {
    return {
      transport: createMemoryTransport(onError),
      isConnected: undefined,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  // A single instance does without the driver of Redis.
  const { createRedisTransport } = await import('../events/transport/redis-transport.ts');
  const transport = createRedisTransport({
    url: redisUrl,
    storeId: await findStoreId(drizzleOn(database)),
    onChange: (isConnected, lastError) => {
      const reason = lastError && reasonOf(lastError);
      if (isConnected) logger.info({}, 'connected to Redis: events are announced between the instances');
      else logger.warn({ reason }, 'Redis is unavailable: events of other instances come from the log');
    },
    onError,
  });
  return {
    transport,
    isConnected: () => transport.isConnected(),
    [Symbol.asyncDispose]: () => transport.close(),
  };
}
