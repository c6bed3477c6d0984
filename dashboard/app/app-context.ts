import { createContext, use } from 'react';

import type { Role } from '../gql/types.ts';
import type { Graph } from '../graph/graph.ts';
import type { Session } from '../session/session.ts';

export interface Viewer {
  actorId: string;
  tenantId: string;
  roles: readonly Role[];
}

export interface AppParts {
  session: Session;
  graph: Graph;
  viewer: Viewer;
  /** Whether the page has shown another person's view or the sign-in before. */
  isLater: boolean;
}

export const AppContext = createContext<AppParts | undefined>(undefined);

function useApp(): AppParts {
  const parts = use(AppContext);
  if (!parts) throw new Error('there is no application around this component');
  return parts;
}

export function useSession(): Session {
  return useApp().session;
}

export function useGraph(): Graph {
  return useApp().graph;
}

/** Who uses the page. */
export function useViewer(): Viewer {
  return useApp().viewer;
}

/** Whether the focus has gone with what the page showed before. */
export function useIsLater(): boolean {
  return useApp().isLater;
}

/** Whether the viewer has the role. What it says is what is offered; the server decides. */
export function useRole(role: Role): boolean {
  return useViewer().roles.includes(role);
}
