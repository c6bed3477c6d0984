import type { Approval } from '../../../domain/approvals/approval.ts';
import type { ChangeSet } from '../../../domain/approvals/change-set.ts';
import type { Entity } from '../../../domain/entities/entity.ts';
import type { Issue } from '../../../domain/entities/entity-change.ts';
import { referencesOf } from '../../../domain/entities/entity-definition.ts';
import { type EntityName, textOfName } from '../../../domain/entities/entity-name.ts';
import { newId } from '../../../domain/ids.ts';
import type { Viewer } from '../../../domain/viewer.ts';
import { recordSteps } from '../../../store/approvals/approval-steps.ts';
import { findOpenApprovals } from '../../../store/approvals/approvals.ts';
import { insertItems } from '../../../store/approvals/change-set-items.ts';
import { insertChangeSet } from '../../../store/approvals/change-sets.ts';
import { findEntitiesByName, holdFreeEntities } from '../../../store/entities/entities.ts';
import { joinCreations } from '../../../store/entities/write/creation-lock.ts';
import { lockNames } from '../../../store/entities/write/write-entities.ts';
import type { Transaction } from '../../../store/unit-of-work.ts';
import { conflict, done, invalid, notFound, type Outcome, type Refusal } from '../../outcome.ts';
import { createdEventOf } from '../announce-request.ts';
import { draftApproval, type Proposal, type RequestRefusal } from '../draft-approval.ts';
import { atItem } from './item-path.ts';

type Draft = Outcome<{ approval: Approval }, RequestRefusal>;

/** Another transaction changes the entity at the moment. */
interface Busy {
  kind: 'busy';
  entity: EntityName;
}

/** Stores a change set that is right in itself, with its items, and announces them; nothing if one of them is refused. */
export async function submitChangeSet(
  tx: Transaction,
  viewer: Viewer,
  wanted: Pick<ChangeSet, 'atomic'> & { comment?: string | undefined },
  proposals: readonly Proposal[],
): Promise<Outcome<{ changeSet: ChangeSet; warnings: Issue[] }, RequestRefusal> | Busy> {
  const { tenantId } = viewer;
  const surroundings = await holdSurroundings(tx, tenantId, proposals);
  if ('kind' in surroundings) return surroundings;
  const open = await findOpenApprovals(
    tx.db,
    tenantId,
    proposals.map(({ request }) => request),
  );
  const { entities, knownNames } = surroundings;
  const drafts: Draft[] = [];
  for (const proposal of proposals) {
    const name = textOfName(proposal.request);
    const drafted = await draftApproval(tx, viewer, proposal, { entity: entities.get(name), knownNames });
    const inTheWay = open.find((request) => textOfName(request) === name);
    drafts.push(drafted.kind === 'done' && inTheWay ? conflictWith(inTheWay) : drafted);
  }
  const refusal = refusalOf(drafts);
  if (refusal) return refusal;

  const approvals = drafts.flatMap((drafted) => (drafted.kind === 'done' ? [drafted.approval] : []));
  const { changeSet, items } = setOf(viewer, wanted, approvals);
  await insertChangeSet(tx.db, changeSet);
  await insertItems(tx.db, items);
  await recordSteps(
    tx,
    tenantId,
    items.map(({ id, round }) => ({ approvalId: id, round, kind: 'OPENED' })),
  );
  for (const item of items) tx.emit(createdEventOf(item));
  const warnings = items.flatMap((item, position) => atItem(position, item.warnings));
  return done({ changeSet, warnings });
}

/**
 * What the items meet in the store, which others cannot change until the transaction ends. First the names, then the
 * entities that exist, then the lock of creations: an import that holds the last waits for nobody.
 */
async function holdSurroundings(
  tx: Transaction,
  tenantId: string,
  proposals: readonly Proposal[],
): Promise<{ entities: Map<string, Entity>; knownNames: Set<string> } | Busy> {
  const names = proposals.map(({ request }) => request);
  const created = names.filter(({ kind }) => kind === 'CREATE');
  await lockNames(tx.db, tenantId, names);
  const existing = await findEntitiesByName(
    tx.db,
    tenantId,
    names.filter(({ kind }) => kind !== 'CREATE'),
  );
  const held = await holdFreeEntities(
    tx.db,
    tenantId,
    existing.map(({ id }) => id),
  );
  const heldIds = new Set(held.map(({ id }) => id));
  const busy = existing.find(({ id }) => !heldIds.has(id));
  if (busy) return { kind: 'busy', entity: busy };
  if (created.length > 0) await joinCreations(tx.db, tenantId);
  const taken = await findEntitiesByName(tx.db, tenantId, created);
  const references = new Map(
    proposals.flatMap(({ change }) => referencesOf(change).map((reference) => [textOfName(reference), reference])),
  );
  const known = await findEntitiesByName(tx.db, tenantId, [...references.values()]);
  return {
    entities: new Map([...held, ...taken].map((entity) => [textOfName(entity), entity])),
    knownNames: new Set([...known, ...created].map(textOfName)),
  };
}

function conflictWith(open: Approval) {
  const { entityType, canonicalKey, requestedBy } = open;
  return conflict(`${entityType} ${canonicalKey} already has an open request by ${requestedBy.actorId}.`, open);
}

/**
 * Why the set is refused because of its items; undefined: none was. Invalid input is reported with all that is wrong;
 * otherwise, the message names each item that cannot be requested.
 */
function refusalOf(drafts: readonly Draft[]) {
  const refused = drafts.flatMap((drafted, position) => (drafted.kind === 'done' ? [] : [{ drafted, position }]));
  const [first] = refused;
  if (!first) return undefined;
  if (refused.some(({ drafted }) => drafted.kind === 'invalid')) {
    return invalid(refused.flatMap(({ drafted, position }) => issuesOfItem(position, drafted)));
  }
  const message = refused.map(({ drafted, position }) => `items.${position}: ${drafted.message}`).join(' ');
  const { drafted } = first;
  return drafted.kind === 'conflict' ? conflict(message, drafted.approval) : notFound(message);
}

function issuesOfItem(position: number, refusal: Refusal): Issue[] {
  const { message } = refusal;
  return atItem(position, refusal.kind === 'invalid' ? refusal.issues : [{ path: ['canonicalKey'], message }]);
}

function setOf(
  viewer: Viewer,
  { atomic, comment }: Pick<ChangeSet, 'atomic'> & { comment?: string | undefined },
  approvals: readonly Approval[],
): { changeSet: ChangeSet; items: Approval[] } {
  const [first] = approvals;
  if (!first) throw new Error('a change set has at least one item');
  const changeSet: ChangeSet = {
    id: newId('CHANGE_SET'),
    tenantId: viewer.tenantId,
    atomic,
    itemCount: approvals.length,
    comment: comment ?? null,
    requestedBy: viewer.actor,
    requestedAt: first.requestedAt,
    correlationId: first.createdEventId,
    noticeEvents: {},
  };
  // What is decided as a whole takes as many votes as the most important item.
  const approversNeeded = Math.max(...approvals.map((approval) => approval.approversNeeded));
  const items = approvals.map((approval, position): Approval => ({
    ...approval,
    ...(atomic && { approversNeeded }),
    correlationId: changeSet.correlationId,
    changeSetId: changeSet.id,
    changeSetPosition: position,
    changeSetHold: atomic ? 'DECISION' : 'EFFECT',
  }));
  return { changeSet, items };
}
