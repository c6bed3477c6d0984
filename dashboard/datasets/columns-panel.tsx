import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';

import { ruleInWords } from '../entity/overview/rule-in-words.ts';
import { SeverityBadge } from '../entity/rules/severity-badge.tsx';
import { CELL, HEAD, TableFrame } from '../entity/table-frame.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { datasetsText } from '../text/datasets.ts';
import { formatCount } from '../text/format.ts';
import { Badge } from '../ui/badges.tsx';
import { Panel } from '../ui/panel.tsx';
import type { DatasetColumnLineFragment, DatasetPageQuery } from './dataset.generated.ts';

const words = datasetsText.columns;
type Dataset = NonNullable<DatasetPageQuery['dataset']>;

/** The columns as the warehouse describes them now, and the rules that each has. */
export function ColumnsPanel({ dataset: { schema, table, columns } }: { dataset: Dataset }) {
  return (
    <Panel title={`${words.title} (${formatCount(columns.length)})`}>
      {columns.length === 0 ? (
        <p className="text-muted">{words.none}</p>
      ) : (
        <TableFrame label={words.label}>
          <thead>
            <tr>
              <th scope="col" className={`${HEAD} sticky left-0 z-1 bg-surface`}>
                {words.headings.name}
              </th>
              <th scope="col" className={HEAD}>
                {words.headings.type}
              </th>
              <th scope="col" className={HEAD}>
                {words.headings.nullable}
              </th>
              <th scope="col" className={HEAD}>
                {words.headings.rules}
              </th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <Row key={column.name} schema={schema} table={table} column={column} />
            ))}
          </tbody>
        </TableFrame>
      )}
    </Panel>
  );
}

interface RowProps {
  schema: string;
  table: string;
  column: DatasetColumnLineFragment;
}

function Row({ schema, table, column: { name, dataType, nullable, inPrimaryKey, rules } }: RowProps) {
  return (
    <tr className="border-t border-line">
      <th scope="row" className={`${CELL} sticky left-0 max-w-60 min-w-36 bg-surface text-left font-medium`}>
        <span className="[overflow-wrap:anywhere]">{name}</span>{' '}
        {inPrimaryKey && (
          <Badge tone="accent" title={words.keyHint}>
            {words.key}
          </Badge>
        )}
      </th>
      <td className={`${CELL} font-mono text-xs leading-5 text-muted`}>{dataType}</td>
      <td className={`${CELL} text-muted`}>{nullable ? words.yes : words.no}</td>
      <td className={`${CELL} min-w-56`}>
        <span className="flex items-start justify-between gap-2">
          <ul className="flex min-w-0 flex-col gap-0.5">
            {rules.map((rule) => (
              <li key={rule.id} className="flex flex-wrap items-center gap-x-2">
                <EntityLink entity={rule} title={ruleInWords(rule.check, name).sentence} />
                <SeverityBadge severity={rule.severity} />
              </li>
            ))}
          </ul>
          <Link
            to="/change"
            search={{ type: 'BUSINESS_RULE', schema, table, column: name }}
            aria-label={words.addRuleTo(name)}
            title={words.addRuleTo(name)}
            className="inline-flex min-h-6 shrink-0 items-center gap-1 text-xs text-muted hover:text-accent hover:underline"
            data-print="no"
          >
            <Plus aria-hidden size={13} />
            {words.addRule}
          </Link>
        </span>
      </td>
    </tr>
  );
}
