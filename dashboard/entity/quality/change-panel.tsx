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
      {/* Rendered anew for another one: what was answered before is about the one before. */}
      {chosen === undefined ? (
        <NewestChange key={entity.id} entity={entity} />
      ) : (
        <ChosenChange key={`${entity.id} ${chosen}`} entityId={entity.id} profileId={chosen} />
      )}
    </Panel>
  );
}

function NewestChange({ entity: { entityType, canonicalKey } }: { entity: EntityHeadFragment }) {
  const [state, reload] = useQuery({ query: LatestProfileDocument, variables: { entityType, canonicalKey } });
  return (
    <QueryView
      state={state}
      onRetry={() => {
        reload({ requestPolicy: 'network-only' });
      }}
      loading={<Skeleton className="h-60" />}
    >
      {({ entity }) =>
        entity?.latestProfile ? <Change profile={entity.latestProfile} /> : <p>{text.entity.quality.noneEver}</p>
      }
    </QueryView>
  );
}

function ChosenChange({ entityId, profileId }: { entityId: string; profileId: string }) {
  const [state, reload] = useQuery({ query: ChosenProfileDocument, variables: { id: profileId } });
  const profile = profileIn(state.data, entityId);
  return (
    <QueryView
      state={state}
      onRetry={() => {
        reload({ requestPolicy: 'network-only' });
      }}
      loading={<Skeleton className="h-60" />}
    >
      {() => (profile ? <Change profile={profile} /> : <p className="text-muted">{text.entity.change.gone}</p>)}
    </QueryView>
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
