/** Whether the page is there with all that it shows at first; an expression of JavaScript. */
export const IS_READY = `document.querySelector('main h1') && !document.querySelector('[role=status][aria-label=Loading]')`;

/**
 * Waits until an expression of JavaScript is true on the page. Playwright's own function would be evaluated by the page,
 * whose policy does not let it.
 * @param {import('playwright-core').Page} page
 * @param {string} expression
 */
export async function untilTrue(page, expression) {
  while (!(await page.evaluate(`Boolean(${expression})`))) await page.waitForTimeout(100);
}

/**
 * @param {string} url of the server
 * @param {string} actor
 * @param {string} query
 * @returns {Promise<Record<string, any>>}
 */
export async function ask(url, actor, query) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-actor-id': actor },
    body: JSON.stringify({ query }),
  });
  /** @type {{ data: Record<string, any>, errors?: object[] }} */
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/**
 * Addresses of all pages, by name. Those of single things lead to what the server has.
 * @param {string} url of the server
 * @returns {Promise<Map<string, string>>}
 */
export async function dashboardPages(url) {
  const query = `{
    approvals(first: 1, filter: { statuses: [PENDING] }) { edges { node { id } } }
    any: approvals(first: 1) { edges { node { id } } }
    incidents(first: 1, filter: { rootsOnly: true }, orderBy: { field: SEVERITY, direction: DESC }) { edges { node { id } } }
    events(last: 1, filter: { types: [DATA_QUALITY_DEGRADED] }) {
      edges { node { ... on EventEnvelope { correlationId } } }
    }
  }`;
  const data = await ask(url, 'anna', query);
  const approval = (data.approvals.edges[0] ?? data.any.edges[0]).node.id;
  const incident = data.incidents.edges[0].node.id;
  return new Map([
    ['overview', '/'],
    ['entities', '/entities'],
    ['entity', '/entities/METADATA/flight_routes'],
    ['datasets', '/datasets'],
    ['dataset', '/datasets/aviation/routes?suggest=true'],
    ['lineage', '/lineage/METADATA/flight_routes'],
    ['incidents', '/incidents?show=all'],
    ['incident', `/incidents/${incident}`],
    ['approvals', '/approvals'],
    ['approval', `/approvals/${approval}`],
    ['notifications', '/notifications'],
    ['trace', `/trace/${data.events.edges[0].node.correlationId}`],
    ['policy', '/policy'],
    ['simulation', '/policy?tab=simulation&percent=30'],
    ['administration', '/administration'],
    ['explore', '/explore'],
  ]);
}
