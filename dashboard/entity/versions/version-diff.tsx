import type { ReactNode } from 'react';
import { useQuery } from 'urql';

import { FieldChanges } from '../../diff/field-changes.tsx';
import type { EntityName } from '../../entities/entity-type.ts';
import { text } from '../../text/text.ts';
import { Field, Select } from '../../ui/field.tsx';
import { Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { useEntitySearch } from '../use-search.ts';
import { compareVersions } from './compare-versions.ts';
import { EntityVersionDiffDocument, TwoVersionsDocument } from './versions.generated.ts';

/** How many versions can be chosen for a comparison. */
const OFFERED = 200;

export interface VersionDiffProps {
  entity: EntityName;
  version: number;
  /** Default: the one before. */
  against: number | undefined;
  newest: number;
}

/** What differs between two versions. */
export function VersionDiff({ entity: { entityType, canonicalKey }, version, against, newest }: VersionDiffProps) {
  const words = text.entity.versions;
  const name = { entityType, canonicalKey };
  const [before, after] = [Math.min(version, against ?? version - 1), Math.max(version, against ?? version - 1)];
  return (
    <Panel
      title={before === 0 ? words.firstTitle : words.compareTitle(after, before)}
      className="lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto print:max-h-none"
    >
      <Against version={version} against={against} newest={newest} />
      {against === undefined ? (
        <OwnDiff {...name} version={version} />
      ) : (
        <Between {...name} before={before} after={after} />
      )}
    </Panel>
  );
}

function Against({ version, against, newest }: Omit<VersionDiffProps, 'entity'>) {
  const words = text.entity.versions;
  const [, change] = useEntitySearch();
  const others = Array.from({ length: Math.min(newest, OFFERED) }, (_, index) => newest - index);
  if (newest === 1) return null;
  return (
    <div className="mb-3 max-w-56" data-print="no">
      <Field label={words.against}>
        {(props) => (
          <Select
            {...props}
            value={against ?? ''}
            onChange={(event) => {
              const { value } = event.target;
              change({ version, against: value === '' ? undefined : Number(value) });
            }}
          >
            <option value="">{words.before}</option>
            {others
              .filter((other) => other !== version)
              .map((other) => (
                <option key={other} value={other}>
                  {words.versionOption(other)}
                </option>
              ))}
          </Select>
        )}
      </Field>
    </div>
  );
}

/** As it was recorded with the version. */
function OwnDiff({ version, ...name }: EntityName & { version: number }) {
  const words = text.entity.versions;
  const [state, reload] = useQuery({ query: EntityVersionDiffDocument, variables: { ...name, version } });
  return (
    <QueryView
      state={state}
      onRetry={() => {
        reload({ requestPolicy: 'network-only' });
      }}
      loading={<Skeleton className="h-40" />}
    >
      {({ entity }) => {
        const found = entity?.atVersion;
        if (!found) return <p className="text-muted">{words.none}</p>;
        const comment = found.approval?.requestComment;
        return (
          <>
            {typeof comment === 'string' && <Quote by={found.requestedBy.actorId}>{comment}</Quote>}
            <FieldChanges changes={found.diff} none={words.same} />
          </>
        );
      }}
    </QueryView>
  );
}

function Quote({ by, children }: { by: string; children: ReactNode }) {
  return (
    <blockquote className="mb-3 border-l-2 border-line pl-3 text-muted [overflow-wrap:anywhere]">
      {children} <span className="whitespace-nowrap">– {by}</span>
    </blockquote>
  );
}

function Between({ before, after, ...name }: EntityName & { before: number; after: number }) {
  const words = text.entity.versions;
  const [state, reload] = useQuery({ query: TwoVersionsDocument, variables: { ...name, before, after } });
  return (
    <QueryView
      state={state}
      onRetry={() => {
        reload({ requestPolicy: 'network-only' });
      }}
      loading={<Skeleton className="h-40" />}
    >
      {({ entity }) =>
        entity?.before && entity.after ? (
          <FieldChanges changes={compareVersions(name.entityType, entity.before, entity.after)} none={words.same} />
        ) : (
          <p className="text-muted">{words.none}</p>
        )
      }
    </QueryView>
  );
}
