import type { TestServer } from './test-server.ts';

export interface AnswerError {
  message: string;
  path?: (string | number)[];
  extensions: { code?: string; [name: string]: unknown };
}

/** What came back over HTTP: the status, and the body as text and as GraphQL reads it. */
export interface Answer<D = Record<string, unknown>> {
  status: number;
  text: string;
  data: D | null;
  errors: AnswerError[];
}

/** Posts a GraphQL request as it stands; nothing is expected of the answer but that it is JSON. */
export function ask<D = Record<string, unknown>>(
  server: TestServer,
  request: { query: string; variables?: unknown; operationName?: string },
  headers: Record<string, string> = {},
): Promise<Answer<D>> {
  return post(server, JSON.stringify(request), headers);
}

/** Posts any body to /graphql. */
export async function post<D = Record<string, unknown>>(
  server: TestServer,
  body: string,
  headers: Record<string, string> = {},
): Promise<Answer<D>> {
  return read(
    await server.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }),
  );
}

export async function read<D = Record<string, unknown>>(response: Response): Promise<Answer<D>> {
  const text = await response.text();
  const { data = null, errors = [] } = JSON.parse(text) as { data?: D | null; errors?: AnswerError[] };
  return { status: response.status, text, data, errors };
}

/** The code of the only error there is. */
export function codeOf({ errors, text }: Pick<Answer, 'errors' | 'text'>): string | undefined {
  if (errors.length !== 1) throw new Error(`expected one error: ${text}`);
  return errors[0]?.extensions.code;
}
