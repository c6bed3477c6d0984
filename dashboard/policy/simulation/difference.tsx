import { formatDifference } from '../../text/format.ts';

/** How many more or fewer: neither is better by itself. */
export function Difference({ before, after }: { before: number; after: number }) {
  const difference = after - before;
  return (
    <span className={difference === 0 ? 'text-muted' : 'font-medium text-accent'}>{formatDifference(difference)}</span>
  );
}
