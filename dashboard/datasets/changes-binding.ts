import type { LiveEvent } from '../live/live.ts';

/** Whether an event may change what is bound to a table: an entity came, changed or went. */
export function changesBinding({ __typename }: Pick<LiveEvent, '__typename'>): boolean {
  return __typename === 'MetadataChangedEvent' || __typename === 'KpiChangedEvent';
}
