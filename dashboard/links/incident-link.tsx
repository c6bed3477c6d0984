import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { type Look, LOOKS } from './link-looks.ts';

export interface IncidentLinkProps {
  incidentId: string;
  look?: Look;
  title?: string;
  'aria-label'?: string;
  children: ReactNode;
}

/** Leads to an incident. */
export function IncidentLink({ incidentId, look = 'words', ...rest }: IncidentLinkProps) {
  return <Link to="/incidents/$incidentId" params={{ incidentId }} className={LOOKS[look]} {...rest} />;
}
