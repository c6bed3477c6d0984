import { Popover as Parts } from 'radix-ui';
import type { ReactNode } from 'react';

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactNode;
  label: string;
  onOpenChange?: (isOpen: boolean) => void;
  children: ReactNode;
}

/** Opens below its button and holds anything; its content exists while it is open. */
export function Popover({ trigger, label, onOpenChange, children }: PopoverProps) {
  return (
    <Parts.Root {...(onOpenChange && { onOpenChange })}>
      <Parts.Trigger asChild>{trigger}</Parts.Trigger>
      <Parts.Portal>
        <Parts.Content
          aria-label={label}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-h-(--radix-popover-content-available-height) w-64 flex-col rounded-md border border-line bg-raised text-ink shadow-lg"
        >
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}
