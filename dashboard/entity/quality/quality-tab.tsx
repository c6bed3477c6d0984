import { useState } from 'react';

import { text } from '../../text/text.ts';
import { EmptyNote } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { defaultRange } from '../curve/range.ts';
import { useCurve } from '../curve/use-curve.ts';
import { useMarks } from '../curve/use-marks.ts';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import type { Range } from '../entity-search.ts';
import { whyNoFigures } from '../profile/why-no-figures.ts';
import { useEntitySearch } from '../use-search.ts';
import { ChangePanel } from './change-panel.tsx';
import { DimensionsPanel } from './dimensions-panel.tsx';
import { MarksPanel } from './marks-panel.tsx';
import { ScorePanel } from './score-panel.tsx';

/** How good it was over time, what may explain that, and what the last profile changed. */
export function QualityTab({ entity }: { entity: EntityHeadFragment }) {
  if (!entity.latestProfile && (!entity.dataset || entity.status !== 'ACTIVE')) {
    return (
      <Panel>
        <EmptyNote title={text.entity.figures.none}>{whyNoFigures(entity)}</EmptyNote>
      </Panel>
    );
  }
  return <Measured entity={entity} />;
}

function Measured({ entity }: { entity: EntityHeadFragment }) {
  // A profile that arrives meanwhile does not change it.
  const [usual] = useState(() => usualRange(entity));
  const [{ range = usual }] = useEntitySearch();
  const curve = useCurve(entity, range);
  const marks = useMarks(entity, curve.readFromMs);
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <ScorePanel range={range} curve={curve} marks={marks.marks ?? []} />
        <DimensionsPanel curve={curve} />
        <ChangePanel entity={entity} points={curve.shown} />
      </div>
      <MarksPanel marks={marks} />
    </div>
  );
}

function usualRange({ createdAt, lastProfiledAt }: EntityHeadFragment): Range {
  const lastMs = lastProfiledAt === null ? undefined : Date.parse(lastProfiledAt);
  return defaultRange(Date.now(), Date.parse(createdAt), lastMs);
}
