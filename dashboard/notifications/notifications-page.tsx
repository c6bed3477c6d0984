import { text } from '../text/text.ts';
import { PageHeading } from '../ui/panel.tsx';

export function NotificationsPage() {
  return <PageHeading title={text.notifications.title} />;
}
