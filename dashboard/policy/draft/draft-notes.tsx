import type { ReactNode } from 'react';

import { policyText } from '../../text/policy.ts';
import { Button } from '../../ui/button.tsx';
import { sayPart } from '../model/part-words.ts';
import type { DraftState } from './use-draft.ts';

/** Where the draft comes from, and whether it still fits what is in force. */
export function DraftNotes({ state, version }: { state: DraftState; version: number }) {
  const words = policyText.propose;
  const { isRestored, isBehind, contested, discard, takeOver } = state;
  return (
    <>
      {isRestored && (
        <Note tone="bg-accent-soft text-accent" label={words.discard} onPress={discard}>
          {words.restored}
        </Note>
      )}
      {isBehind && (
        <Note tone="bg-warn-soft text-warn" label={words.takeOver(version)} onPress={takeOver}>
          {words.moved(version)}
        </Note>
      )}
      {contested.length > 0 && !isBehind && (
        <Note tone="bg-warn-soft text-warn">{words.contested(contested.map(sayPart).join(', '))}</Note>
      )}
    </>
  );
}

interface NoteProps {
  tone: string;
  label?: string;
  onPress?: () => void;
  children: ReactNode;
}

function Note({ tone, label, onPress, children }: NoteProps) {
  return (
    <div role="status" className={`flex flex-wrap items-center gap-3 rounded-md px-3 py-2 ${tone}`}>
      <span className="min-w-48 flex-1">{children}</span>
      {onPress && (
        <Button size="small" onClick={onPress}>
          {label}
        </Button>
      )}
    </div>
  );
}
