import type { ReactNode } from 'react';

export interface PartProps {
  title: string;
  actions?: ReactNode;
  more: ReactNode;
  children: ReactNode;
}

/** A part of the panel with its own heading. */
export function Part({ title, actions, more, children }: PartProps) {
  return (
    <div className="border-t border-line px-4 py-2">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h3 className="text-xs font-medium text-muted">{title}</h3>
        {actions}
      </div>
      {children}
      <p className="pt-1 text-xs">{more}</p>
    </div>
  );
}
