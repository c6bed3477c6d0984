/**
 * Tells the server which tables a dbt run has refreshed: reads the results that dbt writes, and sends them as one batch.
 *
 *   dbt build; node examples/dbt-on-run-end.mjs [target/run_results.json]
 *
 * EVENTS_URL says where, and TOKEN holds a token with the role PRODUCER; a local server needs none. It needs nothing but
 * Node. To repeat it does no harm: the id of an event is made of the run's and the model's.
 */
import { readFileSync } from 'node:fs';

const url = process.env.EVENTS_URL ?? 'http://127.0.0.1:4000/events';
const token = process.env.TOKEN;
const MAX_BATCH = 500;

/**
 * @typedef {object} Result
 * @property {string} unique_id
 * @property {string} status
 * @property {string | null} [relation_name] "database"."schema"."table"
 * @property {{ completed_at?: string }[]} timing
 * @property {{ code?: string, rows_affected?: number }} [adapter_response]
 */

/** @typedef {{ results: { id: string, outcome: string, problem?: { detail: string } }[] }} Answer */
/** @typedef {{ metadata: { invocation_id: string }, results: Result[] }} Run */
const { metadata, results } = /** @type {Run} */ (
  JSON.parse(readFileSync(process.argv[2] ?? 'target/run_results.json', 'utf8'))
);

/** @param {Result} result */
function eventOf({ unique_id, relation_name, timing, adapter_response = {} }) {
  const [table = '', schema = ''] = (relation_name ?? '').split('.').map(withoutQuotes).reverse();
  const completedAt = timing.at(-1)?.completed_at;
  return {
    specversion: '1.0',
    type: 'data.refreshed',
    source: 'etl.pipeline',
    id: `${metadata.invocation_id} ${unique_id}`,
    correlationid: metadata.invocation_id,
    ...(completedAt !== undefined && { time: completedAt }),
    data: {
      entityUrn: `urn:dbt:${unique_id}`,
      service: { schema, table },
      // Adapters that do not know say -1, or nothing.
      rowsAffected: Math.max(adapter_response.rows_affected ?? 0, 0),
      refreshType: /insert|merge/i.test(adapter_response.code ?? '') ? 'incremental' : 'full',
    },
  };
}

/** @param {string} name */
function withoutQuotes(name) {
  return name.replace(/^["`[]|["`\]]$/g, '');
}

const events = results
  .filter(({ unique_id, status, relation_name }) => {
    return /^(model|seed|snapshot)\./.test(unique_id) && status === 'success' && relation_name;
  })
  .map(eventOf);

let refused = 0;
for (let start = 0; start < events.length; start += MAX_BATCH) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents-batch+json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(events.slice(start, start + MAX_BATCH)),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  const answer = /** @type {Answer} */ (await response.json());
  for (const { id, outcome, problem } of answer.results) {
    console.log(`${outcome}: ${id}${problem ? ` (${problem.detail})` : ''}`);
    if (problem) refused++;
  }
}
process.exit(refused === 0 ? 0 : 1);
