import { useState } from 'react';
import { useQuery } from 'urql';

import type { WebhookDeliveryStatus } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { usePoll } from '../../ui/use-poll.ts';
import { Delivery } from './delivery.tsx';
import { WebhookDeliveriesDocument } from './webhooks.generated.ts';

const POLL_MS = 5_000;
const PAGE_SIZE = 20;
const MAX_SHOWN = 100;

/** What was sent to a webhook, newest first, refreshed while one looks. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const [status, setStatus] = useState<WebhookDeliveryStatus>();
  const [first, setFirst] = useState(PAGE_SIZE);
  const [state, execute] = useQuery({
    query: WebhookDeliveriesDocument,
    variables: { id: webhookId, filter: status ? { statuses: [status] } : null, first },
  });
  const refresh = () => {
    execute({ requestPolicy: 'network-only' });
  };
  usePoll(refresh, POLL_MS);
  const words = text.administration.webhooks;
  const statuses = Object.keys(words.deliveryStatuses) as WebhookDeliveryStatus[];
  return (
    <div className="mt-2 border-t border-line pt-3">
      <div className="mb-2 w-40">
        <Field label={words.deliveryStatus}>
          {(props) => (
            <Select
              {...props}
              value={status ?? ''}
              onChange={(event) => {
                setStatus(statuses.find((each) => each === event.target.value));
              }}
            >
              <option value="">{words.allDeliveries}</option>
              {statuses.map((each) => (
                <option key={each} value={each}>
                  {words.deliveryStatuses[each]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <QueryView state={state} onRetry={refresh}>
        {({ webhook }) => {
          const { edges = [], pageInfo } = webhook?.deliveries ?? {};
          if (edges.length === 0) return <p className="py-3 text-muted">{words.noDeliveries}</p>;
          return (
            <>
              <ul>
                {edges.map(({ node }) => (
                  <Delivery key={node.id} delivery={node} />
                ))}
              </ul>
              {pageInfo?.hasNextPage === true && first < MAX_SHOWN && (
                <Button
                  size="small"
                  className="mt-2"
                  onClick={() => {
                    setFirst(Math.min(first + PAGE_SIZE, MAX_SHOWN));
                  }}
                >
                  {text.common.showMore}
                </Button>
              )}
            </>
          );
        }}
      </QueryView>
    </div>
  );
}
