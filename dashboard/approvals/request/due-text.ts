import { formatElapsed, formatRelative } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import type { Tone } from '../../ui/badges.tsx';
import { type Filtered, isOverdue } from '../approvals-search.ts';

const SOON_MS = 24 * 3_600_000;

export interface DueText {
  words: string;
  tone: Tone;
}

/** When a request has to be decided, such as `Due in 2 days` or `1 hour overdue`. */
export function dueText(request: Pick<Filtered, 'status'> & { dueAt: string }, now: Date): DueText {
  const dueAt = new Date(request.dueAt);
  const leftMs = dueAt.getTime() - now.getTime();
  if (isOverdue(request, now)) return { words: text.common.overdue(formatElapsed(dueAt, now)), tone: 'bad' };
  return { words: text.approvals.due(formatRelative(dueAt, now)), tone: leftMs < SOON_MS ? 'warn' : 'neutral' };
}
