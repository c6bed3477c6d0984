import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { LOOKS } from '../../links/link-looks.ts';
import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Compliance } from './compliance.tsx';
import { FigureLink } from './figure-link.tsx';
import { HeadCell } from './head-cell.tsx';
import { MeanScore } from './mean-score.tsx';
import type { PackFigures } from './pack-figures.ts';

const SHOWN = 5;
const CELL = 'px-3 py-1.5';

/** How the entities of each standard stand, the packs of most entities first. */
export function PacksPanel({ packs }: { packs: readonly PackFigures[] }) {
  const words = text.home.packs;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? packs : packs.slice(0, SHOWN);
  return (
    <Panel title={words.title} isFlush className="flex flex-col">
      <p className="px-4 pb-2 text-xs text-muted">{words.explained}</p>
      <div className="overflow-x-auto max-sm:hidden">
        <table className="w-full border-t border-line">
          <thead>
            <tr className="text-xs text-muted">
              <HeadCell>{words.pack}</HeadCell>
              <HeadCell>{text.home.compliant}</HeadCell>
              <HeadCell isNumber>{words.late}</HeadCell>
              <HeadCell isNumber>{text.home.meanScore}</HeadCell>
              <HeadCell isNumber>{words.governed}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {shown.map((pack) => (
              <Row key={pack.id} figures={pack} />
            ))}
          </tbody>
        </table>
      </div>
      <ul className="sm:hidden">
        {shown.map((pack) => (
          <Card key={pack.id} figures={pack} />
        ))}
      </ul>
      {packs.length > SHOWN && (
        <p className="border-t border-line px-3 py-1.5">
          <Button
            kind="quiet"
            size="small"
            aria-expanded={isWhole}
            onClick={() => {
              setWhole(!isWhole);
            }}
          >
            {isWhole ? text.home.showFewer : text.home.showAll(formatCount(packs.length))}
          </Button>
        </p>
      )}
    </Panel>
  );
}

function Row({ figures }: { figures: PackFigures }) {
  return (
    <tr className="border-t border-line">
      <th scope="row" className="max-w-56 py-1.5 pr-3 pl-4 text-left font-medium">
        <PackLink figures={figures} />
      </th>
      <td className={CELL}>
        <Measured figures={figures} />
      </td>
      <td className={`${CELL} text-right`}>
        <FigureLink figure={figures.late} label={labelOf(figures, 'late')} tone="text-warn" />
      </td>
      <td className={`${CELL} text-right`}>
        <MeanScore figures={figures} of={figures.id} />
      </td>
      <td className={`${CELL} pr-4 text-right`}>
        <FigureLink figure={figures.governed} label={labelOf(figures, 'governed')} />
      </td>
    </tr>
  );
}

/** A row where a table would be too wide. */
function Card({ figures }: { figures: PackFigures }) {
  const words = text.home.packs;
  const entries = [
    [words.late, <FigureLink key="late" figure={figures.late} label={labelOf(figures, 'late')} tone="text-warn" />],
    [text.home.meanScore, <MeanScore key="score" figures={figures} of={figures.id} />],
    [words.governed, <FigureLink key="governed" figure={figures.governed} label={labelOf(figures, 'governed')} />],
  ] as const;
  return (
    <li className="border-t border-line px-4 py-2.5">
      <div className="flex items-center justify-between gap-3">
        <span className="min-w-0 font-medium">
          <PackLink figures={figures} />
        </span>
        <Measured figures={figures} />
      </div>
      <dl className="mt-1.5 grid grid-cols-3 gap-x-2 text-xs">
        {entries.map(([label, value]) => (
          <div key={label}>
            <dt className="text-muted">{label}</dt>
            <dd className="text-sm">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function PackLink({ figures: { id, governed } }: { figures: PackFigures }) {
  return (
    <Link to="/entities" search={governed.search} title={id} className={`block truncate ${LOOKS.row}`}>
      {id}
    </Link>
  );
}

function Measured({ figures }: { figures: PackFigures }) {
  if (figures.entities.count === 0) return <span className="text-muted">{text.home.packs.unmeasured}</span>;
  return <Compliance figures={figures} labelOf={(what) => labelOf(figures, what)} />;
}

function labelOf(figures: PackFigures, what: 'compliant' | 'entities' | 'late' | 'governed'): string {
  const words = { compliant: text.home.compliant, entities: text.home.entities, ...text.home.packs };
  return text.home.figureOf(formatCount(figures[what].count), words[what].toLowerCase(), figures.id);
}
