import { type ComponentProps, type ReactNode, useId } from 'react';

import { classNames } from './class-names.ts';

export const INPUT_CLASS =
  'min-h-8 w-full rounded-md border border-strong-line bg-surface px-2.5 py-1 text-sm text-ink aria-invalid:border-bad';

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with the value. */
  problem?: string | undefined;
  children: (props: { id: string; 'aria-invalid'?: true; 'aria-describedby'?: string }) => ReactNode;
}

/** An input with its label; its problem is read out with it. */
export function Field({ label, hint, problem, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = hint != null || problem !== undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
      </label>
      {children({
        id,
        ...(problem !== undefined && { 'aria-invalid': true as const }),
        ...(hasNote && { 'aria-describedby': noteId }),
      })}
      {hasNote && (
        <p id={noteId} className={classNames('text-xs', problem === undefined ? 'text-muted' : 'text-bad')}>
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(INPUT_CLASS, className)} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={classNames(INPUT_CLASS, className)} {...rest} />;
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={classNames(INPUT_CLASS, className)} {...rest} />;
}
