import type { EntityStatus } from '../../gql/types.ts';
import { text } from '../../text/text.ts';

/** Why an entity was never profiled, and what to do for it. */
export function whyNoFigures({ status, dataset }: { status: EntityStatus; dataset: object | null }): string {
  const words = text.entity.figures;
  if (status !== 'ACTIVE') return words.noneInactive;
  return dataset ? words.noneHint : words.noneUnbound;
}
