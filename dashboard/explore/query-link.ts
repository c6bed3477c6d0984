import { type DocumentNode, print } from 'graphql';

/** An operation of the page. Its types do not matter here. */
export type QueryDocument = Pick<DocumentNode, 'kind' | 'definitions'>;

export interface ShownQuery {
  /** GraphQL text. Left out: GraphiQL shows what it showed last. */
  query?: string;
  variables?: object;
  /** Who asks, where one chooses that. */
  actorId?: string | undefined;
}

/**
 * Where GraphiQL shows an operation. All of it is after the hash, which no server and no log sees; never a token, which
 * GraphiQL takes from where the tab keeps it.
 */
export function queryLink({ query, variables = {}, actorId }: ShownQuery): string {
  if (query === undefined) return '/graphql';
  const hash = new URLSearchParams({ query });
  if (Object.keys(variables).length > 0) hash.set('variables', JSON.stringify(variables, null, 2));
  if (actorId !== undefined) hash.set('actor', actorId);
  return `/graphql#${hash}`;
}

/** As GraphiQL formats it. */
export function printQuery(document: QueryDocument): string {
  return `${print(document)}\n`;
}
