import { formatDateTime, formatUtc } from '../../text/format.ts';
import { Badge } from '../../ui/badges.tsx';
import { useNow } from '../../ui/time.tsx';
import type { Filtered } from '../approvals-search.ts';
import { dueText } from './due-text.ts';

/** When an open request has to be decided; nothing if it has no due date, or is decided. */
export function DueBadge({ request: { status, dueAt } }: { request: Pick<Filtered, 'status' | 'dueAt'> }) {
  const now = useNow();
  if (dueAt === null || status !== 'PENDING') return null;
  const { words, tone } = dueText({ status, dueAt }, now);
  const time = new Date(dueAt);
  return (
    <Badge tone={tone} title={`${formatDateTime(time)} · ${formatUtc(time)}`}>
      <time dateTime={dueAt}>{words}</time>
    </Badge>
  );
}
