import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { type Look, LOOKS } from './link-looks.ts';

export interface ApprovalLinkProps {
  approvalId: string;
  look?: Look;
  title?: string;
  tabIndex?: number;
  'aria-label'?: string;
  children: ReactNode;
}

/** Leads to a request for approval. */
export function ApprovalLink({ approvalId, look = 'words', ...rest }: ApprovalLinkProps) {
  return <Link to="/approvals/$approvalId" params={{ approvalId }} className={LOOKS[look]} {...rest} />;
}
