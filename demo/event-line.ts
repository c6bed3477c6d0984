import type { Decision } from './operations.ts';
import type { AffectingEvent, SeenEvent, SeenEventOf } from './seen-event.ts';
import type { Line } from './terminal.ts';

/** What must be remembered to show only what is new in a profile. Entities are identified by their ids. */
export interface Memory {
  scores: Map<string, number | undefined>;
  /** The score that an entity had before its drop. */
  scoresBeforeDrop: Map<string, number>;
}

/** The line for an event, or null if the previous line says the same. Updates the memory. */
export function lineOf(event: SeenEvent, memory: Memory): Line | null {
  const at = event.createdAt;
  switch (event.__typename) {
    case 'DataRefreshedEvent': {
      const { service, rowsReported, refreshType } = event.payload;
      const sign = refreshType === 'INCREMENTAL' ? '+' : '';
      const rows = rowsReported === null ? 'unknown number of' : `${sign}${count(rowsReported)}`;
      const text = `${rows} rows, ${refreshType.toLowerCase()}`;
      return { at, verb: 'refreshed', subject: `${service.schema}.${service.table}`, text };
    }
    case 'MetadataProfileDueEvent': {
      const { canonicalKey, priority, dueReason } = event.payload;
      const why = dueReason === 'MANUAL' ? 'somebody asks for a profile' : 'its profile has grown old';
      return { at, verb: 'due', subject: canonicalKey, text: `${why}, priority ${priority.toLowerCase()}` };
    }
    case 'MetadataProfileCompletedEvent':
      return profileLine(event, memory);
    case 'MetadataProfileFailedEvent': {
      const { canonicalKey, errorCode, errorMessage } = event.payload;
      return { at, verb: 'failed', subject: canonicalKey, text: `${errorCode}: ${errorMessage}`, tone: 'bad' };
    }
    case 'DataQualityDegradedEvent':
      return degradedLine(event, memory);
    case 'ApprovalCreatedEvent': {
      const { canonicalKey, changeType, requestedBy } = event.payload;
      return {
        at,
        verb: 'requested',
        subject: canonicalKey,
        text: `${changeType.toLowerCase()}, by ${requestedBy.actorId}`,
      };
    }
    case 'ApprovalApprovedEvent': {
      const { canonicalKey, approvedBy, approvalComment } = event.payload;
      const comment = approvalComment === null ? '' : `: ${approvalComment}`;
      return { at, verb: 'approved', subject: canonicalKey, text: `by ${approvedBy.actorId}${comment}`, tone: 'good' };
    }
    case 'ApprovalRejectedEvent': {
      const { canonicalKey, rejectedBy, rejectReason } = event.payload;
      return {
        at,
        verb: 'rejected',
        subject: canonicalKey,
        text: `by ${rejectedBy.actorId}: ${rejectReason}`,
        tone: 'bad',
      };
    }
    case 'MetadataChangedEvent':
    case 'KpiChangedEvent': {
      const { canonicalKey, changedFields, entityVersion } = event.payload;
      const text = `${changedFields.join(', ')}; version ${entityVersion} is in force`;
      return { at, verb: 'changed', subject: canonicalKey, text };
    }
    case 'MetadataDeprecatedEvent': {
      const { canonicalKey, deprecationReason } = event.payload;
      return { at, verb: 'deprecated', subject: canonicalKey, text: deprecationReason ?? '' };
    }
    case 'MetadataApprovedEvent':
    case 'KpiApprovedEvent':
      return null;
  }
}

/** What lies downstream of an event, nearest first; empty if nothing does. */
export function impactLines(event: AffectingEvent): Line[] {
  const { totalCount, nodes } = event.affectedEntities;
  if (totalCount === 0) return [];
  const names = nodes.map(({ canonicalKey }) => canonicalKey);
  const more = totalCount - names.length;
  const text = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  return [{ at: event.createdAt, verb: 'affects', subject: event.payload.canonicalKey, text: `downstream: ${text}` }];
}

function profileLine(event: SeenEventOf<'MetadataProfileCompletedEvent'>, { scores, scoresBeforeDrop }: Memory): Line {
  const { entityId, entityType, canonicalKey, qualityScore, qualityGrade, validity, rowCount } = event.payload;
  const previous = scores.get(entityId);
  scores.set(entityId, qualityScore);
  const was =
    previous === undefined ? 'its first' : previous === qualityScore ? 'as before' : `was ${figure(previous)}`;
  const subject = canonicalKey;
  const score = `${figure(qualityScore)} ${qualityGrade} (${was})`;

  const beforeDrop = scoresBeforeDrop.get(entityId);
  if (beforeDrop !== undefined && qualityScore >= 0.9 * beforeDrop) {
    scoresBeforeDrop.delete(entityId);
    return { at: event.createdAt, verb: 'recovered', subject, text: score, tone: 'good' };
  }
  const valid = entityType === 'BUSINESS_RULE' ? `, ${figure(validity)} % valid` : '';
  const tone = previous === qualityScore ? 'quiet' : undefined;
  const text = `${score}${valid}, ${count(rowCount)} rows`;
  return { at: event.createdAt, verb: 'profiled', subject, text, ...(tone && { tone }) };
}

function degradedLine(event: SeenEventOf<'DataQualityDegradedEvent'>, { scoresBeforeDrop }: Memory): Line {
  const { entityId, canonicalKey, previousScore, qualityScore, dropPercent, dimensions } = event.payload;
  if (!scoresBeforeDrop.has(entityId)) scoresBeforeDrop.set(entityId, previousScore);
  const worse = dimensions
    .filter(({ previous, current }) => current < previous)
    .map(({ dimension, previous, current }) => `${dimension.toLowerCase()} ${figure(previous)} to ${figure(current)}`);
  const text = `${figure(previousScore)} to ${figure(qualityScore)}, a drop of ${figure(dropPercent)} %: ${worse.join(', ')}`;
  return { at: event.createdAt, verb: 'degraded', subject: canonicalKey, text, tone: 'bad' };
}

/** One line for each rule that decided, however many entities it decided about; the dataset stands for all of them. */
export function decisionLines(at: Date, decisions: readonly Decision[]): Line[] {
  const rules = [...new Set(decisions.map(({ rule }) => rule))];
  return rules.flatMap((rule) => {
    const alike = decisions.filter((decision) => decision.rule === rule);
    const shown = alike.find(({ entity }) => entity?.entityType === 'METADATA') ?? alike[0];
    // The refresh of a table that nobody governs is evaluated too, but its decision belongs to no entity.
    if (!shown?.entity) return [];
    const { profiled, explanation, entity } = shown;
    const { canonicalKey } = entity;
    const subject = alike.length === 1 ? canonicalKey : `${canonicalKey} +${alike.length - 1}`;
    const line = { at, subject, text: `${rule}: ${explanation}` };
    return profiled ? { ...line, verb: 'profiling', tone: 'quiet' } : { ...line, verb: 'skipped' };
  });
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function figure(value: number): string {
  return value.toFixed(1);
}
