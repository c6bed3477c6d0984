import type { Entity, FieldChange } from '../../domain/entities/entity.ts';
import { type Issue, statusDiff } from '../../domain/entities/entity-change.ts';
import { textOfName } from '../../domain/entities/entity-name.ts';
import { findEntitiesById, findEntity } from '../../store/entities/entities.ts';
import type { Transaction } from '../../store/unit-of-work.ts';

export interface StatusChange {
  diff: FieldChange[];
  /** The deprecated entity that is to be in use again. */
  reactivatesId: string | null;
  /** The entity that takes the place of a deprecated one; null: none does, or one that is still to be created. */
  replacedById: string | null;
  issues: Issue[];
}

/**
 * What a deprecation of an active entity, or the reactivation of a deprecated one, changes.
 * @param createdNames texts of the names of what is created together with it
 */
export async function planStatusChange(
  tx: Transaction,
  entity: Entity,
  { kind, replacedBy }: { kind: 'DEPRECATE' | 'REACTIVATE'; replacedBy?: string | undefined },
  createdNames: ReadonlySet<string>,
): Promise<StatusChange> {
  if (kind === 'REACTIVATE') {
    const { id, replacedById } = entity;
    const replacement = replacedById === null ? undefined : await findById(tx, entity, replacedById);
    const diff = statusDiff('DEPRECATED', 'ACTIVE', { before: replacement?.canonicalKey });
    return { diff, reactivatesId: id, replacedById: null, issues: [] };
  }
  if (replacedBy !== undefined && createdNames.has(textOfName({ ...entity, canonicalKey: replacedBy }))) {
    const diff = statusDiff('ACTIVE', 'DEPRECATED', { after: replacedBy });
    return { diff, reactivatesId: null, replacedById: null, issues: [] };
  }
  const replacement = replacedBy === undefined ? undefined : await findReplacement(tx, entity, replacedBy);
  return {
    diff: statusDiff('ACTIVE', 'DEPRECATED', { after: replacement?.canonicalKey }),
    reactivatesId: null,
    replacedById: replacement?.id ?? null,
    issues: issuesOfReplacement(entity, replacedBy, replacement),
  };
}

/** By canonical key, else by id. */
async function findReplacement(tx: Transaction, entity: Entity, replacedBy: string): Promise<Entity | undefined> {
  const { tenantId, entityType } = entity;
  return (await findEntity(tx.db, tenantId, entityType, replacedBy)) ?? (await findById(tx, entity, replacedBy));
}

async function findById(tx: Transaction, { tenantId, entityType }: Entity, id: string): Promise<Entity | undefined> {
  const [found] = await findEntitiesById(tx.db, tenantId, [id]);
  return found?.entityType === entityType ? found : undefined;
}

function issuesOfReplacement(
  { id, entityType }: Entity,
  replacedBy: string | undefined,
  replacement: Entity | undefined,
): Issue[] {
  const issue = (message: string) => [{ path: ['replacedBy'], message }];
  if (replacedBy === undefined) return [];
  if (!replacement) return issue(`there is no ${entityType} ${replacedBy}`);
  if (replacement.id === id) return issue('must not be the entity itself');
  return replacement.status === 'ACTIVE' ? [] : issue(`${entityType} ${replacedBy} is ${replacement.status}`);
}
