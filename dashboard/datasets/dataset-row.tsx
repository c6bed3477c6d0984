import { Link } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';

import { EntityLink } from '../links/entity-link.tsx';
import { LOOKS } from '../links/link-looks.ts';
import { datasetsText } from '../text/datasets.ts';
import { formatCount } from '../text/format.ts';
import { Badge } from '../ui/badges.tsx';
import { GradeAndScore } from '../ui/figures/grade-and-score.tsx';
import type { DatasetLineFragment } from './datasets.generated.ts';

/** How many entities are named; the page of the dataset names all. */
const NAMED = 3;
const words = datasetsText;
const CELL = 'px-2 py-1.5 align-top max-sm:px-4 max-sm:py-0.5 sm:first:pl-4 sm:last:pr-4';

/** A table or view of the warehouse. On a phone its cells stand below one another. */
export function DatasetRow({ dataset: { schema, table, kind, columns, entities, readable } }: DatasetRowProps) {
  return (
    <tr className="border-t border-line max-sm:flex max-sm:flex-col max-sm:py-1.5 max-sm:first:border-t-0">
      <th scope="row" className={`${CELL} text-left font-normal`}>
        <Link to="/datasets/$schema/$table" params={{ schema, table }} className={LOOKS.name}>
          <span className="font-normal text-muted">{schema}.</span>
          {table}
        </Link>
      </th>
      <td className={`${CELL} whitespace-nowrap text-muted`}>
        {words.kinds[kind]}
        <span className="sm:hidden"> · {words.columnCount(columns.length, formatCount(columns.length))}</span>
      </td>
      <td className={`${CELL} text-right tabular-nums max-sm:hidden`}>{formatCount(columns.length)}</td>
      <td className={CELL}>
        {entities.length === 0 ? (
          <Badge tone="accent">{words.ungoverned}</Badge>
        ) : (
          <ul className="flex flex-col gap-0.5">
            {entities.slice(0, NAMED).map((entity) => (
              <li key={entity.id} className="flex flex-wrap items-center gap-x-2">
                <EntityLink entity={entity} />
                {entity.latestProfile && <GradeAndScore {...entity.latestProfile} />}
              </li>
            ))}
            {entities.length > NAMED && (
              <li className="text-xs text-muted">{words.moreEntities(entities.length - NAMED)}</li>
            )}
          </ul>
        )}
      </td>
      <td className={CELL}>
        {readable ? (
          <span className="text-muted max-sm:hidden">{words.readable}</span>
        ) : (
          <span className="flex max-w-md items-start gap-1.5 text-xs text-warn">
            <CircleAlert aria-hidden size={14} className="mt-px shrink-0" />
            <span>
              <span className="font-medium">{words.notReadable}.</span> {words.whyNotReadable[kind]}
            </span>
          </span>
        )}
      </td>
    </tr>
  );
}

interface DatasetRowProps {
  dataset: DatasetLineFragment;
}
