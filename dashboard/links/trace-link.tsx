import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { type Look, LOOKS } from './link-looks.ts';

export interface TraceLinkProps {
  correlationId: string;
  look?: Look;
  'aria-label'?: string;
  children: ReactNode;
}

/** Leads to the events that belong together. */
export function TraceLink({ correlationId, look = 'words', ...rest }: TraceLinkProps) {
  return <Link to="/trace/$correlationId" params={{ correlationId }} className={LOOKS[look]} {...rest} />;
}
