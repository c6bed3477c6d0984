import { text } from '../text/text.ts';
import type { TraceEvent } from './trace-rows.ts';

/** What happened, in a sentence. */
export function traceSentence(event: TraceEvent): string {
  const what = text.eventTypes[event.type];
  if (!('payload' in event)) return what;
  const { payload } = event;
  return 'service' in payload
    ? `${what}: ${payload.service.schema}.${payload.service.table}`
    : `${what}: ${('entity' in event ? event.entity?.name : undefined) ?? payload.canonicalKey}`;
}
