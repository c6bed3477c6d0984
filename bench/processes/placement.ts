import { availableParallelism } from 'node:os';

import { findProgram } from '../../scripts/find-program.mjs';

const taskset = availableParallelism() >= 2 ? findProgram({ names: ['taskset'] }) : undefined;

/** Where the processes run, for the description of the machine. */
export const placement = taskset
  ? 'the server on core 0, the load client on core 1, and the emitter of events, Postgres and Redis on either'
  : 'every process on any core: no taskset, or a single core';

/** The command that runs on this core, where the system can say so. */
export function onCore(core: 0 | 1, command: readonly [program: string, ...args: string[]]): [string, ...string[]] {
  return taskset ? [taskset, '-c', `${core}`, ...command] : [...command];
}
