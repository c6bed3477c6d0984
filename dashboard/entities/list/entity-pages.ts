import type { AnyVariables, Client, TypedDocumentNode } from 'urql';

import {
  EntitiesHopDocument,
  EntitiesPageDocument,
  type EntitiesPageQueryVariables,
  EntitiesTotalDocument,
  EntityScoresDocument,
} from '../entities.generated.ts';
import type { EntitiesQuery } from '../entities-query.ts';
import type { Page } from './entity-window.ts';
import type { EntityRow, ScorePoint } from './live-rows.ts';

/** A stretch of the list: its size, and the cursor at which it begins or ends. */
export type Stretch = Pick<EntitiesPageQueryVariables, 'first' | 'after' | 'last' | 'before'>;

/** What the server has of the list. Rejects with a CombinedError. */
export interface EntityPages {
  page(query: EntitiesQuery, stretch: Stretch): Promise<Page<EntityRow>>;
  /** In the order of the list. */
  cursors(query: EntitiesQuery, stretch: Stretch): Promise<readonly string[]>;
  total(query: EntitiesQuery): Promise<number>;
  /** By entity, oldest first. */
  scores(ids: readonly string[]): Promise<ReadonlyMap<string, readonly ScorePoint[]>>;
}

export function createEntityPages(client: Client): EntityPages {
  async function ask<D, V extends AnyVariables>(document: TypedDocumentNode<D, V>, variables: V): Promise<D> {
    const { data, error } = await client.query(document, variables).toPromise();
    if (data === undefined || error) throw error ?? new Error('The server answered without data.');
    return data;
  }

  return {
    async page(query, stretch) {
      const { entities } = await ask(EntitiesPageDocument, { ...query, ...stretch });
      return {
        rows: entities.edges.map(({ cursor, node }) => ({ id: node.id, cursor, entity: node })),
        ...entities.pageInfo,
      };
    },
    async cursors(query, stretch) {
      const { entities } = await ask(EntitiesHopDocument, { ...query, ...stretch });
      return entities.edges.map(({ cursor }) => cursor);
    },
    async total({ filter }) {
      const { entities } = await ask(EntitiesTotalDocument, { filter });
      return entities.totalCount;
    },
    async scores(ids) {
      const { nodes } = await ask(EntityScoresDocument, { ids: [...ids] });
      const known = nodes.filter((node) => node !== null);
      return new Map(known.map(({ id, profiles }) => [id, pointsOf(profiles.edges)]));
    },
  };
}

function pointsOf(edges: readonly { node: { id: string; qualityScore: number } }[]): readonly ScorePoint[] {
  return edges.map(({ node }) => ({ id: node.id, score: node.qualityScore })).reverse();
}
