import { type SubmitEvent, useState } from 'react';
import { useClient, useQuery } from 'urql';

import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { useStop } from '../use-stop.ts';
import { ReplayTargetsDocument } from './log.generated.ts';
import { replayEvents } from './replay-events.ts';

/** Has one subscriber handle what it has missed. Counted first, so that one knows what one starts. */
export function ReplayTab() {
  const [state, execute] = useQuery({ query: ReplayTargetsDocument });
  const words = text.administration.replay;
  return (
    <Panel title={words.title} className="max-w-2xl">
      <p className="mb-3 text-muted">{words.explained}</p>
      <QueryView
        state={state}
        onRetry={() => {
          execute({ requestPolicy: 'network-only' });
        }}
      >
        {({ subscribers }) => (
          <ReplayForm names={subscribers.filter(({ types }) => types.length > 0).map(({ name }) => name)} />
        )}
      </QueryView>
    </Panel>
  );
}

function ReplayForm({ names }: { names: readonly string[] }) {
  const client = useClient();
  const [subscriber, setSubscriber] = useState(names[0] ?? '');
  const [since, setSince] = useState('');
  const [counted, setCounted] = useState<number>();
  const [result, setResult] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const { begin, stop } = useStop();
  const words = text.administration.replay;

  const changed = () => {
    setCounted(undefined);
    setResult(undefined);
    setProblem(undefined);
    setRefusal(undefined);
  };

  const start = async (dryRun: boolean) => {
    changed();
    setBusy(true);
    const replay = await replayEvents({ client, subscriber, since: new Date(since), dryRun, signal: begin() });
    setBusy(false);
    setRefusal(replay.refusal);
    if (dryRun && !replay.isDone) return;
    if (dryRun) setCounted(replay.count);
    if (replay.isDone || replay.count > 0) {
      setResult((dryRun ? words.counted : words.started)(replay.count, formatCount(replay.count)));
    }
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (since === '') setProblem(words.timeMissing);
    else void start(true);
  };

  return (
    <form className="flex flex-col gap-3" onSubmit={submit}>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={words.subscriber}>
          {(props) => (
            <Select
              {...props}
              value={subscriber}
              onChange={(event) => {
                setSubscriber(event.target.value);
                changed();
              }}
            >
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={words.since} hint={words.sinceHint} problem={problem}>
          {(props) => (
            <Input
              {...props}
              type="datetime-local"
              value={since}
              onChange={(event) => {
                setSince(event.target.value);
                changed();
              }}
            />
          )}
        </Field>
      </div>
      <RefusalNote sentence={refusal} />
      <p role="status" className="empty:sr-only">
        {result}
      </p>
      <div className="flex gap-2">
        <Button type="submit" disabled={isBusy}>
          {words.count}
        </Button>
        <Button kind="primary" disabled={isBusy || !counted} onClick={() => void start(false)}>
          {words.start}
        </Button>
        {isBusy && <Button onClick={stop}>{text.common.cancel}</Button>}
      </div>
    </form>
  );
}
