import { randomUUID } from 'node:crypto';

import type { ReportedEvent } from '../../../src/events/schemas/reported-event.ts';

/** A refresh as a producer reports it. */
export function reportedEvent(changes: Record<string, unknown> = {}): ReportedEvent & { id: string } {
  return {
    specversion: '1.0',
    id: `load ${randomUUID()}`,
    type: 'data.refreshed',
    source: 'etl.pipeline',
    data: reportedData(),
    ...changes,
  };
}

export function reportedData(changes: Record<string, unknown> = {}): ReportedEvent['data'] {
  return {
    entityUrn: 'urn:test',
    service: { schema: 'sales', table: 'orders' },
    rowsAffected: 25_000,
    refreshType: 'incremental',
    ...changes,
  };
}
