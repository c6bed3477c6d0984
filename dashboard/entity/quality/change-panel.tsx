import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useQuery } from 'urql';

import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import type { ScorePoint } from '../curve/score-points.ts';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import { ChangeTables } from '../profile/change-tables.tsx';
import { LatestProfileDocument } from '../profile/latest-profile.generated.ts';
import { useEntitySearch } from '../use-search.ts';
import { ChosenProfileDocument, type ChosenProfileQuery } from './quality.generated.ts';

export interface ChangePanelProps {
  entity: EntityHeadFragment;
  /** The profiles of the curve, oldest first. */
  points: readonly ScorePoint[];
}

/** What a profile changed: the newest, or the one that was chosen on the curve. */
export function ChangePanel({ entity, points }: ChangePanelProps) {
  const words = text.entity.change;
  const [{ profile: chosen }, change] = useEntitySearch();
  const { entityType, canonicalKey } = entity;
  const [newest, readNewest] = useQuery({ query: LatestProfileDocument, variables: { entityType, canonicalKey } });
  const [one, readOne] = useQuery({ query: ChosenProfileDocument, variables: { id: chosen ?? '' }, pause: !chosen });
  const node = chosen === undefined ? undefined : profileIn(one.data, entity.id);
  return (
    <Panel
      title={words.title}
      actions={
        <Steps
          points={points}
          current={chosen ?? entity.latestProfile?.id}
          isNewest={chosen === undefined}
          onChoose={(profile) => {
            change({ profile });
          }}
        />
      }
    >
      {chosen === undefined ? (
        <QueryView
          state={newest}
          onRetry={() => {
            readNewest({ requestPolicy: 'network-only' });
          }}
          loading={<Skeleton className="h-60" />}
        >
          {({ entity: found }) =>
            found?.latestProfile ? <Change profile={found.latestProfile} /> : <p>{text.entity.quality.noneEver}</p>
          }
        </QueryView>
      ) : (
        <QueryView
          state={one}
          onRetry={() => {
            readOne({ requestPolicy: 'network-only' });
          }}
          loading={<Skeleton className="h-60" />}
        >
          {() => (node ? <Change profile={node} /> : <p className="text-muted">{words.gone}</p>)}
        </QueryView>
      )}
    </Panel>
  );
}

type ChosenProfile = Extract<NonNullable<ChosenProfileQuery['node']>, { qualityScore: number }>;

/** Nothing if the id is of something else, or of a profile of another entity. */
function profileIn(data: ChosenProfileQuery | undefined, entityId: string): ChosenProfile | undefined {
  const node = data?.node;
  return node && 'qualityScore' in node && node.entity.id === entityId ? node : undefined;
}

function Change({ profile }: { profile: Omit<ChosenProfile, 'entity'> }) {
  const words = text.entity.change;
  return (
    <>
      <p className="mb-2 text-muted">
        {words.of} <Time at={profile.createdAt} form="absolute" />
      </p>
      {profile.changeSince ? <ChangeTables profile={profile} change={profile.changeSince} /> : <p>{words.first}</p>}
    </>
  );
}

interface StepsProps {
  points: readonly ScorePoint[];
  current: string | undefined;
  isNewest: boolean;
  onChoose: (id: string | undefined) => void;
}

/** From profile to profile by keyboard. */
function Steps({ points, current, isNewest, onChoose }: StepsProps) {
  const words = text.entity.change;
  const index = points.findIndex(({ id }) => id === current);
  const earlier = index > 0 ? points[index - 1] : undefined;
  const later = index >= 0 ? points[index + 1] : undefined;
  return (
    <div className="flex items-center gap-1" data-print="no">
      <Button
        size="small"
        kind="quiet"
        aria-label={words.earlier}
        disabled={!earlier}
        onClick={() => {
          onChoose(earlier?.id);
        }}
      >
        <ChevronLeft aria-hidden size={15} />
      </Button>
      <Button
        size="small"
        kind="quiet"
        aria-label={words.later}
        disabled={!later}
        onClick={() => {
          onChoose(later?.id);
        }}
      >
        <ChevronRight aria-hidden size={15} />
      </Button>
      <Button
        size="small"
        disabled={isNewest}
        onClick={() => {
          onChoose(undefined);
        }}
      >
        {isNewest ? words.newest : words.toNewest}
      </Button>
    </div>
  );
}
