import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';

import { LOOKS } from '../../links/link-looks.ts';
import { formatCount, formatSeconds } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { EmptyNote, Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import { DimensionMeters } from '../profile/dimension-meters.tsx';
import { LatestProfileDocument } from '../profile/latest-profile.generated.ts';
import { ScoreFormula } from '../profile/score-formula.tsx';
import { whyNoFigures } from '../profile/why-no-figures.ts';
import { RuleBadges } from '../rules/rule-badges.tsx';
import { ENTITY_ROUTE } from '../use-search.ts';
import { Fact, Facts } from './facts.tsx';

/** The figures of the newest profile. */
export function FiguresPanel({ entity }: { entity: EntityHeadFragment }) {
  const words = text.entity.figures;
  const { entityType, canonicalKey } = entity;
  const [state, reload] = useQuery({ query: LatestProfileDocument, variables: { entityType, canonicalKey } });
  return (
    <Panel title={words.title}>
      <QueryView
        state={state}
        onRetry={() => {
          reload({ requestPolicy: 'network-only' });
        }}
        loading={<Skeleton className="h-56" />}
      >
        {({ entity: found }) => {
          const profile = found?.latestProfile;
          if (!profile) {
            return <EmptyNote title={words.none}>{whyNoFigures(entity)}</EmptyNote>;
          }
          return (
            <div className="flex flex-col gap-3">
              <DimensionMeters figures={profile} />
              <ScoreFormula figures={profile} />
              <Facts>
                <Fact label={words.made}>
                  <Time at={profile.createdAt} />
                </Fact>
                <Fact label={words.by}>{profile.triggeredBy.actorId}</Fact>
                <Fact label={words.rules}>
                  <Link from={ENTITY_ROUTE} to="." search={{ tab: 'columns' }} className="hover:underline">
                    <RuleBadges rules={profile.rules} />
                  </Link>
                </Fact>
                <Fact label={words.rows}>{formatCount(profile.rowCount)}</Fact>
                <Fact label={words.duration}>{formatSeconds(profile.duration)}</Fact>
              </Facts>
              <p className="flex flex-wrap gap-x-4" data-print="no">
                <Link from={ENTITY_ROUTE} to="." search={{ tab: 'quality' }} className={LOOKS.words}>
                  {words.toQuality}
                </Link>
                <Link from={ENTITY_ROUTE} to="." search={{ tab: 'columns' }} className={LOOKS.words}>
                  {words.toColumns}
                </Link>
              </p>
            </div>
          );
        }}
      </QueryView>
    </Panel>
  );
}
