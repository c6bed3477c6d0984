import { type SubmitEvent, useState } from 'react';
import { useMutation } from 'urql';

import type { EntityType, EventType, Tier } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { explainProblem } from '../explain-problem.ts';
import type { AdministrationRefusalFragment } from '../refusal.generated.ts';
import { filterOf, formOf } from './webhook-filter.ts';
import { CreateWebhookDocument, UpdateWebhookDocument, type WebhookLineFragment } from './webhooks.generated.ts';

export interface WebhookFormProps {
  /** Left out: a new one. */
  webhook?: WebhookLineFragment;
  onClose: () => void;
  /** With the secret of a new one. */
  onSaved: (secret?: string) => void;
}

/** Makes a webhook or changes one. */
export function WebhookForm({ webhook, onClose, onSaved }: WebhookFormProps) {
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [form, setForm] = useState(() => formOf(webhook?.filter ?? {}));
  const [refusal, setRefusal] = useState<AdministrationRefusalFragment>();
  const [creation, create] = useMutation(CreateWebhookDocument);
  const [update, change] = useMutation(UpdateWebhookDocument);
  const words = text.administration.webhooks;
  const error = creation.error ?? update.error;
  const issues = refusal && 'issues' in refusal ? refusal.issues : [];
  const problemOf = (name: string) =>
    issues
      .filter(({ path }) => path.includes(name))
      .map(({ message }) => message)
      .join(' ') || undefined;

  /** Whether each issue is said beside its field. */
  const isPlaced =
    issues.length > 0 && issues.every(({ path }) => path.includes('url') || path.includes('canonicalKeys'));

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setRefusal(undefined);
    const input = { url: url.trim(), filter: filterOf(form) };
    if (webhook) {
      const { data } = await change({ input: { webhookId: webhook.id, ...input } });
      if (data?.updateWebhook.__typename === 'UpdateWebhookSuccess') onSaved();
      else if (data) setRefusal(data.updateWebhook);
    } else {
      const { data } = await create({ input });
      if (data?.createWebhook.__typename === 'CreateWebhookSuccess') onSaved(data.createWebhook.secret);
      else if (data) setRefusal(data.createWebhook);
    }
  };

  return (
    <Dialog isWide closesOutside={false} title={webhook ? words.edit : words.create} onClose={onClose}>
      <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Field label={words.url} hint={words.urlHint} problem={problemOf('url')}>
          {(props) => (
            <Input
              {...props}
              autoFocus
              type="url"
              required
              placeholder={words.urlExample}
              value={url}
              onChange={(event) => {
                setUrl(event.target.value);
              }}
            />
          )}
        </Field>
        <p className="text-xs text-muted">{words.filterHint}</p>
        <Choices<EventType>
          legend={words.types}
          names={text.eventTypes}
          chosen={form.types}
          onChoose={(types) => {
            setForm({ ...form, types });
          }}
        />
        <Choices<EntityType>
          legend={words.entityTypes}
          names={text.entityTypes}
          chosen={form.entityTypes}
          onChoose={(entityTypes) => {
            setForm({ ...form, entityTypes });
          }}
        />
        <Choices<Tier>
          legend={words.tiers}
          names={text.tiers}
          chosen={form.tiers}
          onChoose={(tiers) => {
            setForm({ ...form, tiers });
          }}
        />
        <Field label={words.keys} hint={words.keysHint} problem={problemOf('canonicalKeys')}>
          {(props) => (
            <Input
              {...props}
              value={form.canonicalKeys}
              onChange={(event) => {
                setForm({ ...form, canonicalKeys: event.target.value });
              }}
            />
          )}
        </Field>
        {error && <ErrorNote error={error} />}
        <RefusalNote sentence={refusal && !isPlaced ? explainProblem(refusal) : undefined} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button kind="primary" type="submit" disabled={creation.fetching || update.fetching}>
            {webhook ? words.save : words.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ChoicesProps<V extends string> {
  legend: string;
  names: Readonly<Record<V, string>>;
  chosen: readonly V[];
  onChoose: (chosen: readonly V[]) => void;
}

function Choices<V extends string>({ legend, names, chosen, onChoose }: ChoicesProps<V>) {
  const values = Object.keys(names) as V[];
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-muted">{legend}</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4 gap-y-1">
        {values.map((value) => (
          <label key={value} className="flex items-center gap-2">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={chosen.includes(value)}
              onChange={(event) => {
                onChoose(event.target.checked ? [...chosen, value] : chosen.filter((each) => each !== value));
              }}
            />
            {names[value]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
