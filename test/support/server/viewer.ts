import type { Viewer } from '../../../src/domain/viewer.ts';

/** Somebody of the tenant acme who may only read and follow. */
export function viewerOf(changes: Partial<Viewer> = {}): Viewer {
  return {
    tenantId: 'acme',
    actor: { actorId: 'vera', actorType: 'HUMAN' },
    roles: ['VIEWER'],
    sources: [],
    ...changes,
  };
}
