/** Where the server is, and on whose behalf the examples speak to it. */
export const ENDPOINT = process.env.GRAPHQL_URL ?? 'http://127.0.0.1:4000/graphql';
const TOKEN = process.env.TOKEN;

/** A token where the server asks for one; a local server takes the name of an actor instead. */
export function credentials(actorId: string): Record<string, string> {
  return TOKEN === undefined ? { 'x-actor-id': actorId } : { authorization: `Bearer ${TOKEN}` };
}
