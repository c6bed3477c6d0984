import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyNote } from '../ui/notes.tsx';
import { Panel } from '../ui/panel.tsx';

const words = text.entities;

/** Why the table is empty. */
export function NoEntities({ onClear }: { onClear: (() => void) | undefined }) {
  return (
    <Panel>
      {onClear ? (
        <EmptyNote title={words.noMatch.title}>
          <p>{words.noMatch.hint}</p>
          <Button className="mt-3" onClick={onClear}>
            {words.filters.clear}
          </Button>
        </EmptyNote>
      ) : (
        <EmptyNote title={words.none.title}>
          <p>{words.none.intro}</p>
          <ul className="mt-3 flex flex-col gap-2 text-left">
            <li>
              {words.none.demo}
              <Command>npm run demo</Command>
            </li>
            <li>
              {words.none.import}
              <Command>npm run import -- examples/entities.json</Command>
            </li>
            <li>
              {words.none.load}
              <Command>npm run load -- FILE.csv --table schema.name</Command>
            </li>
            <li>{words.none.propose}</li>
          </ul>
        </EmptyNote>
      )}
    </Panel>
  );
}

function Command({ children }: { children: string }) {
  return (
    <code className="mt-0.5 block w-fit rounded bg-hover px-1.5 py-0.5 font-mono text-xs break-words text-ink">
      {children}
    </code>
  );
}
