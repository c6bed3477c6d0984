import DataLoader from 'dataloader';

import type { LineageDirection } from '../../domain/lineage/lineage.ts';
import type { LineageAnswer, LineageWalk } from '../../domain/lineage/lineage-walk.ts';
import { walkLineage } from '../../store/lineage/lineage-walk.ts';
import type { LoaderScope } from '../kit/loading.ts';

export interface LineageQuestion extends LineageWalk {
  direction: LineageDirection;
}
export type LineageLoader = DataLoader<LineageQuestion, LineageAnswer, string>;

/** All walks that an execution requests at the same time, in one statement for each direction. */
export function createLineageLoader({ db, tenantId }: LoaderScope): LineageLoader {
  return new DataLoader(
    async (questions) => {
      const answers = new Map<LineageQuestion, LineageAnswer>();
      for (const direction of ['upstream', 'downstream'] as const) {
        const walks = questions.filter((question) => question.direction === direction);
        if (walks.length === 0) continue;
        const found = await walkLineage(db, tenantId, direction, walks);
        for (const [index, walk] of walks.entries()) if (found[index]) answers.set(walk, found[index]);
      }
      return questions.map((question) => answers.get(question) ?? new Error('the walk has no answer'));
    },
    { cacheKeyFn: (question) => JSON.stringify(question) },
  );
}
