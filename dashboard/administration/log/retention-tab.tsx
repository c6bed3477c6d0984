import { type SubmitEvent, useState } from 'react';
import { useClient, useQuery } from 'urql';

import { formatCount, formatDateTime } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { ConfirmDialog } from '../../ui/overlay/confirm-dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import { useStop } from '../use-stop.ts';
import { RetentionDocument } from './log.generated.ts';
import { type Removal, removeOldEvents } from './remove-old-events.ts';

/** How far back the log goes, and how to shorten it. */
export function RetentionTab() {
  const [state, execute] = useQuery({ query: RetentionDocument });
  const refresh = () => {
    execute({ requestPolicy: 'network-only' });
  };
  const words = text.administration.retention;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title={words.title}>
        <QueryView state={state} onRetry={refresh}>
          {({ retention: { eventCount, oldestAt, removedCount, retentionDays } }) => (
            <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
              <dt className="text-muted">{words.events}</dt>
              <dd className="text-right tabular-nums">{formatCount(eventCount)}</dd>
              <dt className="text-muted">{words.oldest}</dt>
              <dd className="text-right">
                {oldestAt === null ? text.common.nothing : <Time at={oldestAt} form="absolute" />}
              </dd>
              <dt className="text-muted">{words.removed}</dt>
              <dd className="text-right tabular-nums">{formatCount(removedCount)}</dd>
              <dt className="text-muted">{words.policy}</dt>
              <dd className="text-right">
                {retentionDays === null ? words.forever : words.days(retentionDays, formatCount(retentionDays))}
              </dd>
            </dl>
          )}
        </QueryView>
      </Panel>
      <Panel title={words.removeTitle}>
        <RemoveForm onRemoved={refresh} />
      </Panel>
    </div>
  );
}

function RemoveForm({ onRemoved }: { onRemoved: () => void }) {
  const [before, setBefore] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const [removal, setRemoval] = useState<Removal>();
  const [isBusy, setBusy] = useState(false);
  const client = useClient();
  const { begin, stop } = useStop();
  const words = text.administration.retention;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (before === '') setProblem(words.timeMissing);
    else {
      setRemoval(undefined);
      setAsking(true);
    }
  };

  const onConfirm = async () => {
    setBusy(true);
    const result = await removeOldEvents(client, new Date(before).toISOString(), begin());
    setBusy(false);
    setRemoval(result);
    if (result.isDone) setAsking(false);
    onRemoved();
  };

  return (
    <form className="flex flex-col gap-3" onSubmit={submit}>
      <p className="text-muted">{words.removeExplained}</p>
      <Field label={words.before} hint={words.beforeHint} problem={problem}>
        {(props) => (
          <Input
            {...props}
            type="datetime-local"
            value={before}
            onChange={(event) => {
              setBefore(event.target.value);
              setProblem(undefined);
            }}
          />
        )}
      </Field>
      <Button kind="danger" type="submit" className="self-start">
        {words.remove}
      </Button>
      <p role="status" className="text-good empty:sr-only">
        {removal?.isDone === true && words.done(removal.removed, formatCount(removal.removed))}
        {removal?.isDone === false &&
          removal.removed > 0 &&
          words.doneInPart(removal.removed, formatCount(removal.removed))}
      </p>
      {isAsking && (
        <ConfirmDialog
          title={words.confirmTitle}
          action={words.remove}
          isBusy={isBusy}
          refusal={removal?.refusal}
          error={removal?.error}
          onConfirm={() => void onConfirm()}
          onClose={() => {
            stop();
            setAsking(false);
          }}
        >
          <p>{words.confirm(formatDateTime(new Date(before)))}</p>
        </ConfirmDialog>
      )}
    </form>
  );
}
