import { useSyncExternalStore } from 'react';

import type { LiveSession } from './live-session.ts';
import { SHOWN_RESULTS } from './recent-results.ts';

/** The line below the results of a subscription: how its connection is, and what is shown. */
export function ConnectionLine({ session }: { session: LiveSession }) {
  const { state, resultCount, waitingCount } = useSyncExternalStore(session.subscribe, session.view);
  if (state.kind === 'idle') return null;
  return (
    <div className={`connection-line connection-${state.kind}`} role="status">
      {state.sentence} {(resultCount > 0 || state.kind === 'live') && describe(resultCount)}{' '}
      {waitingCount > 0 && describeWaiting(waitingCount)}
    </div>
  );
}

function describe(count: number): string {
  if (count === 0) return 'No results yet.';
  if (count === 1) return '1 result.';
  if (count <= SHOWN_RESULTS) return `${count} results, newest first.`;
  return `${count} results; the last ${SHOWN_RESULTS} are shown, newest first.`;
}

function describeWaiting(count: number): string {
  const newest = count === 1 ? 'The newest is' : `The newest ${count} are`;
  return `${newest} shown when you scroll to the top.`;
}
