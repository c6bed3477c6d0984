import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';

import { text } from '../text/text.ts';
import { buttonClass } from '../ui/button.tsx';

export function NotificationBell() {
  return (
    <Link to="/notifications" className={buttonClass('quiet')} aria-label={text.navigation.notifications}>
      <Bell aria-hidden size={17} />
    </Link>
  );
}
