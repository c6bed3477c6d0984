import { Link, useSearch } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';

import { ShowQuery } from '../explore/show-query.tsx';
import { FeedView } from '../live/feed-view.tsx';
import { formatCount } from '../text/format.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyNote } from '../ui/notes.tsx';
import { PageHeading, Panel } from '../ui/panel.tsx';
import { NotificationRow } from './notification-row.tsx';
import { notificationTitle } from './notification-text.ts';
import { NotificationPageDocument } from './notifications.generated.ts';
import { useNotificationFeed } from './use-notification-feed.ts';
import { useUnreadCount } from './use-notification-inbox.ts';
import { useReadMarks } from './use-read-marks.ts';

export function NotificationsPage() {
  const { show } = useSearch({ from: '/notifications' });
  const unreadOnly = show !== 'all';
  const words = text.notifications;
  const unreadCount = useUnreadCount();
  return (
    <>
      <PageHeading title={words.title} hint={words.hint} />
      {/* Another view is another list. */}
      <NotificationList key={String(unreadOnly)} unreadOnly={unreadOnly} unreadCount={unreadCount} />
      <ShowQuery document={NotificationPageDocument} variables={{ filter: { unreadOnly }, first: 20 }} />
    </>
  );
}

interface NotificationListProps {
  unreadOnly: boolean;
  unreadCount: number | undefined;
}

function NotificationList({ unreadOnly, unreadCount }: NotificationListProps) {
  const words = text.notifications;
  const feed = useNotificationFeed(unreadOnly);
  const items = useSyncExternalStore(feed.onChange, () => feed.state.items);
  const { isRead, mark, markAllRead, problem } = useReadMarks();
  const hasUnread = items?.some((item) => !isRead(item)) ?? false;
  return (
    <Panel
      isFlush
      title={unreadCount === undefined ? words.title : words.unreadCount(unreadCount, formatCount(unreadCount))}
      actions={
        <>
          <nav aria-label={words.show} className="flex rounded-md border border-line p-0.5">
            <View label={words.unread} isShown={unreadOnly} />
            <View label={words.all} isShown={!unreadOnly} search={{ show: 'all' }} />
          </nav>
          <Button
            size="small"
            disabled={!hasUnread}
            title={words.markAllHint}
            onClick={() => void markAllRead(items ?? [])}
          >
            {words.markAllRead}
          </Button>
        </>
      }
    >
      {problem !== undefined && (
        <p role="alert" className="mx-4 mb-2 rounded-md bg-bad-soft px-3 py-2 text-bad">
          {words.failed(problem)}
        </p>
      )}
      <FeedView
        feed={feed}
        label={words.list}
        describe={notificationTitle}
        renderItem={(item) => (
          <NotificationRow
            key={item.cursor}
            notification={item}
            isRead={isRead(item)}
            onMark={(toRead) => void mark(item, toRead)}
          />
        )}
        empty={
          <EmptyNote title={unreadOnly ? words.emptyUnread : words.empty}>
            {unreadOnly ? words.emptyUnreadHint : words.emptyHint}
          </EmptyNote>
        }
        end={unreadOnly ? words.endUnread : words.end}
      />
    </Panel>
  );
}

function View({ label, isShown, search = {} }: { label: string; isShown: boolean; search?: { show?: 'all' } }) {
  return (
    <Link
      to="/notifications"
      search={search}
      aria-current={isShown ? 'page' : undefined}
      className={`rounded px-2.5 py-0.5 text-xs font-medium ${isShown ? 'bg-accent-soft text-accent' : 'text-muted hover:text-ink'}`}
    >
      {label}
    </Link>
  );
}
