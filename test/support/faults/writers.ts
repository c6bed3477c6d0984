import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import type { Api, Refresh } from './api.ts';
import type { Instance } from './cluster.ts';
import type { Recorder } from './recorder.ts';

export interface Writing {
  instances: readonly Instance[];
  recorder: Recorder;
  /** Whose events they are; of several tenants, one after the other. */
  apis: readonly Api[];
  /** How many mutations are to be answered. */
  count: number;
  /** How many are under way at a time. */
  writers: number;
  /** What is reported by the mutation of this number, from 0. */
  refresh?: (index: number) => Refresh;
  /** Waited for before the mutation of this number is sent: where a fault is to happen, or the pace is set. */
  before?: (index: number) => Promise<unknown> | undefined;
}

export interface Written {
  /** Mutations that were answered with an error, and why. */
  refusals: string[];
  /** Requests without an answer; each was sent again under its id until it had one. */
  unanswered: number;
  /** The longest that any answer took. */
  longestAnswerMs: number;
}

const AGAIN_AFTER_MS = 50;

/**
 * Concurrent producers, which spread their mutations over all instances. A request that gets no answer is sent again to
 * the next instance under the same id, as a producer would; one that is answered with an error is not.
 */
export async function write(writing: Writing): Promise<Written> {
  const { instances, recorder, apis, count, writers, refresh, before } = writing;
  const written: Written = { refusals: [], unanswered: 0, longestAnswerMs: 0 };
  let next = 0;

  async function send(index: number): Promise<void> {
    const api = apis[index % apis.length];
    const id = randomUUID();
    for (let attempt = 0; ; attempt++) {
      // By tenant and writer, so that each tenant's events arrive at every instance.
      const instance = instances[(Math.floor(index / apis.length) + attempt) % instances.length];
      if (!api || !instance) throw new Error('nobody writes, or nobody answers');
      const sentAtMs = performance.now();
      const outcome = await api.report(instance, id, refresh?.(index));
      if (outcome.kind === 'unknown') {
        written.unanswered++;
        await pause(AGAIN_AFTER_MS);
        continue;
      }
      written.longestAnswerMs = Math.max(written.longestAnswerMs, performance.now() - sentAtMs);
      if (outcome.kind === 'answered') recorder.acknowledged(outcome.data);
      else {
        recorder.refused(id);
        written.refusals.push(outcome.reason);
      }
      return;
    }
  }

  async function writer(): Promise<void> {
    while (next < count) {
      const index = next++;
      await before?.(index);
      await send(index);
    }
  }

  await Promise.all(Array.from({ length: writers }, writer));
  return { ...written, longestAnswerMs: Math.round(written.longestAnswerMs) };
}
