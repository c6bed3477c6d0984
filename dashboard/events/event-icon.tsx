import {
  Archive,
  BadgeCheck,
  CircleCheck,
  CircleX,
  Clock,
  Gauge,
  type LucideIcon,
  MessageCircleQuestion,
  Pencil,
  RefreshCw,
  TrendingDown,
} from 'lucide-react';

import type { EventType } from '../gql/types.ts';
import { text } from '../text/text.ts';

const ICONS: Readonly<Record<EventType, readonly [LucideIcon, string]>> = {
  APPROVAL_APPROVED: [CircleCheck, 'text-good'],
  APPROVAL_CREATED: [MessageCircleQuestion, 'text-accent'],
  APPROVAL_REJECTED: [CircleX, 'text-bad'],
  DATA_QUALITY_DEGRADED: [TrendingDown, 'text-bad'],
  DATA_REFRESHED: [RefreshCw, 'text-muted'],
  KPI_APPROVED: [BadgeCheck, 'text-good'],
  KPI_CHANGED: [Pencil, 'text-accent'],
  METADATA_APPROVED: [BadgeCheck, 'text-good'],
  METADATA_CHANGED: [Pencil, 'text-accent'],
  METADATA_DEPRECATED: [Archive, 'text-warn'],
  METADATA_PROFILE_COMPLETED: [Gauge, 'text-muted'],
  METADATA_PROFILE_DUE: [Clock, 'text-muted'],
  METADATA_PROFILE_FAILED: [CircleX, 'text-bad'],
};

/** Says the type of an event to the eye and, by its title, in words. */
export function EventIcon({ type }: { type: EventType }) {
  const [Icon, tone] = ICONS[type];
  const label = text.eventTypes[type];
  return (
    <span role="img" aria-label={label} title={label} className={`mt-0.5 shrink-0 ${tone}`}>
      <Icon aria-hidden size={15} />
    </span>
  );
}
