import type { IncidentResolution, IncidentStatus } from '../../gql/types.ts';
import { incidentText as words } from '../../text/incidents.ts';
import { Badge, type Tone } from '../../ui/badges.tsx';

const TONES: Readonly<Record<IncidentStatus, Tone>> = {
  OPEN: 'bad',
  ACKNOWLEDGED: 'accent',
  SNOOZED: 'neutral',
  RESOLVED: 'good',
};

/** How it stands; how it ended, if it has. */
export function IncidentStatusBadge({
  incident: { status, resolution },
}: {
  incident: { status: IncidentStatus; resolution: IncidentResolution | null };
}) {
  return (
    <Badge
      tone={TONES[status]}
      title={resolution ? words.resolutionsExplained[resolution] : words.statusesExplained[status]}
    >
      {resolution ? words.resolutions[resolution] : words.statuses[status]}
    </Badge>
  );
}
