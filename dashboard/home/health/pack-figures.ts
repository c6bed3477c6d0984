import type { EntitiesSearch } from '../../entities/entities-search.ts';
import type { TierHealthQuery } from './health.generated.ts';
import { type Figure, MEASURED } from './tier-figures.ts';

type StandardPack = TierHealthQuery['standardPacks'][number];

export interface PackFigures {
  id: string;
  /** All that it governs and that is not deprecated, measured or not. */
  governed: Figure;
  /** The measured ones. */
  entities: Figure;
  compliant: Figure;
  /** Undefined if none is measured. */
  compliantPercent: number | undefined;
  late: Figure;
  /** Undefined if there is none. */
  meanScore: number | undefined;
  worstFirst: EntitiesSearch;
}

const LATE = MEASURED.filter((state) => state !== 'FRESH');

export function packFigures(pack: StandardPack): PackFigures {
  const { id, entityCount, measuredCount, compliant, compliantPercent, meanQualityScore } = pack;
  const governed: EntitiesSearch = { standardPacks: [id] };
  const active: EntitiesSearch = { ...governed, statuses: ['ACTIVE'] };
  const measured: EntitiesSearch = { ...active, profileStates: MEASURED };
  return {
    id,
    governed: { count: entityCount, search: governed },
    entities: { count: measuredCount, search: measured },
    compliant: { count: compliant, search: { ...active, profileStates: ['FRESH'] } },
    compliantPercent: compliantPercent ?? undefined,
    late: { count: measuredCount - compliant, search: { ...active, profileStates: LATE } },
    meanScore: meanQualityScore ?? undefined,
    worstFirst: { ...measured, sort: 'QUALITY_SCORE.ASC' },
  };
}
