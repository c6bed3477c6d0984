const MUTATION = `mutation { reportDataRefresh(input: { entityUrn: "urn:bench", schema: "a", table: "b", rowsAffected: 1,
  refreshType: FULL }) { __typename } }`;

/** One mutation: how long it took, and whether it succeeded or what was answered instead. */
export async function reportRefresh(url: string): Promise<{ tookMs: number; isDone: boolean; text: string }> {
  const startedAtMs = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: MUTATION }),
  });
  const text = await response.text();
  return { tookMs: performance.now() - startedAtMs, isDone: text.includes('ReportDataRefreshSuccess'), text };
}
