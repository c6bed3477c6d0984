import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';

import { useViewer } from '../app/app-context.ts';
import { ChoiceMenu } from '../home/happening/choice-menu.tsx';
import { incidentText } from '../text/incidents.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Field, Input, Select } from '../ui/field.tsx';
import { type IncidentsSearch, readIncidentsSearch } from './incidents-search.ts';

const words = incidentText.filters;

/** Which incidents are shown, and in which order. It is in the URL. */
export function IncidentFilters({ search }: { search: IncidentsSearch }) {
  const navigate = useNavigate();
  const { actorId } = useViewer();
  const { show, causes, severities, tiers, assignee, members, sort } = search;
  const choose = (change: Record<string, unknown>) =>
    void navigate({ to: '/incidents', search: readIncidentsSearch({ ...search, ...change }), replace: true });
  return (
    <div role="group" aria-label={words.label} className="mb-3 flex flex-wrap items-end gap-3" data-print="no">
      <Choice
        label={words.status}
        options={words.shows}
        value={show ?? 'unresolved'}
        onChoose={(value) => {
          choose({ show: value });
        }}
      />
      <Choice
        label={words.order}
        options={words.orders}
        value={sort ?? 'severity'}
        onChoose={(value) => {
          choose({ sort: value });
        }}
      />
      <AssigneeFilter
        key={assignee}
        value={assignee}
        me={actorId}
        onChoose={(value) => {
          choose({ assignee: value });
        }}
      />
      <div className="flex min-h-8 flex-wrap items-center gap-2">
        <ChoiceMenu
          label={words.causes}
          options={incidentText.causes}
          chosen={causes}
          onChoose={(chosen) => {
            choose({ causes: chosen });
          }}
        />
        <ChoiceMenu
          label={words.severities}
          options={text.entity.severities}
          chosen={severities}
          onChoose={(chosen) => {
            choose({ severities: chosen });
          }}
        />
        <ChoiceMenu
          label={words.tiers}
          options={text.tiers}
          chosen={tiers}
          onChoose={(chosen) => {
            choose({ tiers: chosen });
          }}
        />
      </div>
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={members === true}
          onChange={(event) => {
            choose({ members: event.target.checked });
          }}
        />
        {words.members}
      </label>
      {Object.keys(search).some((key) => key !== 'sort') && (
        <Button
          kind="quiet"
          onClick={() => {
            void navigate({ to: '/incidents', search: sort ? { sort } : {}, replace: true });
          }}
        >
          {words.clear}
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  options: Readonly<Record<string, string>>;
  value: string;
  onChoose: (value: string) => void;
}

function Choice({ label, options, value, onChoose }: ChoiceProps) {
  return (
    <div className="w-44">
      <Field label={label}>
        {(props) => (
          <Select
            {...props}
            value={value}
            onChange={(event) => {
              onChoose(event.target.value);
            }}
          >
            {Object.entries(options).map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}

interface AssigneeFilterProps {
  value: string | undefined;
  me: string;
  onChoose: (value: string) => void;
}

/** A name, which is looked for with Enter or when one leaves; one's own with a press. */
function AssigneeFilter({ value = '', me, onChoose }: AssigneeFilterProps) {
  const [written, setWritten] = useState(value);
  const search = (event?: SubmitEvent) => {
    event?.preventDefault();
    if (written.trim() !== value) onChoose(written.trim());
  };
  return (
    <form className="flex items-end gap-1" onSubmit={search}>
      <div className="w-32">
        <Field label={words.assignee}>
          {(props) => (
            <Input
              {...props}
              placeholder={words.anyone}
              maxLength={200}
              value={written}
              onChange={(event) => {
                setWritten(event.target.value);
              }}
              onBlur={() => {
                search();
              }}
            />
          )}
        </Field>
      </div>
      <Button
        kind={value === me ? 'chosen' : 'plain'}
        aria-pressed={value === me}
        onClick={() => {
          onChoose(value === me ? '' : me);
        }}
      >
        {words.me}
      </Button>
    </form>
  );
}
