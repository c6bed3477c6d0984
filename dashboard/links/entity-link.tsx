import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { EntitySearch } from '../entity/entity-search.ts';
import type { EntityType } from '../gql/types.ts';
import { text } from '../text/text.ts';
import { type Look, LOOKS } from './link-looks.ts';

export interface EntityLinkProps {
  entity: { entityType: EntityType; canonicalKey: string; name?: string };
  look?: Look;
  /** Which view of it is opened. */
  search?: EntitySearch;
  title?: string;
  tabIndex?: number;
  /** Default: its name, else its key. */
  children?: ReactNode;
}

/** Leads to the page of an entity. */
export function EntityLink({ entity, look = 'words', search, title, tabIndex, children }: EntityLinkProps) {
  const { entityType, canonicalKey, name } = entity;
  return (
    <Link
      to="/entities/$entityType/$canonicalKey"
      params={{ entityType, canonicalKey }}
      search={search ?? {}}
      title={title ?? `${text.entityTypes[entityType]} ${canonicalKey}`}
      tabIndex={tabIndex}
      className={LOOKS[look]}
    >
      {children ?? name ?? canonicalKey}
    </Link>
  );
}
