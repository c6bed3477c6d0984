import { ArrowDownCircle, Diamond, type LucideIcon, RefreshCw } from 'lucide-react';
import { useState } from 'react';

import { ApprovalLink } from '../../links/approval-link.tsx';
import { TraceLink } from '../../links/trace-link.tsx';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote, Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import type { Mark, MarkKind } from '../curve/marks.ts';
import type { useMarks } from '../curve/use-marks.ts';

const ICONS: Readonly<Record<MarkKind, readonly [LucideIcon, string]>> = {
  degraded: [ArrowDownCircle, 'text-bad'],
  change: [Diamond, 'text-accent'],
  refresh: [RefreshCw, 'text-muted'],
};
/** How many are listed until one asks for all. */
const LISTED = 12;

/** What is marked on the curve, in words. */
export function MarksPanel({ marks: { marks, isLimited, error, again } }: { marks: ReturnType<typeof useMarks> }) {
  const words = text.entity.marks;
  const [isWhole, setWhole] = useState(false);
  const told = marks?.filter(({ isTold }) => isTold);
  const listed = isWhole ? told : told?.slice(0, LISTED);
  const tickCount = (marks?.length ?? 0) - (told?.length ?? 0);
  return (
    <Panel title={words.title} className="self-start">
      {error && <ErrorNote error={error} onRetry={again} />}
      {!marks && !error && <Skeleton className="h-60" />}
      {marks?.length === 0 && <p className="text-muted">{words.none}</p>}
      {listed && listed.length > 0 && (
        <ol className="flex flex-col gap-2">
          {listed.map((mark) => (
            <MarkLine key={mark.key} mark={mark} />
          ))}
        </ol>
      )}
      {told && listed && told.length > listed.length && (
        <Button
          size="small"
          className="mt-2"
          onClick={() => {
            setWhole(true);
          }}
        >
          {words.more(told.length - listed.length)}
        </Button>
      )}
      {tickCount > 0 && <p className="mt-2 text-xs text-muted">{words.ticks(tickCount)}</p>}
      {isLimited && <p className="mt-2 text-xs text-muted">{words.limited}</p>}
    </Panel>
  );
}

function MarkLine({ mark: { kind, atMs, sentence, detail, correlationId, approvalId } }: { mark: Mark }) {
  const words = text.entity.marks;
  const [Icon, colour] = ICONS[kind];
  return (
    <li className="flex gap-2">
      <span role="img" aria-label={words.kinds[kind]} title={words.kinds[kind]} className={`mt-0.5 ${colour}`}>
        <Icon aria-hidden size={15} />
      </span>
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p>{sentence}</p>
        <p className="flex flex-wrap gap-x-2 text-xs text-muted">
          <Time at={new Date(atMs).toISOString()} />
          {detail !== undefined && <span>{detail}</span>}
          {correlationId !== undefined && <TraceLink correlationId={correlationId}>{words.trace}</TraceLink>}
          {approvalId !== undefined && <ApprovalLink approvalId={approvalId}>{words.request}</ApprovalLink>}
        </p>
      </div>
    </li>
  );
}
