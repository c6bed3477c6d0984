/**
 * Reports to the server that a table has new data, in TypeScript: the compiler checks what an event must have.
 *
 *   npx tsx examples/report-refresh.ts SCHEMA TABLE ROWS [ID]
 *
 * EVENTS_URL is the address, and TOKEN holds a token with the role PRODUCER; a local server needs none.
 */
import { randomUUID } from 'node:crypto';

// In a program of your own: import { reportedEventSchema, type ReportedEvent } from 'metadata-governance-events';
import { type ReportedEvent, reportedEventSchema } from '../src/events/index.ts';
import { credentials } from './endpoint.ts';

const url = process.env.EVENTS_URL ?? 'http://127.0.0.1:4000/events';
const [schema = 'sales', table = 'transactions', rows = '25000', id = randomUUID()] = process.argv.slice(2);

const event: ReportedEvent = {
  specversion: '1.0',
  type: 'data.refreshed',
  source: 'etl.pipeline',
  id,
  time: new Date().toISOString(),
  data: {
    entityUrn: `urn:dataset:${schema}.${table}`,
    service: { schema, table },
    rowsAffected: Number(rows),
    refreshType: 'incremental',
  },
};
// Checks here, instead of on the server, what the compiler cannot know, such as the length of a name.
reportedEventSchema.parse(event);

const response = await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/cloudevents+json', ...credentials('pipeline') },
  body: JSON.stringify(event),
});
console.log(await response.text());
process.exit(response.ok ? 0 : 1);
