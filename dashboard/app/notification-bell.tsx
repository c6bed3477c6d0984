import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';

import { useUnreadCount } from '../notifications/use-notification-inbox.ts';
import { formatCount } from '../text/format.ts';
import { text } from '../text/text.ts';
import { buttonClass } from '../ui/button.tsx';

/** Leads to the notifications, and says how many are unread. */
export function NotificationBell() {
  const unreadCount = useUnreadCount() ?? 0;
  const label = text.notifications.bell(unreadCount, formatCount(unreadCount));
  return (
    <Link to="/notifications" className={`${buttonClass('quiet')} relative`} title={label}>
      <span className="sr-only">{label}</span>
      <Bell aria-hidden size={17} />
      {unreadCount > 0 && (
        <span
          aria-hidden
          data-testid="unread-count"
          className="absolute top-0 left-1/2 min-w-4.5 rounded-full bg-accent px-1 text-center text-[11px] leading-4.5 font-semibold text-accent-ink tabular-nums"
        >
          {unreadCount > 99 ? '99+' : unreadCount}
        </span>
      )}
    </Link>
  );
}
