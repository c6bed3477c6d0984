import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';

/** That something was done on the page before; it has the focus, because the button that did it is gone. */
export function DoneNote({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div
      role="status"
      tabIndex={-1}
      ref={focus}
      className="mb-4 flex items-start gap-2 rounded-md bg-good-soft px-3 py-2 text-good outline-none"
    >
      <CircleCheck aria-hidden size={16} className="mt-0.5 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        {children}
      </div>
    </div>
  );
}

function focus(note: HTMLElement | null): void {
  note?.focus();
}
