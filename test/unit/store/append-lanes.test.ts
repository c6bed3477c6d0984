import { setImmediate as tick, setTimeout as sleep } from 'node:timers/promises';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createAppendLanes, type LaneLoad } from '../../../src/store/log/append/append-lanes.ts';

interface Request {
  tenantId: string;
  number: number;
  size: number;
}

function open({ lanes = 2, maxEvents = 10, patienceMs = 10_000 } = {}) {
  const loads: LaneLoad<Request>[] = [];
  const ends: (() => void)[] = [];
  const dones: ((tenantIds: Iterable<string>) => void)[] = [];
  const queue = createAppendLanes<Request>({
    lanes,
    maxEvents,
    patienceMs,
    sizeOf: ({ size }) => size,
    run: (load, done) =>
      new Promise((resolve) => {
        loads.push(load);
        dones.push(done);
        ends.push(resolve);
      }),
  });
  const add = (tenantId: string, number = 1, size = 1) => {
    queue.add(tenantId, { tenantId, number, size });
  };
  return { add, loads, ends, dones };
}

const tenantsOf = (loads: readonly LaneLoad<Request>[]) => loads.map((load) => [...load.keys()]);

describe('what is appended when', () => {
  test('a request does not wait while a lane is free; then what waits is taken together', async () => {
    const { add, loads, ends } = open();
    for (const tenantId of ['a', 'b', 'c', 'd', 'c']) add(tenantId);
    expect(tenantsOf(loads)).toEqual([['a'], ['b']]);
    ends[0]?.();
    await tick();
    expect(tenantsOf(loads)).toEqual([['a'], ['b'], ['c', 'd']]);
    expect(loads[2]?.get('c')).toHaveLength(2);
  });

  test('a tenant waits for its own statement, and not for those that share it', async () => {
    const { add, loads, ends, dones } = open();
    for (const tenantId of ['x', 'y', 'a', 'b']) add(tenantId);
    ends[0]?.();
    ends[1]?.();
    await tick();
    add('a', 2);
    add('b', 2);
    expect(tenantsOf(loads).slice(2)).toEqual([['a', 'b']]);
    dones[2]?.(['a']);
    expect(tenantsOf(loads).slice(2)).toEqual([['a', 'b'], ['a']]);
  });

  test('what is held up keeps its lane only for a while, and its tenant for as long as it takes', async () => {
    const { add, loads } = open({ lanes: 1, patienceMs: 1 });
    add('slow');
    add('slow', 2);
    add('other');
    await sleep(20);
    expect(tenantsOf(loads)).toEqual([['slow'], ['other']]);
  });

  test('every request is taken once, those of a tenant in their order and never two at a time', async () => {
    const requests = fc.array(
      fc.record({ tenantId: fc.constantFrom('a', 'b', 'c', 'd', 'e'), size: fc.integer({ min: 1, max: 15 }) }),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(requests, fc.integer({ min: 1, max: 3 }), async (given, lanes) => {
        const taken: Request[] = [];
        const running = new Set<string>();
        const queue = createAppendLanes<Request>({
          lanes,
          maxEvents: 10,
          patienceMs: 10_000,
          sizeOf: ({ size }) => size,
          async run(load) {
            const all = [...load.values()].flat();
            for (const tenantId of load.keys()) {
              expect(running.has(tenantId)).toBe(false);
              running.add(tenantId);
            }
            const size = all.reduce((sum, request) => sum + request.size, 0);
            expect(size <= 10 || all.length === 1).toBe(true);
            await tick();
            taken.push(...all);
            for (const tenantId of load.keys()) running.delete(tenantId);
          },
        });
        const added = given.map((request, number) => ({ ...request, number }));
        for (const [index, request] of added.entries()) {
          queue.add(request.tenantId, request);
          if (index % 7 === 0) await tick();
        }
        while (taken.length < added.length) await tick();
        expect(taken.toSorted((a, b) => a.number - b.number)).toEqual(added);
        for (const tenantId of ['a', 'b', 'c', 'd', 'e']) {
          const numbers = taken.filter((request) => request.tenantId === tenantId).map(({ number }) => number);
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 100 },
    );
  });
});
