import { Outlet, useRouterState } from '@tanstack/react-router';
import { Menu as MenuIcon, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { useIsLater } from './app-context.ts';
import { ConnectionLine } from './connection-line.tsx';
import { Navigation } from './navigation.tsx';
import { NotificationBell } from './notification-bell.tsx';
import { QuickSearch } from './quick-search.tsx';
import { SessionProblem } from './session-problem.tsx';
import { ViewerMenu } from './viewer-menu.tsx';

/** What surrounds every page. */
export function Shell() {
  const [isMenuOpen, setMenuOpen] = useState(false);
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    setMenuOpen(false);
  }, [pathname]);

  const isLater = useIsLater();
  useEffect(() => {
    if (isLater) main.current?.focus({ preventScroll: true });
  }, [isLater]);

  const shown = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const lastShown = useRef<string>(undefined);
  useEffect(() => {
    const isNewPage = lastShown.current !== undefined && lastShown.current !== shown;
    lastShown.current = shown;
    // The link that was followed is gone or far from the new page, which may begin with a field.
    if (isNewPage && !(document.activeElement instanceof HTMLInputElement)) {
      main.current?.focus({ preventScroll: true });
    }
  }, [shown]);

  return (
    <div className="flex min-h-dvh flex-col lg:grid lg:grid-cols-[13rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr] print:block">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-accent focus:px-3 focus:py-2 focus:text-accent-ink"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {text.navigation.skip}
      </a>
      <header
        data-print="no"
        className="sticky top-0 z-30 flex min-h-13 items-center gap-2 border-b border-line bg-surface px-3 lg:col-span-2 lg:px-4"
      >
        <Button
          kind="quiet"
          className="lg:hidden"
          aria-label={text.navigation.menu}
          aria-expanded={isMenuOpen}
          onClick={() => {
            setMenuOpen(!isMenuOpen);
          }}
        >
          {isMenuOpen ? <X aria-hidden size={18} /> : <MenuIcon aria-hidden size={18} />}
        </Button>
        <span className="hidden items-center gap-2 text-sm font-semibold sm:flex lg:w-48">{text.common.product}</span>
        <QuickSearch />
        <div className="ml-auto flex items-center gap-1 sm:gap-2">
          <ConnectionLine />
          <NotificationBell />
          <ViewerMenu />
        </div>
      </header>
      <nav
        data-print="no"
        aria-label={text.navigation.label}
        className={`${isMenuOpen ? 'block' : 'hidden'} border-b border-line bg-surface p-2 lg:sticky lg:top-13 lg:block lg:h-[calc(100dvh-3.25rem)] lg:overflow-y-auto lg:border-r lg:border-b-0 lg:p-3`}
      >
        <Navigation />
      </nav>
      <main id="content" ref={main} tabIndex={-1} className="min-w-0 p-3 outline-none sm:p-5">
        <SessionProblem />
        <Outlet />
      </main>
    </div>
  );
}
