import type { ReactNode } from 'react';

import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import type { DraftState } from './use-draft.ts';

export interface DraftNotesProps {
  state: DraftState;
  /** A version that took effect after this was begun. */
  newVersion: number | undefined;
  onTakeOver: () => void;
}

/** Where the input comes from, and whether it still fits. */
export function DraftNotes({ state, newVersion, onTakeOver }: DraftNotesProps) {
  const words = text.change.drafts;
  const { isRestored, isDirty, contested, discard } = state;
  return (
    <>
      {isRestored && isDirty && (
        <Note
          tone="bg-accent-soft text-accent"
          action={
            <Button size="small" onClick={discard}>
              {words.discard}
            </Button>
          }
        >
          {words.restored}
        </Note>
      )}
      {newVersion !== undefined && (
        <Note
          tone="bg-warn-soft text-warn"
          action={
            <Button size="small" onClick={onTakeOver}>
              {words.takeOver(newVersion)}
            </Button>
          }
        >
          {words.moved(newVersion)}
        </Note>
      )}
      {contested.length > 0 && newVersion === undefined && (
        <Note tone="bg-warn-soft text-warn">
          {words.contested(contested.map((part) => text.change.parts[part]).join(', '))}
        </Note>
      )}
    </>
  );
}

function Note({ tone, action, children }: { tone: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div role="status" className={`flex flex-wrap items-center gap-3 rounded-md px-3 py-2 ${tone}`}>
      <span className="min-w-48 flex-1">{children}</span>
      {action}
    </div>
  );
}
