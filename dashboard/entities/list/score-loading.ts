import type { EntityPages } from './entity-pages.ts';
import type { EntityRow, ScorePoint } from './live-rows.ts';

export interface ScoreLoadingOptions {
  pages: Pick<EntityPages, 'scores'>;
  /** The rows that are seen. */
  rows: () => readonly EntityRow[];
  take: (scores: ReadonlyMap<string, readonly ScorePoint[]>) => void;
}

/** How long a view rests before its scores are asked for: who scrolls past does not see them. */
const DELAY_MS = 150;
const MOST_ENTITIES = 50;

/** Asks for the last scores of the rows that are seen and have none yet. */
export function createScoreLoading({ pages, rows, take }: ScoreLoadingOptions) {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    const ids = rows()
      .filter(({ scores, entity }) => !scores && entity.latestProfile)
      .slice(0, MOST_ENTITIES)
      .map(({ id }) => id);
    if (ids.length === 0) return;
    try {
      take(await pages.scores(ids));
    } catch {
      // The curves stay away; the rows have their scores.
    }
  }

  return {
    /** The view has changed, or what is in it. */
    plan(): void {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), DELAY_MS);
    },
  };
}
