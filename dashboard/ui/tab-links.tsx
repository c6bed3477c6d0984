import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface TabLink {
  key: string;
  label: ReactNode;
  to: LinkProps['to'];
  params?: LinkProps['params'];
  search: LinkProps['search'];
}

export interface TabLinksProps {
  /** What the tabs are of, for screen readers. */
  label: string;
  tabs: readonly TabLink[];
  /** Key of the tab that is shown. */
  chosen: string;
}

/** Views of a page that each have a URL: they are links, and the browser's back leads to the one before. */
export function TabLinks({ label, tabs, chosen }: TabLinksProps) {
  return (
    <nav aria-label={label} data-print="no" className="mb-4 border-b border-line">
      <ul className="flex flex-wrap gap-x-1">
        {tabs.map(({ key, label: name, ...target }) => (
          <li key={key}>
            <Link
              {...target}
              resetScroll={false}
              // Else the router takes each tab for the current page whose search is a part of the page's.
              activeOptions={{ exact: true, explicitUndefined: true }}
              aria-current={key === chosen ? 'page' : undefined}
              className="-mb-px inline-flex min-h-9 items-center gap-1.5 border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-accent"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
