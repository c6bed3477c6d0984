import { text } from '../text/text.ts';

/** What is shown instead of a page that failed. */
export function RouteProblem({ error }: { error: unknown }) {
  return (
    <div role="alert" className="rounded-md bg-bad-soft px-4 py-3 text-bad">
      <p className="font-medium">{text.errors.crashed}</p>
      {error instanceof Error && <p className="break-words">{error.message}</p>}
    </div>
  );
}
