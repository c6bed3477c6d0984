/**
 * How entities are read that match a filter: what matches is found by it and then sorted, or what comes in order is
 * checked. Conditions on other tables are written accordingly, because the planner would choose by the number of matches
 * that it expects, and it expects too much of LIMIT.
 */
export type Access = 'find' | 'check';
