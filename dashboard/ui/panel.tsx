import type { ReactNode } from 'react';

import { text } from '../text/text.ts';
import { classNames } from './class-names.ts';

export interface PanelProps {
  title?: ReactNode;
  /** Beside the title, at its end. */
  actions?: ReactNode;
  /** Whether the content reaches to the border, as tables do. */
  isFlush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Panel({ title, actions, isFlush = false, className, children }: PanelProps) {
  return (
    <section className={classNames('min-w-0 rounded-lg border border-line bg-surface', className)}>
      {(title != null || actions != null) && (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-2 px-4 pt-2">
          {title != null && <h2 className="text-sm font-semibold">{title}</h2>}
          {actions != null && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={isFlush ? 'pt-1' : 'px-4 pt-1 pb-4'}>{children}</div>
    </section>
  );
}

/** The heading of a page, which is the title of the document as well. */
export function PageHeading({ title, hint, actions }: { title: string; hint?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <title>{`${title} · ${text.common.product}`}</title>
      <div className="min-w-0">
        <h1 className="text-xl font-semibold tracking-tight break-words">{title}</h1>
        {hint != null && <p className="text-muted">{hint}</p>}
      </div>
      {actions != null && (
        <div className="flex flex-wrap items-center gap-2" data-print="no">
          {actions}
        </div>
      )}
    </div>
  );
}
