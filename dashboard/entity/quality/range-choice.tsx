import { Link } from '@tanstack/react-router';

import { text } from '../../text/text.ts';
import { type Range, RANGES } from '../entity-search.ts';
import { CHOICE } from '../link-classes.ts';
import { ENTITY_ROUTE } from '../use-search.ts';

/** Each time that the curve can show is a link. */
export function RangeChoice({ current }: { current: Range }) {
  return (
    <nav aria-label={text.entity.quality.rangeLabel} data-print="no">
      <ul className="flex flex-wrap gap-0.5">
        {RANGES.map((range) => (
          <li key={range}>
            <Link
              from={ENTITY_ROUTE}
              to="."
              search={(search) => ({ ...search, range })}
              replace
              resetScroll={false}
              activeOptions={{ exact: true }}
              aria-current={range === current ? 'true' : undefined}
              data-chosen={range === current}
              className={CHOICE}
            >
              {text.entity.ranges[range]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
