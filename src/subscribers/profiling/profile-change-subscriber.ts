import { isRuleChange } from '../../domain/profiling/judging/rule-change.ts';
import { defineSubscriber } from '../event-subscriber.ts';
import { judgingHandler } from '../profile-subscriber.ts';

/**
 * Judges, as the profile subscriber does, approved changes of KPIs and changes of business rules. Its jobs have a queue of
 * their own: instances of an older version work on that of the profile subscriber, and know nothing of these events.
 */
export const profileChangeSubscriber = defineSubscriber(
  {
    name: 'profile-change',
    types: ['kpi.approved', 'metadata.changed'],
    concerns: (event) => event.type !== 'metadata.changed' || isRuleChange(event),
    boundMs: 30_000,
    retryLimit: 5,
    concurrency: 1,
  },
  judgingHandler,
);
