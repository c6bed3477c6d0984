import { formatCount } from '../text/format.ts';
import { text } from '../text/text.ts';

/** How many more or fewer: neither is better by itself. */
export function Difference({ before, after }: { before: number; after: number }) {
  const difference = after - before;
  if (difference === 0) return <span className="text-muted">{text.policy.same}</span>;
  return (
    <span className="font-medium text-accent">
      {difference > 0 ? '+' : '−'}
      {formatCount(Math.abs(difference))}
    </span>
  );
}
