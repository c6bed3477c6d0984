import type { EventType } from '../events/schemas/catalogue.ts';

/** What each event means, in one line for readers of the documents. */
export const EVENT_SUMMARIES: Readonly<Record<EventType, string>> = {
  'metadata.profile.due': 'An entity is due for a profile: its last one is stale, or a user requested one.',
  'metadata.profile.completed': 'An entity was profiled.',
  'metadata.profile.failed': 'An entity could not be profiled.',
  'metadata.changed': 'An approved change of an entity took effect.',
  'metadata.approved': 'A change of an entity was approved and took effect.',
  'metadata.deprecated': 'An entity was deprecated.',
  'kpi.changed': 'An approved change of a KPI took effect.',
  'kpi.approved': 'A change of a KPI was approved and took effect.',
  'data.refreshed': 'A table has new data.',
  'data.quality.degraded': 'The quality score of an entity fell by more than 10 % from one profile to the next.',
  'approval.created': 'A change was requested.',
  'approval.approved': 'A requested change was approved.',
  'approval.rejected': 'A requested change was rejected.',
};
