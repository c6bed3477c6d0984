import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The levels in the order in which they run; those of one line in turn. What computes goes beside what waits, the demo's data
 * is there when the browser comes to it, and short files are left for the end, where processors would stand idle.
 */
const STAGES = [['process'], ['browser', 'faults'], ['server'], ['store'], ['unit']];

export class LevelOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return STAGES.flatMap((levels) =>
      inTurn(levels.map((level) => sorted.filter(({ project }) => project.name === level))),
    );
  }
}

function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}
