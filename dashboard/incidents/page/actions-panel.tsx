import { useRef, useState } from 'react';

import { useViewer } from '../../app/app-context.ts';
import { incidentText } from '../../text/incidents.ts';
import { TONES } from '../../ui/badges.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Menu, MenuItem } from '../../ui/overlay/menu.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AssignForm } from './assign-form.tsx';
import type { IncidentWholeFragment } from './incident-page.generated.ts';
import { ResolveForm } from './resolve-form.tsx';
import { SNOOZES, snoozeUntil } from './snooze-presets.ts';
import { useIncidentActions } from './use-incident-actions.ts';
import { useMayAct } from './use-may-act.ts';

const words = incidentText.actions;

/** What one can do about an incident, and what became of it. */
export function ActionsPanel({ incident }: { incident: IncidentWholeFragment }) {
  const { status, assignee } = incident;
  const { actorId } = useViewer();
  const mayAct = useMayAct();
  const actions = useIncidentActions(incident);
  const [form, setForm] = useState<'assign' | 'resolve'>();
  const content = useRef<HTMLDivElement>(null);
  const { outcome, error, isBusy } = actions;

  /** What was pressed may go: the focus stays where the outcome is told. */
  const perform = async (action: Promise<boolean>) => {
    const isDone = await action;
    if (isDone) setForm(undefined);
    content.current?.focus();
    return isDone;
  };

  return (
    <Panel title={words.title}>
      <div ref={content} tabIndex={-1} className="flex flex-col gap-3 outline-none" data-print="no">
        <p
          role="status"
          className={`rounded-md px-3 py-2 break-words empty:sr-only ${outcome?.isDone === false ? TONES.warn : TONES.good}`}
        >
          {outcome?.sentence}
        </p>
        {error && <ErrorNote error={error} />}
        {status === 'RESOLVED' ? (
          !outcome?.isDone && <p className="text-muted">{mayAct ? words.over : words.overNoRole}</p>
        ) : !mayAct ? (
          <p className="rounded-md bg-hover px-3 py-2">{words.noRole}</p>
        ) : form === 'assign' ? (
          <AssignForm
            isBusy={isBusy}
            onAssign={(who) => void perform(actions.assign(who))}
            onCancel={() => {
              setForm(undefined);
              content.current?.focus();
            }}
          />
        ) : form === 'resolve' ? (
          <ResolveForm
            isBusy={isBusy}
            onResolve={(resolution, comment) => void perform(actions.resolve(resolution, comment))}
            onCancel={() => {
              setForm(undefined);
              content.current?.focus();
            }}
          />
        ) : (
          <div className="flex flex-wrap gap-2">
            {status !== 'ACKNOWLEDGED' && (
              <Button kind="primary" disabled={isBusy} onClick={() => void perform(actions.acknowledge())}>
                {words.acknowledge}
              </Button>
            )}
            {assignee !== actorId && (
              <Button disabled={isBusy} onClick={() => void perform(actions.assign(actorId))}>
                {words.assignToMe}
              </Button>
            )}
            <Button
              disabled={isBusy}
              onClick={() => {
                setForm('assign');
              }}
            >
              {words.assign}
            </Button>
            {assignee !== null && (
              <Button disabled={isBusy} onClick={() => void perform(actions.assign(null))}>
                {words.unassign}
              </Button>
            )}
            <Menu trigger={<Button disabled={isBusy}>{words.snooze}</Button>}>
              {SNOOZES.map((snooze) => (
                <MenuItem key={snooze} onSelect={() => void perform(actions.snooze(snoozeUntil(snooze, new Date())))}>
                  {words.presets[snooze]}
                </MenuItem>
              ))}
            </Menu>
            <Button
              disabled={isBusy}
              onClick={() => {
                setForm('resolve');
              }}
            >
              {words.resolve}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}
