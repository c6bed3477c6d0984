import { ask } from '../server/answer.ts';
import type { TestServer } from '../server/test-server.ts';

const FIELDS = 'query ($type: String!) { __type(name: $type) { fields { name } } }';

/** The names of a type's fields, as the running server tells them; sorted. */
export async function fieldNames(
  server: TestServer,
  type: 'Query' | 'Mutation' | 'Subscription',
  headers: Record<string, string>,
): Promise<string[]> {
  const { data, text } = await ask<{ __type: { fields: { name: string }[] } }>(
    server,
    { query: FIELDS, variables: { type } },
    headers,
  );
  if (!data) throw new Error(`the server tells no fields: ${text}`);
  return data.__type.fields.map(({ name }) => name).sort();
}
