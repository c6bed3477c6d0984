import type { EventType } from './catalogue.ts';
import { PAYLOAD_VERSION } from './envelope.ts';

/** Payloads whose shape has changed, with all their versions, oldest first. */
const CHANGED: Partial<Record<EventType, readonly [string, ...string[]]>> = {
  // 1.1.0: `changes`
  'metadata.changed': [PAYLOAD_VERSION, '1.1.0'],
  'kpi.changed': [PAYLOAD_VERSION, '1.1.0'],
  // 1.1.0: `rowsAffected` may be left out
  'data.refreshed': [PAYLOAD_VERSION, '1.1.0'],
};

/** Of the documents that describe all payloads; raised with each payload. */
export const CATALOGUE_VERSION = '1.2.0';

/** The versions of the payload of a type that the log may contain, oldest first. The schema accepts all of them. */
export function payloadVersionsOf(type: EventType): readonly string[] {
  return CHANGED[type] ?? [PAYLOAD_VERSION];
}

/** The version of the payloads that are written now. */
export function payloadVersionOf(type: EventType): string {
  return payloadVersionsOf(type).at(-1) ?? PAYLOAD_VERSION;
}
