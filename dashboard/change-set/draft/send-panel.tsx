import { useNavigate } from '@tanstack/react-router';
import { Send } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { useMutation } from 'urql';

import { type Issue, sentence } from '../../change/model/problems.ts';
import { ApprovalLink } from '../../links/approval-link.tsx';
import { changeSetText } from '../../text/change-set-text.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { ConfirmDialog } from '../../ui/overlay/confirm-dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RequestChangeSetDocument, type RequestChangeSetMutation } from './draft-set.generated.ts';
import { EMPTY_SET, setInput, withIssues } from './draft-set.ts';
import type { DraftSetState } from './use-draft-set.ts';

type Refusal = Exclude<RequestChangeSetMutation['requestChangeSet'], { __typename: 'RequestChangeSetSuccess' }>;

/** What is said about the whole, and the button that sends it. */
export function SendPanel({ state: { set, put } }: { state: DraftSetState }) {
  const navigate = useNavigate();
  const [{ error }, request] = useMutation(RequestChangeSetDocument);
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const [isKept, setKept] = useState(true);
  const [isAsking, setAsking] = useState(false);
  const words = changeSetText.draft;
  const wrong = set.items.filter(({ issues }) => issues.length > 0).length;

  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setSending(true);
    setRefusal(undefined);
    const { data } = await request({ input: setInput(set) });
    const answer = data?.requestChangeSet;
    if (answer?.__typename === 'RequestChangeSetSuccess') {
      put(EMPTY_SET);
      void navigate({
        to: '/approvals/sets/$changeSetId',
        params: { changeSetId: answer.changeSet.id },
        state: { sentRequest: { warnings: [] } },
        replace: true,
      });
      return;
    }
    setSending(false);
    if (!answer) return;
    setRefusal(answer);
    put(withIssues(set, answer.__typename === 'ValidationError' ? answer.issues : []).set);
  };

  return (
    <Panel title={words.sendTitle}>
      <form className="flex flex-col gap-3" onSubmit={(event) => void send(event)}>
        <Field label={words.comment} hint={words.commentHint}>
          {(props) => (
            <TextArea
              {...props}
              rows={3}
              value={set.comment}
              onChange={(event) => {
                setKept(put({ ...set, comment: event.target.value }));
              }}
            />
          )}
        </Field>
        <div>
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={set.atomic}
              onChange={(event) => {
                put({ ...set, atomic: event.target.checked });
              }}
            />
            {words.atomic}
          </label>
          <p className="text-xs text-muted">{set.atomic ? words.atomicHint : words.apartHint}</p>
        </div>
        {error && <ErrorNote error={error} />}
        {refusal && <RefusedNote refusal={refusal} others={othersOf(set, refusal)} />}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" kind="primary" disabled={isSending}>
            <Send aria-hidden size={14} />
            {isSending ? words.sending : words.send(set.items.length)}
          </Button>
          <Button
            kind="quiet"
            onClick={() => {
              setAsking(true);
            }}
          >
            {words.discard}
          </Button>
        </div>
        <p role="status" className="text-xs text-bad empty:sr-only">
          {wrong > 0 && words.issueCount(wrong)}
        </p>
        <p className={`text-xs ${isKept ? 'text-muted' : 'text-warn'}`}>{isKept ? words.kept : words.notKept}</p>
      </form>
      {isAsking && (
        <ConfirmDialog
          title={words.discardTitle}
          action={words.discard}
          isBusy={false}
          onConfirm={() => {
            put(EMPTY_SET);
          }}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>{words.discardExplained(set.items.length)}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

function othersOf(set: DraftSetState['set'], refusal: Refusal): readonly Issue[] {
  return refusal.__typename === 'ValidationError' ? withIssues(set, refusal.issues).others : [];
}

function RefusedNote({ refusal, others }: { refusal: Refusal; others: readonly Issue[] }) {
  const words = changeSetText.draft;
  return (
    <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 break-words text-bad">
      <p className="font-medium">{words.refused}</p>
      {refusal.__typename !== 'ValidationError' && <p>{sentence({ path: [], message: refusal.message })}</p>}
      {others.map((issue) => (
        <p key={`${issue.path.join('.')} ${issue.message}`}>{sentence(issue)}</p>
      ))}
      {refusal.__typename === 'ConflictError' && refusal.currentApproval && (
        <ApprovalLink approvalId={refusal.currentApproval.id} look="note">
          {words.openRequest}
        </ApprovalLink>
      )}
    </div>
  );
}
