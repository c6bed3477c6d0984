import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';

import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Field, Input, Select } from '../ui/field.tsx';
import { SearchInput } from '../ui/inputs/search-input.tsx';
import { type ApprovalsSearch, readApprovalsSearch } from './approvals-search.ts';

/** What is shown of the requests. It is in the URL. */
export function ApprovalFilters({ search }: { search: ApprovalsSearch }) {
  const navigate = useNavigate();
  const words = text.approvals;
  const { tab, ...filter } = search;
  const choose = (change: Record<string, unknown>) =>
    void navigate({ to: '/approvals', search: readApprovalsSearch({ ...search, ...change }), replace: true });

  return (
    <div className="mb-3 flex flex-wrap items-end gap-3" data-print="no">
      {tab === undefined ? (
        <SearchInput
          label={words.filters.search}
          value={search.search ?? ''}
          onSearch={(written) => {
            choose({ search: written });
          }}
        />
      ) : (
        <Choice
          label={words.filters.status}
          options={words.statuses}
          value={search.status}
          onChoose={(status) => {
            choose({ status });
          }}
        />
      )}
      <Choice
        label={words.filters.type}
        options={text.entityTypes}
        value={search.type}
        onChoose={(type) => {
          choose({ type });
        }}
      />
      <Choice
        label={words.filters.tier}
        options={text.tiers}
        value={search.tier}
        onChoose={(tier) => {
          choose({ tier });
        }}
      />
      {tab !== undefined && (
        <KeyFilter
          key={search.entity}
          value={search.entity}
          onChoose={(entity) => {
            choose({ entity });
          }}
        />
      )}
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={search.overdue === true}
          onChange={(event) => {
            choose({ overdue: event.target.checked });
          }}
        />
        {words.filters.overdue}
      </label>
      {Object.keys(filter).length > 0 && (
        <Button
          kind="quiet"
          onClick={() => void navigate({ to: '/approvals', search: tab ? { tab } : {}, replace: true })}
        >
          {words.filters.clear}
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  options: Readonly<Record<string, string>>;
  value: string | undefined;
  onChoose: (value: string | undefined) => void;
}

function Choice({ label, options, value, onChoose }: ChoiceProps) {
  return (
    <div className="w-36">
      <Field label={label}>
        {(props) => (
          <Select
            {...props}
            value={value ?? ''}
            onChange={(event) => {
              onChoose(event.target.value === '' ? undefined : event.target.value);
            }}
          >
            <option value="">{text.approvals.filters.any}</option>
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

function KeyFilter({ value, onChoose }: { value: string | undefined; onChoose: (value: string) => void }) {
  const [key, setKey] = useState(value ?? '');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onChoose(key);
  };
  return (
    <form className="w-48" onSubmit={submit}>
      <Field label={text.approvals.filters.entity}>
        {(props) => (
          <Input
            {...props}
            type="search"
            value={key}
            placeholder={text.approvals.filters.entityHint}
            onChange={(event) => {
              setKey(event.target.value);
              if (event.target.value === '') onChoose('');
            }}
          />
        )}
      </Field>
    </form>
  );
}
