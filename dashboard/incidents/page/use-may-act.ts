import { useViewer } from '../../app/app-context.ts';

/** Whether the viewer may act on incidents. What it says is what is offered; the server decides. */
export function useMayAct(): boolean {
  const { roles } = useViewer();
  return roles.some((role) => role === 'STEWARD' || role === 'APPROVER' || role === 'ADMIN');
}
