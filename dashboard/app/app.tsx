import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type CombinedError, Provider } from 'urql';

import { createGraph } from '../graph/graph.ts';
import type { Session } from '../session/session.ts';
import { SignInPage } from '../session/sign-in-page.tsx';
import { StartDocument } from '../session/start.generated.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNote, Skeleton } from '../ui/notes.tsx';
import { TooltipProvider } from '../ui/overlay/tooltip.tsx';
import { AppContext, type Viewer } from './app-context.ts';
import { createAppRouter } from './router.tsx';

/** The page of whoever is signed in. Another person gets another one: nothing of the one before stays. */
export function App({ session }: { session: Session }) {
  const { identity } = useSyncExternalStore(session.onChange, () => session.state);
  const [first] = useState(identity);
  return identity === undefined ? (
    <SignInPage session={session} />
  ) : (
    <PersonsApp key={identity} session={session} isLater={identity !== first} />
  );
}

function PersonsApp({ session, isLater }: { session: Session; isLater: boolean }) {
  const [graph, setGraph] = useState<ReturnType<typeof createGraph>>();
  const [viewer, setViewer] = useState<Viewer>();
  const [error, setError] = useState<CombinedError>();
  const [attempt, setAttempt] = useState(0);
  const router = useMemo(createAppRouter, []);

  useEffect(() => {
    const current = createGraph(session);
    let isLeft = false;
    setError(undefined);
    void current.client
      .query(StartDocument, {}, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data, error: failure }) => {
        if (isLeft) return;
        if (data) {
          current.live.start(data.streamPosition);
          setViewer(data.viewer);
          setGraph(current);
        } else setError(failure);
      });
    return () => {
      isLeft = true;
      current.dispose();
    };
  }, [session, attempt]);

  if (error) {
    return (
      <main className="mx-auto flex max-w-xl flex-col items-start gap-3 p-6">
        <h1 className="text-lg font-semibold">{text.common.product}</h1>
        <ErrorNote
          error={error}
          onRetry={() => {
            setAttempt(attempt + 1);
          }}
        />
        {session.kind !== 'local' && (
          // Whoever may see nothing here can still be somebody else.
          <Button
            onClick={() => {
              session.signOut();
            }}
          >
            {text.session.signOut}
          </Button>
        )}
      </main>
    );
  }
  if (!graph || !viewer) {
    return (
      <main className="p-6">
        <Skeleton className="h-40" />
      </main>
    );
  }
  return (
    <AppContext value={{ session, graph, viewer, isLater }}>
      <Provider value={graph.client}>
        <TooltipProvider delayDuration={300}>
          <RouterProvider router={router} />
        </TooltipProvider>
      </Provider>
    </AppContext>
  );
}
