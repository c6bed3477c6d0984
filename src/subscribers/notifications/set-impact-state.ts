import { decisionEventId } from '../../domain/approvals/decision-event.ts';
import { deriveId } from '../../events/schemas/create-event.ts';
import { type AppliedItem, findAppliedItems } from '../../store/approvals/applied-items.ts';
import type { Db } from '../../store/database/drizzle.ts';
import { findRecordedEvents } from '../../store/lineage/impacts-of-events.ts';

interface RecordedItem {
  item: AppliedItem;
  offset: number;
  eventId: string;
  /** Whether the item affects more than is stored. */
  isTruncated: boolean;
}

/** What is known by now of what the changes of a set affect. */
export interface SetImpact {
  /** Those that took effect. */
  items: readonly AppliedItem[];
  /** Those whose impact is stored, by the offset of the event, in the order of the log. They never get fewer. */
  recorded: ReadonlyMap<number, RecordedItem>;
  /** Whether these are all that took effect. */
  isComplete: boolean;
}

export async function readSetImpact(db: Db, tenantId: string, changeSetId: string): Promise<SetImpact> {
  const items = await findAppliedItems(db, tenantId, changeSetId);
  const byEvent = new Map(items.map((item) => [followedEventOf(item), item]));
  const recorded = new Map<number, RecordedItem>();
  for (const event of await findRecordedEvents(db, tenantId, [...byEvent.keys()])) {
    const item = byEvent.get(event.eventId);
    if (item) recorded.set(event.offset, { ...event, item });
  }
  return { items, recorded, isComplete: recorded.size >= byEvent.size };
}

/** The id of the event whose impact is determined for an item. */
function followedEventOf(item: AppliedItem): string {
  const isDeprecation = item.kind === 'DEPRECATE' && item.entityType !== 'KPI';
  return deriveId(isDeprecation ? 'deprecated' : 'changed', decisionEventId(item));
}
