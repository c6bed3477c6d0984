/** Asks a server, as somebody where one may choose who one is, or with a token. */
export async function ask<R>(
  url: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<R> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: R | null; errors?: object[] };
  if (!data || errors) throw new Error(`the query failed: ${JSON.stringify(errors)}`);
  return data;
}
