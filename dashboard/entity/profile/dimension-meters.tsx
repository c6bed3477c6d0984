import type { QualityDimension } from '../../gql/types.ts';
import { formatPercent } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import type { ProfileFiguresFragment } from './latest-profile.generated.ts';

type Dimensions = Pick<ProfileFiguresFragment, 'completeness' | 'uniqueness' | 'validity'>;

/** The three dimensions of a score, as figures and as lengths. */
export function DimensionMeters({ figures: { completeness, uniqueness, validity } }: { figures: Dimensions }) {
  return (
    <dl className="flex flex-col gap-2">
      <Meter dimension="COMPLETENESS" value={completeness} />
      <Meter dimension="UNIQUENESS" value={uniqueness} />
      <Meter dimension="VALIDITY" value={validity} />
    </dl>
  );
}

function Meter({ dimension, value }: { dimension: QualityDimension; value: number }) {
  const words = text.entity.dimensions;
  return (
    <div className="grid grid-cols-[7rem_minmax(0,1fr)_4.5rem] items-center gap-x-3" title={words.explained[dimension]}>
      <dt>{words[dimension]}</dt>
      <dd className="col-start-3 text-right whitespace-nowrap tabular-nums">{formatPercent(value)}</dd>
      <dd aria-hidden className="col-start-2 row-start-1 h-2 overflow-hidden rounded-full bg-hover">
        <div className="h-full rounded-full bg-accent" style={{ width: `${value}%` }} />
      </dd>
    </div>
  );
}
