import { Tooltip as Parts } from 'radix-ui';
import type { ReactNode } from 'react';

/** A short explanation when one points at something or focuses it. The child must be able to have the focus. */
export function Tooltip({ says, children }: { says: ReactNode; children: ReactNode }) {
  return (
    <Parts.Root>
      <Parts.Trigger asChild>{children}</Parts.Trigger>
      <Parts.Portal>
        <Parts.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-xs rounded-md border border-line bg-raised px-2.5 py-1.5 text-xs text-ink shadow-lg"
        >
          {says}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}

export const TooltipProvider = Parts.Provider;
