import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useMemo } from 'react';
import { useQuery } from 'urql';

import type { Severity } from '../../gql/types.ts';
import { TakeButton } from '../../home/take-button.tsx';
import { LOOKS } from '../../links/link-looks.ts';
import { useHeld } from '../../live/use-held.ts';
import { formatCount } from '../../text/format.ts';
import { incidentText } from '../../text/incidents.ts';
import { text } from '../../text/text.ts';
import { type Tone, TONES } from '../../ui/badges.tsx';
import { Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { IncidentLineFragment } from '../incident-line.generated.ts';
import { IncidentRow } from '../rows/incident-row.tsx';
import { useIncidentChanges } from '../watch/use-incident-watch.ts';
import { IncidentTimes } from './incident-times.tsx';
import { OpenIncidentsDocument, type OpenIncidentsQuery } from './open-incidents.generated.ts';

const words = incidentText.home;
const keyOf = ({ id }: IncidentLineFragment) => id;

/** What is wrong now: how much of each severity, the newest five, and how soon such things are taken care of. */
export function OpenIncidentsPanel() {
  const [state, ask] = useQuery({ query: OpenIncidentsDocument });
  const refresh = () => {
    ask({ requestPolicy: 'network-only' });
  };
  useIncidentChanges(refresh);
  const current = useMemo(() => state.data?.incidents.edges.map(({ node }) => node) ?? [], [state.data]);
  const isSettled = state.data !== undefined && !state.fetching && !state.stale;
  const { rows, newCount, take } = useHeld(current, keyOf, isSettled);
  return (
    <Panel
      title={words.title}
      isFlush
      actions={<TakeButton list={words.title} changes={text.home.update(newCount, 0, '')} onTake={take} />}
    >
      <QueryView
        state={state}
        onRetry={refresh}
        loading={
          <div className="px-4 pb-4">
            <Skeleton className="h-40" />
          </div>
        }
      >
        {(data) =>
          rows.length === 0 ? (
            <p className="flex items-start gap-2 border-t border-line px-4 py-3">
              <CircleCheck aria-hidden size={16} className="mt-0.5 shrink-0 text-good" />
              {words.none}
            </p>
          ) : (
            <>
              <Severities counts={data} />
              <ol aria-label={words.newest} className="border-t border-line">
                {rows.map(({ key, item, isGone }) => (
                  // One that newer ones have pushed down still stands as it was.
                  <IncidentRow key={key} incident={item} isGone={isGone && item.status === 'RESOLVED'} />
                ))}
              </ol>
            </>
          )
        }
      </QueryView>
      <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-xs">
        {state.data && <IncidentTimes tiers={state.data.incidentSummary} />}
        <Link to="/incidents" className={LOOKS.row}>
          {words.all}
        </Link>
      </footer>
    </Panel>
  );
}

const SEVERITIES: readonly (readonly [key: keyof OpenIncidentsQuery & Lowercase<Severity>, Severity, Tone])[] = [
  ['critical', 'CRITICAL', 'bad'],
  ['error', 'ERROR', 'bad'],
  ['warning', 'WARNING', 'warn'],
  ['info', 'INFO', 'neutral'],
];

/** How many of each severity, each a link to them. */
function Severities({ counts }: { counts: OpenIncidentsQuery }) {
  return (
    <ul aria-label={words.bySeverity} className="flex flex-wrap gap-2 px-4 pb-2">
      {SEVERITIES.filter(([key]) => counts[key].totalCount > 0).map(([key, severity, tone]) => (
        <li key={key}>
          <Link
            to="/incidents"
            search={{ severities: [severity] }}
            className={`rounded px-2 py-0.5 text-xs font-medium tabular-nums hover:underline ${TONES[tone]}`}
          >
            {words.severityCount(formatCount(counts[key].totalCount), text.entity.severities[severity])}
          </Link>
        </li>
      ))}
    </ul>
  );
}
