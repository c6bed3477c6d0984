import type { CombinedError } from 'urql';

import type { EntitiesQuery } from '../entities-query.ts';
import type { EntityWindow, Range } from './entity-window.ts';
import type { Drift, EntityRow } from './live-rows.ts';

export interface EntityListState {
  /** The rows that are held; undefined before the first have come. */
  window: EntityWindow<EntityRow> | undefined;
  /** Number of entities that match; undefined: not known yet. */
  total: number | undefined;
  /** What the rows are the answer to. */
  query: EntitiesQuery | undefined;
  /** Whether other rows are on their way, in place of those that are shown. */
  isLoading: boolean;
  error: CombinedError | undefined;
  /** Whether events have changed rows so that they would now be elsewhere, or not be there. */
  drift: Drift | undefined;
  /** Another number when the rows begin anew, at the top. */
  beginning: number;
  /** Another number when events have changed how many entities have which value; throttled. */
  countsAge: number;
}

/**
 * The entities that match a query, of which those around the view are held. Events change rows where they are. What is
 * shown stays until what replaces it has come.
 */
export interface EntityList {
  readonly state: EntityListState;
  readonly onChange: (listener: () => void) => () => void;
  /** Asks for other entities, unless the query is the same as before. */
  ask(query: EntitiesQuery): void;
  /** The rows that are seen; what is missing for them is asked for. */
  show(view: Range): void;
  /** Asks for the same again, from the top. */
  reload(): void;
  /** Goes on after an error. */
  retry(): void;
}
