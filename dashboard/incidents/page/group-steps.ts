import type { IncidentStepKind } from '../../gql/types.ts';

interface Step {
  kind: IncidentStepKind;
}

export interface StepGroup<S> {
  /** The last of them. */
  step: S;
  /** How many in a row. */
  count: number;
}

/** That an incident was seen again and again is one entry, with what was seen last; everything else is one of its own. */
export function groupSteps<S extends Step>(steps: readonly S[]): readonly StepGroup<S>[] {
  const groups: StepGroup<S>[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last && step.kind === 'SEEN' && last.step.kind === 'SEEN') {
      last.step = step;
      last.count += 1;
    } else groups.push({ step, count: 1 });
  }
  return groups;
}
