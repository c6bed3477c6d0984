import type { QualityGrade } from '../../gql/types.ts';
import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import type { WalkFragment } from './overview.generated.ts';

const GRADES: readonly QualityGrade[] = ['F', 'D', 'C', 'B', 'A'];

type Node = WalkFragment['nodes'][number];

/** Those one step away; of a lineage field, both of its ends. */
export function neighboursIn({ nodes }: WalkFragment): Node[] {
  const nearest = nodes.some(({ distance }) => distance === 0) ? 0 : 1;
  return nodes.filter(({ distance }) => distance === nearest);
}

/** How many entities there are in a direction and how good they are, the worst first; empty if there are none. */
export function summarizeWalk({ nodes, truncated }: WalkFragment): string[] {
  if (nodes.length === 0) return [];
  const words = text.entity.neighbours;
  const countWhere = (matches: (entity: Node['entity']) => boolean) =>
    nodes.filter(({ entity }) => matches(entity)).length;
  const tier1 = countWhere(({ tier }) => tier === 'TIER1');
  const ungraded = countWhere(({ latestProfile }) => !latestProfile);
  return [
    words.total(formatCount(nodes.length), truncated),
    ...(tier1 > 0 ? [words.tier1(formatCount(tier1))] : []),
    ...GRADES.flatMap((grade) => {
      const count = countWhere(({ latestProfile }) => latestProfile?.qualityGrade === grade);
      return count > 0 ? [words.graded(formatCount(count), grade)] : [];
    }),
    ...(ungraded > 0 ? [words.ungraded(formatCount(ungraded))] : []),
  ];
}
