import { useState } from 'react';
import { useQuery } from 'urql';

import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyNote } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { Webhook } from './webhook.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhooksDocument } from './webhooks.generated.ts';

/** As many as a tenant can have. */
const MAX_WEBHOOKS = 20;

/** The URLs that events are posted to. */
export function WebhooksTab() {
  const [state, execute] = useQuery({ query: WebhooksDocument });
  const [isCreating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string>();
  const words = text.administration.webhooks;
  const refresh = () => {
    execute({ requestPolicy: 'network-only' });
  };
  const create = (
    <Button
      kind="primary"
      disabled={(state.data?.webhooks.length ?? 0) >= MAX_WEBHOOKS}
      onClick={() => {
        setCreating(true);
      }}
    >
      {words.create}
    </Button>
  );
  return (
    <>
      <QueryView state={state} onRetry={refresh}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <Panel>
              <EmptyNote title={words.none}>
                <p className="mb-3">{words.noneHint}</p>
                {create}
              </EmptyNote>
            </Panel>
          ) : (
            <div className="flex flex-col gap-3">
              <div className="flex flex-wrap items-center justify-between gap-2">
                <p className="text-muted">{words.count(webhooks.length, MAX_WEBHOOKS)}</p>
                {create}
              </div>
              {webhooks.map((webhook) => (
                <Webhook key={webhook.id} webhook={webhook} onDeleted={refresh} onSecret={setSecret} />
              ))}
            </div>
          )
        }
      </QueryView>
      {isCreating && (
        <WebhookForm
          onClose={() => {
            setCreating(false);
          }}
          onSaved={(created) => {
            setCreating(false);
            setSecret(created);
            refresh();
          }}
        />
      )}
      {secret !== undefined && (
        <SecretDialog
          secret={secret}
          onClose={() => {
            setSecret(undefined);
          }}
        />
      )}
    </>
  );
}
