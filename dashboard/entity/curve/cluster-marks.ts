import type { Mark, MarkKind } from './marks.ts';

/** Marks that would touch, as one. */
export interface MarkCluster {
  /** The gravest among them. */
  kind: MarkKind;
  /** Place of the newest. */
  x: number;
  count: number;
}

/** The gravest first. */
const KINDS: readonly MarkKind[] = ['degraded', 'change', 'refresh'];

/**
 * @param marks newest first
 * @param spaceBetween how far apart they have to be, in the unit of `xOf`
 */
export function clusterMarks(
  marks: readonly Mark[],
  xOf: (atMs: number) => number,
  spaceBetween: number,
): readonly MarkCluster[] {
  const clusters: MarkCluster[] = [];
  for (const { kind, atMs } of marks) {
    const x = xOf(atMs);
    const last = clusters.at(-1);
    if (!last || last.x - x >= spaceBetween) {
      clusters.push({ kind, x, count: 1 });
      continue;
    }
    last.count += 1;
    last.kind = KINDS.find((each) => each === kind || each === last.kind) ?? kind;
  }
  return clusters;
}
