import type { Db } from '../database/drizzle.ts';
import { findRelatives, hasOthersOpen, lockGroupsOf, lockRootFor, type Relatives, TABLE_CAUSES } from './find-roots.ts';
import type { IncidentChange } from './incident-changes.ts';

type Row = IncidentChange['incident'];

interface Opened {
  row: Row;
  /** The sentence of what was seen. */
  text: string;
}

/**
 * Finds the root of each new incident, those that are opened with it among them, and takes the open groups downstream of it
 * into its own. The lock of the tenant's incidents must be held: two that are opened at once never become roots of one
 * another. `changed` is what the transaction has changed and not stored yet.
 */
export async function groupOpened(
  tx: Db,
  tenantId: string,
  opened: readonly Opened[],
  changed: readonly IncidentChange[],
): Promise<IncidentChange[]> {
  if (opened.length === 0) return [];
  const entityIds = [...new Set(opened.map(({ row }) => row.entityId))];
  const hasOthers = entityIds.length > 1 || (await hasOthersOpen(tx, tenantId, entityIds));
  const relatives = new Map<string, Relatives>();
  for (const { row } of opened) {
    if (hasOthers && !relatives.has(row.entityId)) {
      relatives.set(row.entityId, await findRelatives(tx, tenantId, row));
    }
  }
  const ended = changed.filter(({ step }) => step.kind === 'RESOLVED').map(({ incident }) => incident.id);
  const current = new Map(changed.map(({ incident }) => [incident.id, incident]));
  const rows = new Map<string, Row>();
  const steps: { id: string; step: IncidentChange['step'] }[] = [];
  const attach = (row: Row, rootId: string, at: Date) => {
    rows.set(row.id, { ...row, rootId });
    steps.push({ id: row.id, step: { kind: 'ATTACHED', actor: null, text: null, at, details: { rootId } } });
  };
  /** The root of one that may have been attached here. */
  const rootOf = (id: string) => rows.get(id)?.rootId ?? id;
  for (const { row, text } of opened) {
    const near = relatives.get(row.entityId) ?? { upstream: [], downstream: [] };
    const stored = await lockRootFor(tx, row, near, ended);
    const companion = [...rows.values()].find((one) => belongsTo(row, one, near));
    steps.push({ id: row.id, step: { kind: 'OPENED', actor: null, text, at: row.openedAt, details: null } });
    rows.set(row.id, row);
    const first = stored ?? companion?.id;
    if (first !== undefined) attach(row, rootOf(first), row.openedAt);
    const rootId = rootOf(row.id);
    const below = await lockGroupsOf(tx, tenantId, near.downstream, rootId);
    for (const taken of below) {
      const isFree = !rows.has(taken.id) && !ended.includes(taken.id);
      if (isFree) attach(current.get(taken.id) ?? taken, rootId, row.openedAt);
    }
    // What was opened together with it, and lies downstream.
    const others = [...rows.values()].filter(({ id, rootId }) => rootId === null && id !== rootOf(row.id));
    for (const root of others.filter(({ entityId }) => near.downstream.includes(entityId))) {
      const members = [...rows.values()].filter((one) => one.rootId === root.id);
      for (const one of [root, ...members]) attach(one, rootId, row.openedAt);
    }
  }
  return steps.flatMap(({ id, step }) => {
    const incident = rows.get(id);
    return incident ? [{ incident, step }] : [];
  });
}

/** As `lockRootFor` decides it, for one that is opened at the same time. */
function belongsTo(row: Row, earlier: Row, { upstream, downstream }: Relatives): boolean {
  if (upstream.includes(earlier.entityId)) return true;
  if (downstream.includes(earlier.entityId)) return false;
  if (row.correlationId !== null && earlier.correlationId === row.correlationId) return true;
  const isSameTable = earlier.boundSchema === row.boundSchema && earlier.boundTable === row.boundTable;
  return TABLE_CAUSES.includes(row.cause) && earlier.cause === row.cause && isSameTable && row.boundTable !== null;
}
