import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { useOpenIncidentCount } from './use-incident-watch.ts';

/** How many groups of incidents are not resolved; nothing if there are none. */
export function OpenIncidentsBadge() {
  const count = useOpenIncidentCount() ?? 0;
  if (count === 0) return null;
  return (
    <span className="ml-auto rounded-full bg-bad-soft px-1.5 text-xs font-semibold text-bad tabular-nums">
      <span aria-hidden>{formatCount(count)}</span>
      <span className="sr-only">{text.navigation.openIncidents(formatCount(count))}</span>
    </span>
  );
}
