import { governance, instant } from './columns.ts';

/** When the scheduler looked for stale profiles: what a simulation of other thresholds has to know. */
export const schedulerPass = governance.table('scheduler_pass', {
  at: instant('at').primaryKey(),
});
