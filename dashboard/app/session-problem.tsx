import { useSyncExternalStore } from 'react';

import { useSession } from './app-context.ts';

/** What will go wrong with the sign-in unless something happens. */
export function SessionProblem() {
  const session = useSession();
  const { problem } = useSyncExternalStore(session.onChange, () => session.state);
  return (
    problem !== undefined && (
      <p role="alert" className="mb-3 rounded-md bg-warn-soft px-3 py-2 text-warn">
        {problem}
      </p>
    )
  );
}
