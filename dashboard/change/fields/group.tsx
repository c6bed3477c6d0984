import { type ReactNode, useId } from 'react';

/** Fields that belong together. */
export function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 border-t border-line pt-4">
      <div>
        <h3 id={id} className="text-sm font-semibold">
          {title}
        </h3>
        {hint !== undefined && <p className="text-xs text-muted">{hint}</p>}
      </div>
      {children}
    </section>
  );
}
