import { useMemo } from 'react';
import { useQuery } from 'urql';

import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { EmptyNote, Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import { LatestProfileDocument, type LatestProfileQuery } from '../profile/latest-profile.generated.ts';
import { whyNoFigures } from '../profile/why-no-figures.ts';
import { RuleList } from '../rules/rule-list.tsx';
import { columnRows, lacksRange, rulesWithoutColumn } from './column-rows.ts';
import { ColumnsTable } from './columns-table.tsx';

/** The figures of each column of the newest profile, and whether its rules pass. */
export function ColumnsTab({ entity: head }: { entity: EntityHeadFragment }) {
  const { entityType, canonicalKey } = head;
  const [state, reload] = useQuery({ query: LatestProfileDocument, variables: { entityType, canonicalKey } });
  return (
    <QueryView
      state={state}
      onRetry={() => {
        reload({ requestPolicy: 'network-only' });
      }}
      loading={<Skeleton className="h-80" />}
    >
      {({ entity }) =>
        entity?.latestProfile ? (
          <Columns profile={entity.latestProfile} />
        ) : (
          <Panel>
            <EmptyNote title={text.entity.columns.none}>{whyNoFigures(head)}</EmptyNote>
          </Panel>
        )
      }
    </QueryView>
  );
}

type Profile = NonNullable<NonNullable<LatestProfileQuery['entity']>['latestProfile']>;

function Columns({ profile }: { profile: Profile }) {
  const words = text.entity.columns;
  const rows = useMemo(() => columnRows(profile), [profile]);
  const orphans = rulesWithoutColumn(profile);
  return (
    <div className="flex flex-col gap-4">
      <Panel
        title={`${words.title} (${formatCount(rows.length)})`}
        actions={
          <p className="text-xs text-muted">
            {words.of(formatCount(profile.rowCount))} <Time at={profile.createdAt} />
          </p>
        }
      >
        <ColumnsTable rows={rows} />
        {rows.some(lacksRange) && <p className="mt-2 text-xs text-muted">{words.rangeNote}</p>}
      </Panel>
      {orphans.length > 0 && (
        <Panel title={words.gone}>
          <RuleList rules={orphans} isColumnNamed />
        </Panel>
      )}
    </div>
  );
}
