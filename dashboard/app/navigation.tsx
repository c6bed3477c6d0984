import { Link, type LinkProps } from '@tanstack/react-router';
import {
  Activity,
  CheckSquare,
  Database,
  GitFork,
  type LucideIcon,
  Settings,
  Siren,
  SlidersHorizontal,
  Table2,
  Terminal,
} from 'lucide-react';
import type { ReactNode } from 'react';

import { InboxBadge } from '../approvals/inbox/inbox-badge.tsx';
import { OpenIncidentsBadge } from '../incidents/watch/open-incidents-badge.tsx';
import { text } from '../text/text.ts';
import { useRole } from './app-context.ts';

const LINK =
  'flex min-h-9 items-center gap-2.5 rounded-md px-2.5 font-medium text-muted hover:bg-hover hover:text-ink data-[status=active]:bg-accent-soft data-[status=active]:text-accent';

export function Navigation() {
  const isAdmin = useRole('ADMIN');
  const isApprover = useRole('APPROVER');
  const isSteward = useRole('STEWARD');
  return (
    <ul className="flex flex-col gap-0.5">
      <Item to="/" icon={Activity} label={text.navigation.home} />
      <Item to="/entities" icon={Database} label={text.navigation.entities} />
      {isSteward && <Item to="/datasets" icon={Table2} label={text.navigation.datasets} />}
      <Item to="/lineage" icon={GitFork} label={text.navigation.lineage} />
      <Item to="/incidents" icon={Siren} label={text.navigation.incidents}>
        <OpenIncidentsBadge />
      </Item>
      <Item to="/approvals" icon={CheckSquare} label={text.navigation.approvals}>
        {isApprover && <InboxBadge />}
      </Item>
      <Item to="/policy" icon={SlidersHorizontal} label={text.navigation.policy} />
      {isAdmin && <Item to="/administration" icon={Settings} label={text.navigation.administration} />}
      <Item to="/explore" icon={Terminal} label={text.navigation.explore} />
    </ul>
  );
}

interface ItemProps {
  to: LinkProps['to'];
  icon: LucideIcon;
  label: string;
  /** At its end. */
  children?: ReactNode;
}

function Item({ to, icon: Icon, label, children }: ItemProps) {
  return (
    <li>
      <Link to={to} className={LINK} activeOptions={{ exact: to === '/', includeSearch: false }}>
        <Icon aria-hidden size={17} />
        {label}
        {children}
      </Link>
    </li>
  );
}
