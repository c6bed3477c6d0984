import { type SubmitEvent, useState } from 'react';
import { useMutation } from 'urql';

import { TraceLink } from '../../links/trace-link.tsx';
import { text } from '../../text/text.ts';
import { Badge } from '../../ui/badges.tsx';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Time } from '../../ui/time.tsx';
import { explainProblem } from '../explain-problem.ts';
import {
  type DeadLetterLineFragment,
  DismissDeadLetterDocument,
  RedeliverDeadLetterDocument,
} from './work.generated.ts';

/** One job that failed for good, and what can be done about it. */
export function DeadLetter({ letter }: { letter: DeadLetterLineFragment }) {
  const { id, subscriber, error: lastError, attempts, failedAt, event } = letter;
  const [isDismissing, setDismissing] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [{ fetching, error }, redeliver] = useMutation(RedeliverDeadLetterDocument);
  const words = text.administration.deadLetters;
  const isOpen = letter.redeliveredAt === null && letter.dismissedAt === null;

  const onRedeliver = async () => {
    setRefusal(undefined);
    const { data } = await redeliver({ input: { deadLetterId: id } });
    if (data && data.redeliverDeadLetter.__typename !== 'RedeliverDeadLetterSuccess') {
      setRefusal(explainProblem(data.redeliverDeadLetter));
    }
  };

  return (
    <li className="flex flex-wrap items-start gap-3 border-t border-line px-4 py-3 first:border-t-0">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
        <p>
          <span className="font-medium">{subscriber}</span>{' '}
          <span className="text-muted">
            {words.failed(attempts)} <Time at={failedAt} />
          </span>
        </p>
        <p className="font-mono text-xs break-words whitespace-pre-wrap">{lastError}</p>
        {event ? (
          <TraceLink correlationId={event.correlationId} look="row">
            {words.event(text.eventTypes[event.type])}
          </TraceLink>
        ) : (
          <p className="text-xs text-muted">{words.eventGone}</p>
        )}
        {letter.redeliveredAt !== null && (
          <p className="text-xs">
            <Badge tone="good">{words.redelivered(letter.redeliveredBy?.actorId)}</Badge>{' '}
            <Time at={letter.redeliveredAt} />
          </p>
        )}
        {letter.dismissedAt !== null && (
          <p className="text-xs">
            <Badge>{words.dismissed(letter.dismissedBy?.actorId)}</Badge> <Time at={letter.dismissedAt} />
            {letter.dismissalReason !== null && `: ${letter.dismissalReason}`}
          </p>
        )}
        {error && <ErrorNote error={error} />}
        <RefusalNote sentence={refusal} />
      </div>
      {isOpen && (
        <div className="flex gap-2">
          <Button size="small" disabled={fetching} onClick={() => void onRedeliver()}>
            {words.redeliver}
          </Button>
          <Button
            size="small"
            onClick={() => {
              setDismissing(true);
            }}
          >
            {words.dismiss}
          </Button>
        </div>
      )}
      {isDismissing && (
        <DismissDialog
          id={id}
          onClose={() => {
            setDismissing(false);
          }}
        />
      )}
    </li>
  );
}

function DismissDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const [{ fetching, error }, dismiss] = useMutation(DismissDeadLetterDocument);
  const words = text.administration.deadLetters;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (reason.trim() === '') {
      setProblem(words.reasonMissing);
      return;
    }
    const { data } = await dismiss({ input: { deadLetterId: id, comment: reason.trim() } });
    if (!data) return;
    if (data.dismissDeadLetter.__typename === 'DismissDeadLetterSuccess') onClose();
    else setProblem(explainProblem(data.dismissDeadLetter));
  };

  return (
    <Dialog closesOutside={false} title={words.dismissTitle} onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
        <p>{words.dismissExplained}</p>
        {error && <ErrorNote error={error} />}
        <Field label={words.reason} problem={problem}>
          {(props) => (
            <TextArea
              {...props}
              autoFocus
              rows={3}
              maxLength={1_000}
              value={reason}
              onChange={(event) => {
                setReason(event.target.value);
                setProblem(undefined);
              }}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button kind="danger" type="submit" disabled={fetching}>
            {words.dismiss}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
