import { Link, type LinkProps } from '@tanstack/react-router';

import { useUnreadCount } from '../notifications/use-notification-inbox.ts';
import { formatCount, formatPercent, formatScore } from '../text/format.ts';
import { text } from '../text/text.ts';
import type { Degraded } from './degraded/find-degraded.ts';
import { groupDegraded } from './degraded/group-degraded.ts';
import type { TierFigures } from './health/tier-figures.ts';

export interface HeadlineProps {
  /** Each undefined while it is not known. */
  total: TierFigures | undefined;
  degraded: readonly Degraded[] | undefined;
  /** Whether more may be degraded than was looked at. */
  hasMoreDegraded: boolean;
  requestCount: number | undefined;
  /** Whether there can be requests to decide. */
  isApprover: boolean;
}

/** What one must know, to be seen from afar: is all well, what is not, what is there to do. */
export function Headline({ total, degraded, hasMoreDegraded, requestCount, isApprover }: HeadlineProps) {
  const words = text.home;
  const unreadCount = useUnreadCount();
  const missing = total && total.stale.count + total.never.count + total.failing.count;
  // The same that the list begins with.
  const worst = degraded && groupDegraded(degraded)[0]?.first;
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 xl:grid-cols-4">
      <Tile
        to={{ to: '/entities', search: total?.entities.search ?? {} }}
        label={words.compliant}
        value={total && (total.compliantPercent === undefined ? words.noValue : formatPercent(total.compliantPercent))}
        hint={total && words.compliantOf(formatCount(total.compliant.count), formatCount(total.entities.count))}
        tone={total?.compliantPercent === 100 ? 'text-good' : 'text-warn'}
      />
      <Tile
        to={{
          to: '/entities',
          search: { statuses: ['ACTIVE'], profileStates: ['STALE', 'NEVER', 'FAILING'], sort: 'TIER.ASC' },
        }}
        label={words.notProfiled}
        value={missing === undefined ? undefined : formatCount(missing)}
        hint={
          total &&
          (missing === 0
            ? words.allProfiled
            : words.notProfiledParts(
                formatCount(total.stale.count),
                formatCount(total.never.count),
                formatCount(total.failing.count),
              ))
        }
        tone={missing === 0 ? 'text-good' : (total?.failing.count ?? 0) > 0 ? 'text-bad' : 'text-warn'}
      />
      <Tile
        to={{ to: '/', hash: 'degraded', search: (before) => before }}
        label={words.degraded}
        value={degraded && words.atLeast(formatCount(degraded.length), hasMoreDegraded)}
        hint={
          degraded &&
          (worst
            ? words.degradedWorst(worst.entity.name, formatScore(worst.profile.qualityScore))
            : hasMoreDegraded
              ? words.degradedNoneSeen
              : words.degradedNone)
        }
        tone={worst ? 'text-bad' : hasMoreDegraded ? 'text-ink' : 'text-good'}
      />
      {isApprover ? (
        <Tile
          to={{ to: requestCount === 0 ? '/notifications' : '/approvals' }}
          label={words.waiting}
          value={requestCount === undefined ? undefined : words.requestCount(requestCount, formatCount(requestCount))}
          hint={
            unreadCount === undefined ? undefined : words.unreadNotifications(unreadCount, formatCount(unreadCount))
          }
          tone={requestCount === 0 ? 'text-ink' : 'text-accent'}
        />
      ) : (
        <Tile
          to={{ to: '/notifications' }}
          label={words.waiting}
          value={unreadCount === undefined ? undefined : formatCount(unreadCount)}
          hint={unreadCount === 1 ? words.unreadOne : words.unreadMany}
          tone={unreadCount === 0 ? 'text-ink' : 'text-accent'}
        />
      )}
    </div>
  );
}

interface TileProps {
  to: LinkProps;
  label: string;
  /** Undefined: not known yet. */
  value: string | undefined;
  hint: string | undefined;
  tone: string;
}

/** One figure, and where it leads. */
function Tile({ to, label, value, hint, tone }: TileProps) {
  return (
    <Link {...to} className="flex min-w-0 flex-col rounded-lg border border-line bg-surface px-4 py-2.5 hover:bg-hover">
      <span className="truncate text-xs font-medium text-muted">{label}</span>
      <span
        className={`truncate text-2xl leading-9 font-semibold tabular-nums ${value === undefined ? 'text-muted' : tone}`}
      >
        {value ?? '\u2026'}
      </span>
      <span className="min-h-8 text-xs text-muted sm:min-h-4">{hint ?? '\u00a0'}</span>
    </Link>
  );
}
