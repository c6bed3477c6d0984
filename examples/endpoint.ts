/** The address of the server, and the actor of the examples. */
export const ENDPOINT = process.env.GRAPHQL_URL ?? 'http://127.0.0.1:4000/graphql';
const TOKEN = process.env.TOKEN;

/** A token if the server requires one; a local server accepts the name of an actor instead. */
export function credentials(actorId: string): Record<string, string> {
  return TOKEN === undefined ? { 'x-actor-id': actorId } : { authorization: `Bearer ${TOKEN}` };
}
