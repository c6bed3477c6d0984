import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';

import { readAdministrationSearch } from '../administration/administration-search.ts';
import { readApprovalsSearch } from '../approvals/approvals-search.ts';
import { readChangeSearch, readNewEntitySearch } from '../change/change-search.ts';
import { loadChangePage, loadNewEntityPage } from '../change/load-pages.ts';
import { readDatasetSearch, readDatasetsSearch } from '../datasets/datasets-search.ts';
import { readEntitiesSearch } from '../entities/entities-search.ts';
import { readEntitySearch } from '../entity/entity-search.ts';
import { readHomeSearch } from '../home/home-search.ts';
import { readIncidentsSearch } from '../incidents/incidents-search.ts';
import { readLineageSearch } from '../lineage/lineage-search.ts';
import { readNotificationsSearch } from '../notifications/notifications-search.ts';
import { readPolicySearch } from '../policy/policy-search.ts';
import { readTraceSearch } from '../trace/trace-search.ts';
import { NotFound } from './not-found.tsx';
import { RouteProblem } from './route-problem.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

/* Each page is loaded when it is opened. Its state is in the URL: every view can be shared. */
const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    validateSearch: readHomeSearch,
    component: lazyRouteComponent(() => import('../home/home-page.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/entities',
    validateSearch: readEntitiesSearch,
    component: lazyRouteComponent(() => import('../entities/entities-page.tsx'), 'EntitiesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/entities/$entityType/$canonicalKey',
    validateSearch: readEntitySearch,
    component: lazyRouteComponent(() => import('../entity/entity-page.tsx'), 'EntityPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/datasets',
    validateSearch: readDatasetsSearch,
    component: lazyRouteComponent(() => import('../datasets/datasets-page.tsx'), 'DatasetsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/datasets/$schema/$table',
    validateSearch: readDatasetSearch,
    component: lazyRouteComponent(() => import('../datasets/dataset-page.tsx'), 'DatasetPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/change',
    validateSearch: readNewEntitySearch,
    component: lazyRouteComponent(loadNewEntityPage, 'NewEntityPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/change/$entityType/$canonicalKey',
    validateSearch: readChangeSearch,
    component: lazyRouteComponent(loadChangePage, 'ChangePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/change-set',
    component: lazyRouteComponent(() => import('../change-set/draft/draft-set-page.tsx'), 'DraftSetPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/lineage',
    component: lazyRouteComponent(() => import('../lineage/lineage-start-page.tsx'), 'LineageStartPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/lineage/$entityType/$canonicalKey',
    validateSearch: readLineageSearch,
    component: lazyRouteComponent(() => import('../lineage/lineage-page.tsx'), 'LineagePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/incidents',
    validateSearch: readIncidentsSearch,
    component: lazyRouteComponent(() => import('../incidents/incidents-page.tsx'), 'IncidentsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/incidents/$incidentId',
    component: lazyRouteComponent(() => import('../incidents/page/incident-page.tsx'), 'IncidentPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/approvals',
    validateSearch: readApprovalsSearch,
    component: lazyRouteComponent(() => import('../approvals/approvals-page.tsx'), 'ApprovalsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/approvals/$approvalId',
    component: lazyRouteComponent(() => import('../approval/approval-page.tsx'), 'ApprovalPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/approvals/sets/$changeSetId',
    component: lazyRouteComponent(() => import('../change-set/change-set-page.tsx'), 'ChangeSetPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/notifications',
    validateSearch: readNotificationsSearch,
    component: lazyRouteComponent(() => import('../notifications/notifications-page.tsx'), 'NotificationsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/trace/$correlationId',
    validateSearch: readTraceSearch,
    component: lazyRouteComponent(() => import('../trace/trace-page.tsx'), 'TracePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/policy',
    validateSearch: readPolicySearch,
    component: lazyRouteComponent(() => import('../policy/policy-page.tsx'), 'PolicyPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/administration',
    validateSearch: readAdministrationSearch,
    component: lazyRouteComponent(() => import('../administration/administration-page.tsx'), 'AdministrationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/explore',
    component: lazyRouteComponent(() => import('../explore/explore-page.tsx'), 'ExplorePage'),
  }),
] as const;

const routeTree = root.addChildren(routes);

export function createAppRouter() {
  return createRouter({
    routeTree,
    defaultPreload: 'intent',
    defaultErrorComponent: ({ error }) => <RouteProblem error={error} />,
    // Else what `validateSearch` leaves out would be there nevertheless.
    search: { strict: true },
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
