import { useState } from 'react';
import { useQuery } from 'urql';

import type { EntityName } from '../../entities/entity-type.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import { useEntitySearch } from '../use-search.ts';
import { VersionDiff } from './version-diff.tsx';
import { VersionItem } from './version-item.tsx';
import { EntityVersionsDocument } from './versions.generated.ts';

/** Every version beside what it changed, or how it differs from another. */
export function VersionsTab({ entity }: { entity: EntityHeadFragment }) {
  const words = text.entity.versions;
  const [{ version, against }] = useEntitySearch();
  // The newest when one came: a version that is applied meanwhile waits.
  const [newest, setNewest] = useState(entity.version);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <Panel
        title={words.title}
        isFlush
        actions={
          entity.version > newest && (
            <Button
              size="small"
              kind="primary"
              onClick={() => {
                setNewest(entity.version);
              }}
            >
              {words.newer(entity.version)}
            </Button>
          )
        }
      >
        <Page
          key={newest}
          entityType={entity.entityType}
          canonicalKey={entity.canonicalKey}
          current={entity.version}
          chosen={version ?? newest}
          isFirst
        />
      </Panel>
      <VersionDiff entity={entity} version={version ?? newest} against={against} newest={newest} />
    </div>
  );
}

interface PageProps extends EntityName {
  current: number;
  chosen: number;
  after?: string;
  isFirst?: boolean;
}

/** A page and, when one has asked for it, the one after it. */
function Page({ current, chosen, after, isFirst = false, ...name }: PageProps) {
  const [isMore, setMore] = useState(false);
  const [state, reload] = useQuery({ query: EntityVersionsDocument, variables: { ...name, after } });
  return (
    <QueryView
      state={state}
      onRetry={() => {
        reload({ requestPolicy: 'network-only' });
      }}
      loading={<Skeleton className="mx-4 mb-4 h-60" />}
    >
      {({ entity }) => {
        if (!entity) return null;
        const { edges, pageInfo } = entity.versions;
        return (
          <>
            <ol aria-label={isFirst ? text.entity.versions.title : undefined}>
              {edges.map(({ node }) => (
                <VersionItem
                  key={node.version}
                  version={node}
                  isCurrent={node.version === current}
                  isChosen={node.version === chosen}
                />
              ))}
            </ol>
            {pageInfo.hasNextPage &&
              pageInfo.endCursor !== null &&
              (isMore ? (
                <Page {...name} current={current} chosen={chosen} after={pageInfo.endCursor} />
              ) : (
                <div className="border-t border-line px-4 py-2 text-center" data-print="no">
                  <Button
                    size="small"
                    onClick={() => {
                      setMore(true);
                    }}
                  >
                    {text.common.showMore}
                  </Button>
                </div>
              ))}
          </>
        );
      }}
    </QueryView>
  );
}
