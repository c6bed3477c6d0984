import { CELL, FIGURE, HEAD, HEAD_FIGURE, TableFrame } from '../entity/table-frame.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { datasetsText } from '../text/datasets.ts';
import { text } from '../text/text.ts';
import { StateBadge, TierBadge } from '../ui/badges.tsx';
import { GradeAndScore } from '../ui/figures/grade-and-score.tsx';
import { EmptyNote } from '../ui/notes.tsx';
import { Panel } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';
import type { BoundEntityFragment, DatasetPageQuery } from './dataset.generated.ts';
import { GovernLink } from './govern-link.tsx';

const words = datasetsText.entities;

/** What is bound to the dataset, and how good its data is. */
export function BoundEntities({ dataset }: { dataset: NonNullable<DatasetPageQuery['dataset']> }) {
  const { entities } = dataset;
  if (entities.length === 0) {
    return (
      <Panel title={words.title}>
        <EmptyNote title={words.none}>
          <p className="mb-3">{words.noneHint}</p>
          <GovernLink dataset={dataset} />
        </EmptyNote>
      </Panel>
    );
  }
  return (
    <Panel title={words.title}>
      <TableFrame label={words.label}>
        <thead>
          <tr>
            <th scope="col" className={HEAD}>
              {words.headings.name}
            </th>
            <th scope="col" className={HEAD}>
              {words.headings.what}
            </th>
            <th scope="col" className={HEAD}>
              {words.headings.tier}
            </th>
            <th scope="col" className={HEAD_FIGURE}>
              {words.headings.score}
            </th>
            <th scope="col" className={HEAD}>
              {words.headings.profiled}
            </th>
          </tr>
        </thead>
        <tbody>
          {entities.map((entity) => (
            <Row key={entity.id} entity={entity} />
          ))}
        </tbody>
      </TableFrame>
    </Panel>
  );
}

function Row({ entity }: { entity: BoundEntityFragment }) {
  const { tier, dataset, profileState, latestProfile, lastProfiledAt } = entity;
  return (
    <tr className="border-t border-line">
      <th scope="row" className={`${CELL} min-w-40 text-left font-normal`}>
        <EntityLink entity={entity} look="name" />
        <span className="block text-xs text-muted">{text.entityTypes[entity.entityType]}</span>
      </th>
      <td className={CELL}>{dataset?.column == null ? words.whole : words.column(dataset.column)}</td>
      <td className={CELL}>
        <TierBadge tier={tier} />
      </td>
      <td className={FIGURE}>{latestProfile ? <GradeAndScore {...latestProfile} /> : '–'}</td>
      <td className={CELL}>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {lastProfiledAt === null ? (
            <span className="text-muted">{text.common.never}</span>
          ) : (
            <Time at={lastProfiledAt} />
          )}
          <StateBadge state={profileState} />
        </span>
      </td>
    </tr>
  );
}
