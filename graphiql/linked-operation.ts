/** What a link to this page shows: the texts of the panes. */
export interface LinkedOperation {
  query: string;
  variables: string;
  headers: string;
}

const MAX_ACTOR_LENGTH = 200;

/**
 * Reads the operation of a link such as `/graphql#query=...&variables=...&actor=...`. It is only shown: whoever made the
 * link cannot run it. The only header that a link can set says who one is where one chooses that; a token in a link
 * would be in the history, and one of somebody else's would sign people in as somebody else.
 */
export function readLinkedOperation(hash: string): LinkedOperation | undefined {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const query = parts.get('query');
  if (query === null || query.trim() === '') return undefined;
  const actor = parts.get('actor')?.slice(0, MAX_ACTOR_LENGTH) ?? '';
  return {
    query,
    variables: parts.get('variables') ?? '',
    headers: actor === '' ? '' : JSON.stringify({ 'x-actor-id': actor }, null, 2),
  };
}
