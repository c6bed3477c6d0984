import { useState } from 'react';
import { useMutation } from 'urql';

import type { RequestApprovalInput } from '../../gql/types.ts';
import { datasetsText } from '../../text/datasets.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import { describeSuggestion } from './describe-suggestion.ts';
import { explainSetRefusal } from './explain-set-refusal.ts';
import { RequestSuggestedRulesDocument, type SuggestionFragment } from './suggestions.generated.ts';

/** A rule that was requested, by the id of its request. */
export interface RequestedRule {
  id: string;
  canonicalKey: string;
  changeSetId: string;
}

export interface RequestDialogProps {
  items: readonly { suggestion: SuggestionFragment; request: RequestApprovalInput }[];
  onRequested: (rules: readonly RequestedRule[]) => void;
  onClose: () => void;
}

const words = datasetsText.request;

/** Requests the chosen suggestions as one change set. */
export function RequestDialog({ items, onRequested, onClose }: RequestDialogProps) {
  const [comment, setComment] = useState('');
  const [isAtomic, setAtomic] = useState(false);
  const [{ data, error, fetching }, request] = useMutation(RequestSuggestedRulesDocument);
  const answer = data?.requestChangeSet;
  const refusal = answer && answer.__typename !== 'RequestChangeSetSuccess' ? explainSetRefusal(answer, items) : [];

  const send = async () => {
    const result = await request({
      input: {
        items: items.map((item) => item.request),
        atomic: isAtomic,
        ...(comment.trim() !== '' && { comment: comment.trim() }),
      },
    });
    const made = result.data?.requestChangeSet;
    if (made?.__typename !== 'RequestChangeSetSuccess') return;
    const { id: changeSetId, items: requested } = made.changeSet;
    onRequested(requested.edges.map(({ node: { id, canonicalKey } }) => ({ id, canonicalKey, changeSetId })));
  };

  return (
    <Dialog
      title={words.title(items.length)}
      onClose={onClose}
      closesOutside={comment === ''}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button kind="primary" disabled={fetching} onClick={() => void send()}>
            {fetching ? words.sending : words.send}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-muted">{words.intro}</p>
        <ul className="max-h-48 list-disc overflow-y-auto pl-4" tabIndex={0}>
          {items.map(({ suggestion, request: { canonicalKey } }) => (
            <li key={canonicalKey} className="[overflow-wrap:anywhere]">
              {describeSuggestion(suggestion).sentence}
            </li>
          ))}
        </ul>
        <Field label={words.comment}>
          {(props) => (
            <TextArea
              {...props}
              rows={2}
              value={comment}
              onChange={({ target }) => {
                setComment(target.value);
              }}
            />
          )}
        </Field>
        {items.length > 1 && (
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={isAtomic}
              onChange={({ target }) => {
                setAtomic(target.checked);
              }}
            />
            {words.atomic}
          </label>
        )}
        {error && <ErrorNote error={error} />}
        <div role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-warn empty:hidden">
          {refusal.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
