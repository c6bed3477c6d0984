import { Redis } from 'ioredis';

interface RedisUse {
  bytesOut: number;
  /** Calls of PUBLISH. */
  published: number;
  cpuMicros: number;
}

export interface RedisWatch extends AsyncDisposable {
  /** What all clients together have used since the watch began. */
  used: () => Promise<RedisUse>;
}

export async function watchRedis(url: string): Promise<RedisWatch> {
  const redis = new Redis(url);
  const read = async (): Promise<RedisUse & { ownBytes: number }> => {
    const text = await redis.info('all');
    const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
    return {
      bytesOut: number(/^total_net_output_bytes:(\d+)/m),
      published: number(/^cmdstat_publish:calls=(\d+)/m),
      ownBytes: Buffer.byteLength(text),
      cpuMicros: 1e6 * (number(/^used_cpu_sys:([\d.]+)/m) + number(/^used_cpu_user:([\d.]+)/m)),
    };
  };
  const before = await read();
  return {
    async used() {
      const now = await read();
      return {
        // Without the first answer, which was counted after it was written.
        bytesOut: now.bytesOut - before.bytesOut - before.ownBytes,
        published: now.published - before.published,
        cpuMicros: now.cpuMicros - before.cpuMicros,
      };
    },
    [Symbol.asyncDispose]: async () => {
      await redis.quit();
    },
  };
}
