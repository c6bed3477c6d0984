import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';

import { useRole } from '../app/app-context.ts';
import { ShowQuery } from '../explore/show-query.tsx';
import { text } from '../text/text.ts';
import { classNames } from '../ui/class-names.ts';
import { EmptyNote, ErrorNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading } from '../ui/panel.tsx';
import { useSettled } from '../ui/use-settled.ts';
import { thresholdsOf } from './compare-outcomes.ts';
import { SimulatePolicyDocument } from './policy.generated.ts';
import { PolicyControls } from './policy-controls.tsx';
import { questionOf } from './policy-question.ts';
import { PolicyResult, type Simulation } from './policy-result.tsx';
import { summarize } from './policy-summary.ts';

/** What other thresholds would have meant for what happened. */
export function PolicyPage() {
  const mayAsk = [useRole('STEWARD'), useRole('ADMIN')].includes(true);
  return (
    <>
      <PageHeading title={text.policy.title} hint={text.policy.hint} />
      {mayAsk ? (
        <Trial />
      ) : (
        <EmptyNote title={text.policy.needsRole}>
          {text.errors.needsRole(text.policy.roles(text.roles.STEWARD, text.roles.ADMIN))}
        </EmptyNote>
      )}
    </>
  );
}

function Trial() {
  const search = useSearch({ from: '/policy' });
  const navigate = useNavigate({ from: '/policy' });
  const question = useMemo(() => questionOf(search, new Date()), [search]);
  const settled = useSettled(question);
  const [state, ask] = useQuery({ query: SimulatePolicyDocument, variables: { input: settled } });
  const result = state.data?.simulateProfilingPolicy;

  // What was shown stays, dimmed, until there is something else.
  const [simulation, setSimulation] = useState<Simulation>();
  if (result?.__typename === 'SimulateProfilingPolicySuccess' && result !== simulation) setSimulation(result);
  const isWaiting = state.fetching || state.stale || settled !== question;

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[21rem_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4 max-lg:[&_:is(input,[role=slider])]:scroll-mb-24 lg:sticky lg:top-17 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto">
        <PolicyControls
          search={search}
          current={simulation && thresholdsOf(simulation.policyInForce)}
          onChange={(changed) => {
            void navigate({ search: changed, replace: true, resetScroll: false });
          }}
        />
        {!simulation && result === undefined && !state.error && <Skeleton className="h-96" />}
        {simulation && (
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
        {state.error && (
          <ErrorNote
            error={state.error}
            onRetry={() => {
              ask({ requestPolicy: 'network-only' });
            }}
          />
        )}
        {result?.__typename === 'ValidationError' && (
          <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            <p className="font-medium">{text.policy.refused}</p>
            {result.issues.map(({ path, message }) => (
              <p key={path.join('.')}>{text.policy.issue(path, message)}</p>
            ))}
          </div>
        )}
        {simulation ? (
          <div className={isWaiting || simulation !== result ? 'opacity-50' : ''}>
            <PolicyResult simulation={simulation} />
          </div>
        ) : (
          !state.error && result === undefined && <Skeleton className="h-96" />
        )}
        <ShowQuery document={SimulatePolicyDocument} variables={{ input: settled }} />
      </div>
    </div>
  );
}
