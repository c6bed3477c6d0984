import { useState } from 'react';
import { useMutation } from 'urql';

import type { WebhookDeliveryStatus } from '../../gql/types.ts';
import { TraceLink } from '../../links/trace-link.tsx';
import { text } from '../../text/text.ts';
import { Badge, type Tone } from '../../ui/badges.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Time } from '../../ui/time.tsx';
import { explainProblem } from '../explain-problem.ts';
import { attemptText } from './attempt-text.ts';
import { type DeliveryLineFragment, RedeliverWebhookDeliveryDocument } from './webhooks.generated.ts';

const TONES: Readonly<Record<WebhookDeliveryStatus, Tone>> = { PENDING: 'accent', SUCCEEDED: 'good', FAILED: 'bad' };

/** One event for one webhook, with its attempts. */
export function Delivery({ delivery }: { delivery: DeliveryLineFragment }) {
  const { id, eventType, status, createdAt, nextAttemptAt, attempts, event } = delivery;
  const [refusal, setRefusal] = useState<string>();
  const [{ fetching, error }, redeliver] = useMutation(RedeliverWebhookDeliveryDocument);
  const words = text.administration.webhooks;

  const onRedeliver = async () => {
    setRefusal(undefined);
    const { data } = await redeliver({ input: { deliveryId: id } });
    if (data && data.redeliverWebhookDelivery.__typename !== 'RedeliverWebhookDeliverySuccess') {
      setRefusal(explainProblem(data.redeliverWebhookDelivery));
    }
  };

  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 border-t border-line py-2 first:border-t-0">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={TONES[status]}>{words.deliveryStatuses[status]}</Badge>
          {event ? (
            <TraceLink correlationId={event.correlationId} look="row">
              {text.eventTypes[eventType]}
            </TraceLink>
          ) : (
            <span>{text.eventTypes[eventType]}</span>
          )}
          <span className="text-xs text-muted">
            <Time at={createdAt} />
          </span>
        </p>
        {attempts.length > 0 && (
          <details className="mt-1 text-xs text-muted">
            <summary>{words.attempts(attempts.length)}</summary>
            <ol className="mt-1 flex flex-col gap-0.5 pl-3">
              {attempts.map((attempt) => (
                <li key={attempt.at} className="break-words">
                  <Time at={attempt.at} form="absolute" /> · {attemptText(attempt)}
                </li>
              ))}
            </ol>
          </details>
        )}
        {nextAttemptAt !== null && (
          <p className="text-xs text-muted">
            {words.nextAttempt} <Time at={nextAttemptAt} />
          </p>
        )}
        {error && <ErrorNote error={error} />}
        <RefusalNote sentence={refusal} />
      </div>
      {status !== 'PENDING' && (
        <Button size="small" disabled={fetching} onClick={() => void onRedeliver()}>
          {words.redeliver}
        </Button>
      )}
    </li>
  );
}
