import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Panel } from '../../ui/panel.tsx';
import { Compliance } from './compliance.tsx';
import { FigureLink } from './figure-link.tsx';
import { GradeBar } from './grade-bar.tsx';
import { HeadCell } from './head-cell.tsx';
import { MeanScore } from './mean-score.tsx';
import type { TierFigures } from './tier-figures.ts';

export interface HealthPanelProps {
  tiers: readonly TierFigures[];
  total: TierFigures;
}

/** How the tiers stand, the most important first. */
export function HealthPanel({ tiers, total }: HealthPanelProps) {
  const words = text.home;
  return (
    <Panel title={words.health} isFlush className="flex flex-col">
      <p className="px-4 pb-2 text-xs text-muted">{words.compliantExplained}</p>
      <div className="overflow-x-auto max-sm:hidden">
        <table className="w-full border-t border-line">
          <thead>
            <tr className="text-xs text-muted">
              <HeadCell>{words.tier}</HeadCell>
              <HeadCell>{words.compliant}</HeadCell>
              <HeadCell isNumber>{words.stale}</HeadCell>
              <HeadCell isNumber>{words.never}</HeadCell>
              <HeadCell isNumber>{words.failing}</HeadCell>
              <HeadCell isNumber>{words.meanScore}</HeadCell>
              <HeadCell>{words.grades}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {tiers.map((tier) => (
              <Row key={tier.tier} figures={tier} />
            ))}
          </tbody>
          <tfoot>
            <Row figures={total} />
          </tfoot>
        </table>
      </div>
      <ul className="sm:hidden">
        {[...tiers, total].map((tier) => (
          <Card key={nameOf(tier)} figures={tier} />
        ))}
      </ul>
    </Panel>
  );
}

const CELL = 'px-3 py-1.5';

function Row({ figures }: { figures: TierFigures }) {
  const name = nameOf(figures);
  return (
    <tr className="border-t border-line">
      <th scope="row" className="py-1.5 pr-3 pl-4 text-left font-medium whitespace-nowrap">
        {name}
      </th>
      {figures.entities.count === 0 ? (
        <td colSpan={6} className={`${CELL} text-muted`}>
          {text.home.noneInTier}
        </td>
      ) : (
        <>
          <td className={CELL}>
            <Compliance figures={figures} labelOf={(what) => labelOf(figures, what)} />
          </td>
          <td className={`${CELL} text-right`}>
            <FigureLink figure={figures.stale} label={labelOf(figures, 'stale')} tone="text-warn" />
          </td>
          <td className={`${CELL} text-right`}>
            <FigureLink figure={figures.never} label={labelOf(figures, 'never')} tone="text-warn" />
          </td>
          <td className={`${CELL} text-right`}>
            <FigureLink figure={figures.failing} label={labelOf(figures, 'failing')} tone="text-bad" />
          </td>
          <td className={`${CELL} text-right`}>
            <MeanScore figures={figures} of={name} />
          </td>
          <td className={`${CELL} pr-4`}>
            <GradeBar grades={figures.grades} tierName={name} />
          </td>
        </>
      )}
    </tr>
  );
}

/** A row where a table would be too wide. */
function Card({ figures }: { figures: TierFigures }) {
  const words = text.home;
  const name = nameOf(figures);
  const entries = [
    [words.stale, <FigureLink key="stale" figure={figures.stale} label={labelOf(figures, 'stale')} tone="text-warn" />],
    [
      words.neverShort,
      <FigureLink key="never" figure={figures.never} label={labelOf(figures, 'never')} tone="text-warn" />,
    ],
    [
      words.failing,
      <FigureLink key="failing" figure={figures.failing} label={labelOf(figures, 'failing')} tone="text-bad" />,
    ],
    [words.meanScore, <MeanScore key="score" figures={figures} of={name} />],
  ] as const;
  return (
    <li className="border-t border-line px-4 py-2.5">
      <div className="flex items-center justify-between gap-3">
        <span className="font-medium">{name}</span>
        {figures.entities.count === 0 ? (
          <span className="text-muted">{words.noneInTier}</span>
        ) : (
          <Compliance figures={figures} labelOf={(what) => labelOf(figures, what)} />
        )}
      </div>
      {figures.entities.count > 0 && (
        <>
          <dl className="mt-1.5 grid grid-cols-4 gap-x-2 text-xs">
            {entries.map(([label, value]) => (
              <div key={label} className="flex flex-col justify-end">
                <dt className="text-muted">{label}</dt>
                <dd className="text-sm">{value}</dd>
              </div>
            ))}
          </dl>
          <div className="mt-2">
            <GradeBar grades={figures.grades} tierName={name} />
          </div>
        </>
      )}
    </li>
  );
}

function nameOf({ tier }: TierFigures): string {
  return tier ? text.tiers[tier] : text.home.allTiers;
}

function labelOf(figures: TierFigures, what: 'compliant' | 'stale' | 'never' | 'failing' | 'entities'): string {
  return text.home.figureOf(formatCount(figures[what].count), text.home[what].toLowerCase(), nameOf(figures));
}
