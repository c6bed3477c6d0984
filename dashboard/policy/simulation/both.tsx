import { simulationText } from '../../text/policy-simulation.ts';

/** What was, and what would have been; once, where both are the same. */
export function Both({ before, after }: { before: string; after: string }) {
  if (before === after) return <>{after}</>;
  return (
    <>
      <span className="font-normal text-muted">{before}</span>
      <span aria-hidden> → </span>
      <span className="sr-only">{simulationText.becomes}</span>
      {after}
    </>
  );
}
