import { getRouteApi, Link } from '@tanstack/react-router';

import type { WebhookStatus } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { Badge, type Tone } from '../../ui/badges.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Time } from '../../ui/time.tsx';
import { Deliveries } from './deliveries.tsx';
import { WebhookActions, type WebhookProps } from './webhook-actions.tsx';
import { describeFilter } from './webhook-filter.ts';

const route = getRouteApi('/administration');
const TONES: Readonly<Record<WebhookStatus, Tone>> = { ACTIVE: 'good', PAUSED: 'warn', STOPPED: 'bad' };

export function Webhook({ webhook, onDeleted, onSecret }: WebhookProps) {
  const { id, url, status, statusReason, filter, createdAt, createdBy, previousSecretUntil } = webhook;
  const isOpen = route.useSearch().webhook === id;
  const words = text.administration.webhooks;
  return (
    <Panel
      title={
        <span className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 break-all">{url}</span>
          <Badge tone={TONES[status]}>{words.statuses[status]}</Badge>
        </span>
      }
    >
      <div className="flex flex-col gap-2">
        {statusReason !== null && <p>{statusReason}</p>}
        <p>
          <span className="text-muted">{words.sends}</span> {describeFilter(filter)}
        </p>
        <p className="text-xs text-muted">
          {words.createdBy(createdBy.actorId)} <Time at={createdAt} />
          {previousSecretUntil !== null && (
            <>
              {' · '}
              {words.previousSecret} <Time at={previousSecretUntil} form="absolute" />
            </>
          )}
        </p>
        <div className="flex flex-wrap gap-2">
          <Link
            to="/administration"
            search={isOpen ? {} : { webhook: id }}
            replace
            resetScroll={false}
            aria-expanded={isOpen}
            className={buttonClass('plain', 'small')}
          >
            {isOpen ? words.hideDeliveries : words.showDeliveries}
          </Link>
          <WebhookActions webhook={webhook} onDeleted={onDeleted} onSecret={onSecret} />
        </div>
        {isOpen && <Deliveries webhookId={id} />}
      </div>
    </Panel>
  );
}
