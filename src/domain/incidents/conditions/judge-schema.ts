import type { TierMonitoringPolicy } from '../../monitoring/monitoring-policy.ts';
import type { IncidentReference } from '../incident.ts';
import { namesText } from './figure-text.ts';
import { fine, NOT_WATCHED, trouble, type Verdict } from './verdict.ts';

export type Columns = NonNullable<IncidentReference['columns']>;

export interface SchemaJudged {
  columns: Columns;
  /** As they are normal. */
  normal: Columns;
  /** The table that was measured, for the sentence. */
  table: string;
  policy: Pick<TierMonitoringPolicy, 'watchSchema'>;
}

/** Whether a column came, went or changed its type. Their order does not matter. */
export function judgeSchema({ columns, normal, table, policy }: SchemaJudged): Verdict {
  if (!policy.watchSchema) return NOT_WATCHED;
  const { gone, come, changed } = differenceOf(normal, columns);
  if (gone.length + come.length + changed.length === 0) return fine(`${table} has the columns that it had.`);
  const parts = [
    ...(gone.length > 0 ? [`no longer has ${columnsText(gone)}`] : []),
    ...(changed.length > 0 ? [`changed the type of ${columnsText(changed)}`] : []),
    ...(come.length > 0 ? [`has the new ${columnsText(come)}`] : []),
  ];
  const now = columns.length === 1 ? '1 column' : `${columns.length} columns`;
  const summary = `${table} ${namesText(parts)}: ${now}, before ${normal.length}.`;
  const severity = gone.length + changed.length > 0 ? 'ERROR' : 'WARNING';
  return trouble(severity, summary, { reference: { columns: normal } });
}

function differenceOf(before: Columns, after: Columns) {
  const old = new Map(before.map(({ name, dataType }) => [name, dataType]));
  const current = new Map(after.map(({ name, dataType }) => [name, dataType]));
  return {
    gone: before.filter(({ name }) => !current.has(name)).map(({ name }) => name),
    come: after.filter(({ name }) => !old.has(name)).map(({ name }) => name),
    changed: after.flatMap(({ name, dataType }) => {
      const was = old.get(name);
      return was === undefined || was === dataType ? [] : [`${name} from ${was} to ${dataType}`];
    }),
  };
}

function columnsText(names: readonly string[]): string {
  return `${names.length === 1 ? 'column' : `${names.length} columns`} ${namesText(names)}`;
}
