import { text } from '../../text/text.ts';
import type { HideableColumn } from '../entities-search.ts';
import type { EntityLiveFragment } from '../entity-live.generated.ts';
import type { CsvValue } from './write-csv.ts';

interface CsvColumn {
  title: string;
  valueOf: (entity: EntityLiveFragment) => CsvValue;
}

const { columns, csv } = text.entities;

/** Without these, a line would not say what it is about. */
const ALWAYS: readonly CsvColumn[] = [
  { title: csv.key, valueOf: ({ canonicalKey }) => canonicalKey },
  { title: columns.name, valueOf: ({ name }) => name },
  { title: columns.type, valueOf: ({ entityType }) => entityType },
  { title: csv.status, valueOf: ({ status }) => status },
];

/** Times in UTC, and values as the API names them: for programs. */
const OTHERS: Readonly<Record<HideableColumn, readonly CsvColumn[]>> = {
  type: [],
  tier: [{ title: columns.tier, valueOf: ({ tier }) => tier }],
  owner: [{ title: columns.owner, valueOf: ({ owner }) => owner }],
  grade: [{ title: columns.grade, valueOf: ({ latestProfile }) => latestProfile?.qualityGrade }],
  score: [{ title: columns.score, valueOf: ({ latestProfile }) => latestProfile?.qualityScore }],
  trend: [],
  freshness: [
    { title: csv.state, valueOf: ({ profileState }) => profileState },
    { title: csv.lastProfiled, valueOf: ({ lastProfiledAt }) => lastProfiledAt },
  ],
  due: [{ title: columns.due, valueOf: ({ nextProfileDueAt }) => nextProfileDueAt }],
  approval: [{ title: csv.approval, valueOf: ({ pendingApproval }) => pendingApproval?.id }],
  updated: [{ title: columns.updated, valueOf: ({ updatedAt }) => updatedAt }],
};

export function csvColumnsOf(shown: readonly HideableColumn[]): readonly CsvColumn[] {
  return [...ALWAYS, ...shown.flatMap((column) => OTHERS[column])];
}
