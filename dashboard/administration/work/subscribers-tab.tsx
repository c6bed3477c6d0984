import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';

import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { classNames } from '../../ui/class-names.ts';
import { Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import { usePoll } from '../../ui/use-poll.ts';
import { SubscribersDocument, type SubscribersQuery } from './work.generated.ts';

const POLL_MS = 5_000;

type Subscriber = SubscribersQuery['subscribers'][number];

/** All durable work and how far behind it is, refreshed while one looks. */
export function SubscribersTab() {
  const [state, execute] = useQuery({ query: SubscribersDocument });
  const refresh = () => {
    execute({ requestPolicy: 'network-only' });
  };
  usePoll(refresh, POLL_MS);
  return (
    <QueryView state={state} onRetry={refresh} loading={<Skeleton className="h-96" />}>
      {({ subscribers }) => <SubscriberTable subscribers={subscribers} />}
    </QueryView>
  );
}

function SubscriberTable({ subscribers }: { subscribers: readonly Subscriber[] }) {
  const words = text.administration.subscribers;
  const head = 'px-4 py-2 text-left text-xs font-medium text-muted whitespace-nowrap';
  return (
    <Panel isFlush>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={text.administration.tabs.subscribers}>
        <table className="w-full border-collapse">
          <thead>
            <tr>
              <th scope="col" className={head}>
                {words.name}
              </th>
              {[words.waiting, words.active, words.retrying, words.deadLetters].map((name) => (
                <th key={name} scope="col" className={`${head} text-right`}>
                  {name}
                </th>
              ))}
              <th scope="col" className={head}>
                {words.oldest}
              </th>
              <th scope="col" className={head}>
                {words.handles}
              </th>
            </tr>
          </thead>
          <tbody>
            {subscribers.map(({ name, waiting, active, retrying, deadLetters, oldestAt, types }) => (
              <tr key={name} className="border-t border-line align-baseline hover:bg-hover">
                <th scope="row" className="px-4 py-2 text-left font-medium whitespace-nowrap">
                  {name}
                </th>
                <Count count={waiting} />
                <Count count={active} />
                <Count count={retrying} tone="text-warn" />
                <td className="px-4 py-2 text-right tabular-nums">
                  {deadLetters > 0 ? (
                    <Link
                      to="/administration"
                      search={{ tab: 'dead-letters' }}
                      className="font-semibold text-bad underline"
                    >
                      {formatCount(deadLetters)}
                    </Link>
                  ) : (
                    <span className="text-muted">0</span>
                  )}
                </td>
                <td className="px-4 py-2 whitespace-nowrap">
                  {oldestAt === null ? <span className="text-muted">{words.idle}</span> : <Time at={oldestAt} />}
                </td>
                <td className="min-w-72 px-4 py-2 text-xs text-muted">
                  {types.length === 0
                    ? words.followUp
                    : types.length === Object.keys(text.eventTypes).length
                      ? words.allEvents
                      : types.map((type) => text.eventTypes[type]).join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Count({ count, tone }: { count: number; tone?: string }) {
  return (
    <td className={classNames('px-4 py-2 text-right tabular-nums', count === 0 ? 'text-muted' : tone)}>
      {formatCount(count)}
    </td>
  );
}
