/** HTTP headers or connection parameters: names in lower case. */
export type Headers = Record<string, string>;

/**
 * What a request or a connection is sent with: the headers of the Headers pane, and the token of whoever is signed in
 * if the pane has no `authorization`.
 */
export async function credentialsOf(
  headers: Readonly<Record<string, unknown>>,
  getToken: () => Promise<string | undefined>,
): Promise<Headers> {
  const own = Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  if (own.authorization !== undefined) return own;
  const token = await getToken();
  return token === undefined ? own : { ...own, authorization: `Bearer ${token}` };
}

/** The headers that the text of the Headers pane contains; undefined while it is not a JSON object. */
export function readHeaders(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
