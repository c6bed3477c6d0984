import { type ReactNode, useMemo, useState } from 'react';
import { useQuery } from 'urql';

import { ShowQuery } from '../../explore/show-query.tsx';
import type { MonitoringPolicyInput } from '../../gql/types.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import { classNames } from '../../ui/class-names.ts';
import { ErrorNote, Skeleton } from '../../ui/notes.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import type { PolicySearch } from '../policy-search.ts';
import { questionOf } from './policy-question.ts';
import { PolicyResult, type Simulation } from './policy-result.tsx';
import { summarize } from './policy-summary.ts';
import { SimulatePolicyDocument } from './simulation.generated.ts';

export interface TrialProps {
  search: PolicySearch;
  /** Instead of the thresholds of the search; undefined: nothing can be simulated. */
  subject: { policy?: MonitoringPolicyInput; proposalId?: string } | undefined;
  /** Why nothing can be simulated. */
  note?: ReactNode;
  /** Beside the result: what is asked. */
  controls: (simulation: Simulation | undefined) => ReactNode;
}

/** Asks for a simulation, and shows it beside what was asked. */
export function Trial({ search, subject, note, controls }: TrialProps) {
  const key = JSON.stringify(subject ?? null);
  // The same until what it contains is another one.
  const question = useMemo(() => {
    const parsed = JSON.parse(key) as TrialProps['subject'] | null;
    return questionOf(search, new Date(), parsed ?? undefined);
  }, [search, key]);
  const settled = useSettled(question);
  const [state, ask] = useQuery({
    query: SimulatePolicyDocument,
    variables: { input: settled },
    pause: subject === undefined,
  });
  const result = subject === undefined ? undefined : state.data?.simulateProfilingPolicy;

  // What was shown stays, dimmed, until there is something else.
  const [simulation, setSimulation] = useState<Simulation>();
  if (result?.__typename === 'SimulateProfilingPolicySuccess' && result !== simulation) setSimulation(result);
  const isWaiting = subject !== undefined && (state.fetching || state.stale || settled !== question);

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[21rem_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4 max-lg:[&_:is(input,[role=slider])]:scroll-mb-24 lg:sticky lg:top-17 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto">
        {controls(simulation)}
        {!note && simulation && (
          // Where the result is below the controls, one sees what one does to it.
          <p
            aria-hidden
            className={classNames(
              'sticky bottom-2 z-10 rounded-md border border-line bg-raised px-3 py-2 font-medium shadow-lg lg:hidden',
              isWaiting && 'text-muted',
            )}
          >
            {summarize(simulation).headline}
          </p>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-4" aria-busy={isWaiting}>
        {note}
        {!note && state.error && (
          <ErrorNote
            error={state.error}
            onRetry={() => {
              ask({ requestPolicy: 'network-only' });
            }}
          />
        )}
        {result?.__typename === 'ValidationError' && (
          <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            <p className="font-medium">{simulationText.refused}</p>
            {result.issues.map(({ path, message }) => (
              <p key={path.join('.')}>{simulationText.issue(path, message)}</p>
            ))}
          </div>
        )}
        {!note && simulation && (
          <div className={isWaiting || simulation !== result ? 'opacity-50' : ''}>
            <PolicyResult simulation={simulation} />
          </div>
        )}
        {!note && !simulation && !state.error && result === undefined && <Skeleton className="h-96" />}
        <ShowQuery document={SimulatePolicyDocument} variables={{ input: settled }} />
      </div>
    </div>
  );
}
