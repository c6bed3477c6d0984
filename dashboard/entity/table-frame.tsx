import type { ReactNode } from 'react';

import { classNames } from '../ui/class-names.ts';

export const CELL = 'px-2 py-1 align-top first:pl-4 last:pr-4';
export const FIGURE = `${CELL} text-right whitespace-nowrap tabular-nums`;
export const HEAD = 'px-2 py-1.5 text-left text-xs font-medium text-muted first:pl-4 last:pr-4';
export const HEAD_FIGURE = `${HEAD} text-right`;

export interface TableFrameProps {
  label: string;
  /** Whether a long one scrolls within. */
  isLow?: boolean;
  children: ReactNode;
}

/** A table that scrolls within its place where it is too wide; the keyboard can scroll it. */
export function TableFrame({ label, isLow = false, children }: TableFrameProps) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className={classNames('-mx-4 overflow-x-auto', isLow && 'max-h-96 overflow-y-auto print:max-h-none')}
    >
      <table className="w-full border-collapse text-sm">{children}</table>
    </div>
  );
}
