import type { Actor, ChangeKind } from '../../events/schemas/vocabulary.ts';
import type { EntityContent, FieldChange } from './entity.ts';
import type { EntityName } from './entity-name.ts';

/** How a version came about. */
export const VERSION_ORIGINS = ['APPROVAL', 'IMPORT'] as const;
export type VersionOrigin = (typeof VERSION_ORIGINS)[number];

/** An entity as one applied change left it. */
export interface EntityVersion extends EntityName {
  tenantId: string;
  entityId: string;
  /** 1 for the creation. */
  version: number;
  kind: ChangeKind;
  origin: VersionOrigin;
  diff: FieldChange[];
  content: EntityContent;
  /** The request behind it; null: the version was imported. */
  approvalId: string | null;
  requestedBy: Actor;
  decidedBy: Actor | null;
  changedAt: Date;
}
