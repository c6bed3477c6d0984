import { Link } from '@tanstack/react-router';
import { type ReactNode, useId, useState } from 'react';
import { useQuery } from 'urql';

import { useViewer } from '../app/app-context.ts';
import { text } from '../text/text.ts';
import { classNames } from '../ui/class-names.ts';
import { Input } from '../ui/field.tsx';
import { Skeleton } from '../ui/notes.tsx';
import { PageHeading, Panel } from '../ui/panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { useSettled } from '../ui/use-settled.ts';
import { EntityHealth } from './entity-health.tsx';
import { LineageStartDocument, type LineageStartQueryVariables } from './lineage.generated.ts';
import { recentEntities } from './recent-entities.ts';

const ENTITY_TYPES: LineageStartQueryVariables['filter']['entityTypes'] = ['METADATA', 'KPI'];
const WORST: LineageStartQueryVariables = {
  filter: { entityTypes: ENTITY_TYPES, statuses: ['ACTIVE'], maxQualityScore: 100 },
  orderBy: { field: 'QUALITY_SCORE', direction: 'ASC' },
};

/** Where one chooses the entity to begin with. */
export function LineageStartPage() {
  const [words, setWords] = useState('');
  const wanted = useSettled(words.trim());
  const viewer = useViewer();
  const [recent] = useState(() => recentEntities(viewer));
  const inputId = useId();
  return (
    <>
      <PageHeading title={text.lineage.title} hint={text.lineage.startHint} />
      <div className="mb-3 max-w-xl">
        <label htmlFor={inputId} className="mb-1 block font-medium">
          {text.lineage.lookingFor}
        </label>
        <Input
          id={inputId}
          type="search"
          autoFocus
          placeholder={text.lineage.searchHint}
          value={words}
          onChange={({ target }) => {
            setWords(target.value);
          }}
        />
      </div>
      <div className="grid items-start gap-3 lg:grid-cols-2">
        {wanted !== '' && (
          <Found
            title={text.lineage.found}
            empty={text.lineage.nothingFound}
            variables={{ filter: { entityTypes: ENTITY_TYPES, search: wanted } }}
            isAsking={words.trim() !== wanted}
          />
        )}
        {recent.length > 0 && (
          <Panel title={text.lineage.recent} isFlush>
            <ul className="pb-2">
              {recent.map((entity) => (
                <EntityLine key={`${entity.entityType}/${entity.canonicalKey}`} entity={entity} />
              ))}
            </ul>
          </Panel>
        )}
        <Found title={text.lineage.worst} empty={text.lineage.nothingMeasured} variables={WORST} />
      </div>
    </>
  );
}

interface FoundProps {
  title: string;
  empty: string;
  variables: LineageStartQueryVariables;
  /** Whether something else is about to be asked for: what is shown answers what was asked before. */
  isAsking?: boolean;
}

function Found({ title, empty, variables, isAsking = false }: FoundProps) {
  const [state, ask] = useQuery({ query: LineageStartDocument, variables });
  return (
    <Panel title={title} isFlush>
      <QueryView
        state={state}
        onRetry={() => {
          ask({ requestPolicy: 'network-only' });
        }}
        loading={<Skeleton className="m-2 h-48" />}
      >
        {({ entities: { edges } }) =>
          edges.length === 0 ? (
            <p className="px-4 pb-4 text-muted">{empty}</p>
          ) : (
            <ul className={classNames('pb-2', (isAsking || state.fetching) && 'opacity-60')}>
              {edges.map(({ node }) => (
                <EntityLine key={node.id} entity={node}>
                  <EntityHealth entity={node} />
                </EntityLine>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  );
}

interface EntityLineProps {
  entity: ReturnType<typeof recentEntities>[number];
  children?: ReactNode;
}

function EntityLine({ entity: { entityType, canonicalKey, name }, children }: EntityLineProps) {
  return (
    <li>
      <Link
        to="/lineage/$entityType/$canonicalKey"
        params={{ entityType, canonicalKey }}
        className="flex min-h-9 items-center gap-2 px-4 py-1 -outline-offset-2 hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span className="font-medium break-words">{name}</span>{' '}
          <span className="text-xs break-words text-muted max-sm:block">
            {text.entityTypes[entityType]} · {canonicalKey}
          </span>
        </span>
        {children}
      </Link>
    </li>
  );
}
