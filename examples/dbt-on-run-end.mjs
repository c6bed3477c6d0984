/**
 * Reports to the server which tables a dbt run has refreshed: reads the results that dbt writes, and sends them as one
 * batch.
 *
 *   dbt build; node examples/dbt-on-run-end.mjs [target/run_results.json [target/manifest.json]]
 *
 * EVENTS_URL is the address, and TOKEN holds a token with the role PRODUCER; a local server needs none. The script
 * needs only Node. The results of dbt 1.6 and older (schema v4) do not name the tables: pass the manifest of the same
 * run as well. Repeating it does no harm, because the id of an event is derived from the run and the model. It exits
 * with 1 if a refresh could not be reported.
 */
import { readFileSync } from 'node:fs';

const url = process.env.EVENTS_URL ?? 'http://127.0.0.1:4000/events';
const token = process.env.TOKEN;
const MAX_BATCH = 500;

/**
 * @typedef {object} Result
 * @property {string} unique_id
 * @property {string} status
 * @property {string | null} [relation_name] "database"."schema"."table"; null: no relation, as of an ephemeral model
 * @property {{ completed_at?: string }[]} timing
 * @property {{ code?: string, rows_affected?: number } | null} [adapter_response]
 */

/** @typedef {{ results: { id: string, outcome: string, problem?: { detail: string } }[] }} Answer */
/** @typedef {{ metadata: { invocation_id: string }, results: Result[] }} Run */
/** @typedef {{ nodes: Record<string, { relation_name?: string | null } | undefined> }} Manifest */

const [runPath = 'target/run_results.json', manifestPath] = process.argv.slice(2);
const { metadata, results } = /** @type {Run} */ (read(runPath));
const manifest = manifestPath === undefined ? undefined : /** @type {Manifest} */ (read(manifestPath));

const refreshed = results
  .filter(({ unique_id, status }) => /^(model|seed|snapshot)\./.test(unique_id) && status === 'success')
  .map((result) => ({ result, relation: relationOf(result) }))
  .filter(({ relation }) => relation !== null);
if (manifest === undefined && refreshed.some(({ relation }) => relation === undefined)) {
  end(`${runPath} does not name the tables (dbt 1.6 or older): give the manifest.json of the run as a second argument`);
}

let missed = 0;
const events = refreshed.flatMap(({ result, relation }) => {
  const names = relation == null ? undefined : namesIn(relation);
  if (names) return [eventOf(result, names)];
  console.log(`not reported: ${result.unique_id} (${relation ?? `${manifestPath} does not name its table`})`);
  missed++;
  return [];
});
if (refreshed.length === 0) console.log('nothing to report: no model, seed or snapshot was built');

for (let start = 0; start < events.length; start += MAX_BATCH) {
  for (const { id, outcome, problem } of await send(events.slice(start, start + MAX_BATCH))) {
    console.log(`${outcome}: ${id}${problem ? ` (${problem.detail})` : ''}`);
    if (problem) missed++;
  }
}
process.exit(missed === 0 ? 0 : 1);

/** @param {Result} result */
function relationOf({ unique_id, relation_name }) {
  return relation_name === undefined ? manifest?.nodes[unique_id]?.relation_name : relation_name;
}

/**
 * The names in a relation, read as SQL reads them: a quoted name may contain dots, and a doubled quote stands for one.
 * A name without quotes is kept as it is, because databases fold its case differently.
 * @param {string} relation
 */
function namesIn(relation) {
  const name = /"(?:[^"]|"")+"|`(?:[^`]|``)+`|\[(?:[^\]]|\]\])+\]|[^\s."`[\]]+/g;
  if (
    relation
      .replaceAll(name, 'name')
      .split('.')
      .some((part) => part !== 'name')
  )
    return undefined;
  return (relation.match(name) ?? []).map((part) => {
    const quote = { '"': '"', '`': '`', '[': ']' }[part.charAt(0)];
    return quote === undefined ? part : part.slice(1, -1).replaceAll(quote + quote, quote);
  });
}

/**
 * @param {Result} result
 * @param {string[]} names
 */
function eventOf({ unique_id, timing, adapter_response }, names) {
  const completedAt = timing.at(-1)?.completed_at;
  const { code, rows_affected: rows } = adapter_response ?? {};
  return {
    specversion: '1.0',
    type: 'data.refreshed',
    source: 'etl.pipeline',
    id: `${metadata.invocation_id} ${unique_id}`,
    correlationid: metadata.invocation_id,
    ...(completedAt !== undefined && { time: completedAt }),
    data: {
      entityUrn: `urn:dbt:${unique_id}`,
      service: { schema: names.at(-2) ?? '', table: names.at(-1) ?? '' },
      // Adapters that do not know the number report -1, or nothing: it is left out, because none would be another thing.
      ...(typeof rows === 'number' && rows >= 0 && { rowsAffected: rows }),
      refreshType: /insert|merge/i.test(code ?? '') ? 'incremental' : 'full',
    },
  };
}

/** @param {object[]} batch */
async function send(batch) {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents-batch+json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(batch),
  }).catch((/** @type {unknown} */ error) => end(`${url}: ${reasonOf(error)}`));
  if (!response.ok) return end(`${response.status}: ${await response.text()}`);
  return /** @type {Answer} */ (await response.json()).results;
}

/**
 * @param {string} path
 * @returns {unknown}
 */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return end(`${path}: ${reasonOf(error)}`);
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}

/**
 * @param {string} message
 * @returns {never}
 */
function end(message) {
  console.error(message);
  process.exit(1);
}
