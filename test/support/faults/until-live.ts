import { until } from '../until.ts';
import type { Api } from './api.ts';
import type { Cluster } from './cluster.ts';
import type { Recorder } from './recorder.ts';
import { write } from './writers.ts';

/** Well below the 2 s of the periodic look at the log, which is so prompt now and then, and not so often in a row. */
const PROMPT_MS = 1_000;
const IN_A_ROW = 8;

/** Waits until all instances say that nothing is missing. Resolves to how long that took. @throws after the limit */
export async function untilWell(cluster: Cluster, limitMs: number): Promise<number> {
  const startMs = performance.now();
  for (const instance of cluster.instances) {
    await until(`${instance.name} to be well`, async () => (await instance.health())?.status === 'ok', limitMs);
  }
  return Math.round(performance.now() - startMs);
}

/**
 * Waits until events arrive at once, and are not found by the periodic look at the log: single ones, from one
 * instance and from the other, several in a row. Resolves to how long that took. @throws after the limit
 */
export async function untilLive(cluster: Cluster, api: Api, recorder: Recorder, limitMs: number): Promise<number> {
  const startMs = performance.now();
  let beganMs = startMs;
  for (let prompt = 0, sent = 0; prompt < IN_A_ROW; sent++) {
    const sentMs = performance.now();
    if (sentMs - startMs > limitMs) throw new Error(`events are not carried again within ${limitMs} ms`);
    if (prompt === 0) beganMs = sentMs;
    const instances = [cluster.instances[sent % cluster.instances.length]].filter((one) => one !== undefined);
    await write({ instances, recorder, apis: [api], count: 1, writers: 1 });
    await recorder.allCaughtUp(limitMs);
    prompt = performance.now() - sentMs < PROMPT_MS ? prompt + 1 : 0;
  }
  return Math.round(beganMs - startMs);
}
