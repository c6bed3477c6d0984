import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';

/** The server does not say how to sign in: nothing else can be shown. */
export function StartProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <main className="mx-auto mt-24 flex max-w-md flex-col items-start gap-3 rounded-lg border border-line bg-surface p-6">
      <h1 className="text-lg font-semibold">{text.common.product}</h1>
      <p role="alert">{text.session.noSettings}</p>
      {error instanceof Error && <p className="text-muted">{error.message}</p>}
      <Button kind="primary" onClick={onRetry}>
        {text.common.retry}
      </Button>
    </main>
  );
}
