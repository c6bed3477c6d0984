import { ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';

import { useGraph } from '../app/app-context.ts';
import { text } from '../text/text.ts';
import { Badge } from '../ui/badges.tsx';
import { buttonClass } from '../ui/button.tsx';
import { Input } from '../ui/field.tsx';
import { EmptyNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading, Panel } from '../ui/panel.tsx';
import { findOperations, operationsByRoom, type PageOperation, type RoomOperations } from './operations.ts';
import { queryLink } from './query-link.ts';
import { useActorToShow } from './show-query.tsx';

/** The documents of all pages, so that the list is complete by itself. */
const DOCUMENTS = import.meta.glob<object>('../**/*.generated.ts');

const ANSWERS: Readonly<Record<string, string>> = text.explore.answers;

export function ExplorePage() {
  const [rooms, setRooms] = useState<readonly RoomOperations[] | 'failed'>();
  const [words, setWords] = useState('');
  const says = text.explore;

  useEffect(() => {
    void loadOperations().then(setRooms);
  }, []);

  return (
    <>
      <PageHeading title={says.title} hint={says.hint} />
      <div className="flex flex-col gap-4">
        <Panel
          title={says.about}
          actions={
            <a href={queryLink({})} target="_blank" rel="opener" className={buttonClass('primary')}>
              {says.open}
              <ExternalLink aria-hidden size={14} />
            </a>
          }
        >
          <p className="max-w-3xl">{says.aboutText}</p>
        </Panel>
        <Panel
          title={says.operations}
          actions={
            <Input
              type="search"
              className="sm:w-60"
              aria-label={says.filter}
              placeholder={says.filter}
              value={words}
              onChange={(event) => {
                setWords(event.target.value);
              }}
            />
          }
        >
          <p className="mb-3 max-w-3xl text-muted">{says.operationsHint}</p>
          {rooms === undefined && <Skeleton className="h-96" />}
          {rooms === 'failed' && <p role="alert">{says.failed}</p>}
          {typeof rooms === 'object' && <Rooms rooms={findOperations(rooms, words, ANSWERS)} />}
        </Panel>
      </div>
    </>
  );
}

async function loadOperations(): Promise<readonly RoomOperations[] | 'failed'> {
  try {
    const modules = await Promise.all(
      Object.entries(DOCUMENTS).map(async ([path, load]) => [path, await load()] as const),
    );
    return operationsByRoom(Object.fromEntries(modules), Object.keys(text.explore.rooms));
  } catch {
    return 'failed';
  }
}

function Rooms({ rooms }: { rooms: readonly RoomOperations[] }) {
  const names: Readonly<Record<string, string>> = text.explore.rooms;
  if (rooms.length === 0) return <EmptyNote title={text.explore.none} />;
  return (
    <div className="flex flex-col gap-5">
      {rooms.map(({ room, operations }) => (
        <section key={room} aria-labelledby={`operations-${room}`}>
          <h3 id={`operations-${room}`} className="mb-1 text-xs font-semibold text-muted">
            {names[room] ?? room}
          </h3>
          <ul className="rounded-md border border-line">
            {operations.map((operation) => (
              <Operation key={operation.name} operation={operation} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Operation({ operation }: { operation: PageOperation }) {
  const { lastVariables } = useGraph();
  const actorId = useActorToShow();
  const { name, kind, query, rootFields, variables } = operation;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-0.5 border-t border-line px-3 py-2 first:border-t-0 hover:bg-hover sm:grid-cols-[15rem_6rem_minmax(0,1fr)]">
      <a
        href={queryLink({ query, variables: lastVariables(name) ?? variables, actorId })}
        target="_blank"
        rel="opener"
        title={rootFields.join(', ')}
        className="font-medium break-all text-accent hover:underline"
      >
        {name}
      </a>
      <span>
        <Badge tone={kind === 'mutation' ? 'warn' : 'neutral'}>{text.explore.kinds[kind]}</Badge>
      </span>
      <span className="text-muted max-sm:col-span-2">{ANSWERS[name]}</span>
    </li>
  );
}
