import { AlertTriangle, Inbox } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';

import { explainError } from '../graph/explain-error.ts';
import { text } from '../text/text.ts';
import { Button } from './button.tsx';

export interface ErrorNoteProps {
  error: CombinedError;
  /** What to do, where the error does not say it. */
  advice?: string;
  onRetry?: () => void;
}

/** What failed, what stayed, and what to do. */
export function ErrorNote({ error, advice, onRetry }: ErrorNoteProps) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-md bg-bad-soft px-3 py-2 text-bad">
      <AlertTriangle aria-hidden size={16} className="shrink-0" />
      <span className="min-w-0 flex-1 break-words">
        {explainError(error)} {advice}
      </span>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {text.common.retry}
        </Button>
      )}
    </div>
  );
}

/** Why there is nothing, and how to get started. */
export function EmptyNote({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-1 px-4 py-8 text-center">
      <Inbox aria-hidden size={22} className="text-muted" />
      <p className="font-medium">{title}</p>
      {children != null && <div className="max-w-md text-muted">{children}</div>}
    </div>
  );
}

/** The place of something that is being loaded: as high as that will be, so that nothing jumps. */
export function Skeleton({ className = 'h-24' }: { className?: string }) {
  return (
    <div role="status" aria-label={text.common.loading} className={`animate-pulse rounded-md bg-hover ${className}`} />
  );
}
