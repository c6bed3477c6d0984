import type { Headers } from './credentials.ts';
import type { Result } from './following.ts';

export interface OperationRequest {
  query: string;
  operationName?: string | null | undefined;
  variables?: unknown;
}

/** Sends a query or a mutation. Whatever goes wrong is an error of the result, in a sentence. */
export async function postOperation(url: string, request: OperationRequest, headers: Headers): Promise<Result> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  } catch (error) {
    // What a browser says about a server that is away differs from browser to browser, and explains nothing.
    const isAway = error instanceof TypeError && !/header/i.test(error.message);
    return failed(isAway ? 'The server cannot be reached. Is it running? Try again.' : String(error));
  }
  const text = await response.text().catch(() => '');
  try {
    const result: unknown = JSON.parse(text);
    if (typeof result === 'object' && result !== null) return result;
  } catch {
    // No JSON: a proxy, not the server.
  }
  return failed(`The server answered with status ${response.status} and without JSON.`);
}

function failed(message: string): Result {
  return { errors: [{ message }] };
}
