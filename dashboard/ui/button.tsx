import type { ComponentProps } from 'react';

import { classNames } from './class-names.ts';

const KINDS = {
  primary: 'bg-accent text-accent-ink border-transparent hover:opacity-90',
  plain: 'bg-surface text-ink border-line hover:bg-hover',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-hover',
  /** Something that is switched on. */
  chosen: 'bg-accent-soft text-accent border-accent hover:opacity-90',
  danger: 'bg-bad-soft text-bad border-transparent hover:opacity-90',
};

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: keyof typeof KINDS;
  size?: 'small' | 'normal';
}

export function buttonClass(kind: keyof typeof KINDS = 'plain', size: 'small' | 'normal' = 'normal'): string {
  return classNames(
    'inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap',
    'disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55',
    size === 'small' ? 'min-h-7 px-2 text-xs' : 'min-h-8 px-3 text-sm',
    KINDS[kind],
  );
}

export function Button({ kind, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classNames(buttonClass(kind, size), className)} {...rest} />;
}
