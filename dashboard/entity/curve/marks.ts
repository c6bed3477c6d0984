import { fieldLabel } from '../../diff/field-label.ts';
import { formatCount, formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import type { ScoreMarksQuery } from './curve.generated.ts';

export type MarkKind = 'degraded' | 'change' | 'refresh';

/** Something that may explain a curve, at its time. */
export interface Mark {
  key: string;
  kind: MarkKind;
  atMs: number;
  sentence: string;
  detail?: string;
  /** Whether it is told; others are only marked. */
  isTold: boolean;
  correlationId?: string;
  approvalId?: string;
}

/** What happened, newest first. */
export function marksOf({ events, entity }: ScoreMarksQuery): Mark[] {
  return [
    ...events.edges.flatMap(({ node }) => degradationOf(node)),
    ...(entity?.versions.edges ?? []).map(({ node }) => changeOf(node)),
    ...(entity?.profilingDecisions.edges ?? []).flatMap(({ node }) => refreshOf(node)),
  ].sort((a, b) => b.atMs - a.atMs);
}

function degradationOf(event: ScoreMarksQuery['events']['edges'][number]['node']): Mark[] {
  if (event.__typename !== 'DataQualityDegradedEvent') return [];
  const { cursor, createdAt, correlationId, degradation, explanation } = event;
  const { previousScore, qualityScore, dropPercent } = degradation;
  return [
    {
      key: cursor,
      kind: 'degraded',
      atMs: Date.parse(createdAt),
      isTold: true,
      sentence:
        explanation?.summary ??
        text.entity.marks.degraded(formatScore(previousScore), formatScore(qualityScore), formatScore(dropPercent)),
      correlationId,
    },
  ];
}

type Entity = NonNullable<ScoreMarksQuery['entity']>;

function changeOf(version: Entity['versions']['edges'][number]['node']): Mark {
  const words = text.entity.marks;
  const { origin, requestedBy, decidedBy, approval } = version;
  const isImport = origin === 'IMPORT';
  return {
    key: `version ${version.version}`,
    kind: 'change',
    atMs: Date.parse(version.changedAt),
    isTold: true,
    sentence: sentenceOf(version, isImport),
    detail:
      decidedBy && !isImport ? words.by(requestedBy.actorId, decidedBy.actorId) : words.importedBy(requestedBy.actorId),
    ...(approval && { approvalId: approval.id }),
  };
}

function sentenceOf({ version, kind, diff }: Entity['versions']['edges'][number]['node'], isImport: boolean): string {
  const words = text.entity.marks;
  if (kind === 'CREATE') return words.created;
  if (kind === 'DEPRECATE') return words.deprecated;
  return isImport
    ? words.imported(version)
    : words.changed(version, diff.map(({ field }) => fieldLabel(field)).join(', '));
}

function refreshOf({ id, event, profiled }: Entity['profilingDecisions']['edges'][number]['node']): Mark[] {
  if (event.__typename !== 'DataRefreshedEvent') return [];
  const words = text.entity.marks;
  const { refresh, createdAt, correlationId, source } = event;
  const { rowsReported } = refresh;
  const rows = rowsReported === null ? words.rowsUnknown : words.rowsAffected(formatCount(rowsReported));
  return [
    {
      key: id,
      kind: 'refresh',
      atMs: Date.parse(createdAt),
      isTold: profiled,
      sentence: `${words.refresh[refresh.refreshType]} (${rows})${profiled ? '.' : `, ${words.notProfiled}.`}`,
      detail: text.sources[source],
      correlationId,
    },
  ];
}
