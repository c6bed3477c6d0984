import { Layers, Send } from 'lucide-react';
import type { ReactNode } from 'react';

import { FieldChanges } from '../../diff/field-changes.tsx';
import type { FieldChange } from '../../diff/field-diff.ts';
import type { ChangeKind } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../fields/change-field.tsx';

export interface RequestPanelProps {
  kind: ChangeKind;
  diff: readonly FieldChange[];
  /** Problems to mend before it can be sent. */
  issueCount: number;
  comment: string;
  isSending: boolean;
  /** Whether nothing has been filled in. */
  isEmpty: boolean;
  obstacle: ReactNode;
  onComment: (comment: string) => void;
  onDiscard: (() => void) | undefined;
  /** Keeps it for a change set. */
  onAdd: () => void;
  /** How it stands to the draft of a change set: one of its items, or maybe one too many. */
  draftItem: 'edited' | 'full' | 'none';
  /** Leaves the form. */
  cancel: ReactNode;
  /** What the server said. */
  children: ReactNode;
}

/** What will be asked of the approvers, and the button that asks them. */
export function RequestPanel(props: RequestPanelProps) {
  const {
    kind,
    diff,
    issueCount,
    comment,
    isSending,
    isEmpty,
    obstacle,
    onComment,
    onDiscard,
    onAdd,
    draftItem,
    cancel,
    children,
  } = props;
  const words = text.change.request;
  const isRemoval = kind === 'DEPRECATE';
  const canSend = !isSending && !(isEmpty && kind === 'UPDATE') && obstacle == null;
  return (
    <Panel title={words.title[kind]}>
      <div className="flex flex-col gap-4">
        <FieldChanges changes={diff} none={isEmpty ? words.nothing[kind] : words.incomplete} />
        <TextField
          path={['comment']}
          label={isRemoval ? words.reason : words.comment}
          hint={isRemoval ? words.reasonHint : words.commentHint}
          rows={3}
          value={comment}
          onChange={onComment}
        />
        {children}
        {obstacle != null && <div className="rounded-md bg-warn-soft px-3 py-2 text-warn">{obstacle}</div>}
        <div className="flex flex-wrap items-center gap-2">
          {draftItem === 'edited' ? (
            <Button type="submit" kind="primary" disabled={!canSend}>
              <Layers aria-hidden size={14} />
              {words.keepInSet}
            </Button>
          ) : (
            <>
              <Button type="submit" kind={isRemoval ? 'danger' : 'primary'} disabled={!canSend}>
                <Send aria-hidden size={14} />
                {isSending ? words.sending : words.send[kind]}
              </Button>
              <Button disabled={!canSend || draftItem === 'full'} onClick={onAdd}>
                <Layers aria-hidden size={14} />
                {words.addToSet}
              </Button>
            </>
          )}
          {cancel}
          {onDiscard && (
            <Button kind="quiet" onClick={onDiscard}>
              {words.discard}
            </Button>
          )}
        </div>
        <p className="text-xs text-muted">{draftItem === 'full' ? words.setIsFull : words.policy}</p>
        <p role="status" className="text-xs text-bad empty:sr-only">
          {issueCount > 0 && words.toMend(issueCount)}
        </p>
      </div>
    </Panel>
  );
}
