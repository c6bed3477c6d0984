import type { ReactNode } from 'react';

import { text } from '../../text/text.ts';
import { type ChangeForm, TIERS } from '../model/change-form.ts';
import { TextField } from './change-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { OwnerField } from './owner-field.tsx';
import { PackField } from './pack-field.tsx';

export interface CommonFieldsProps {
  form: ChangeForm;
  onChange: (patch: Partial<ChangeForm>) => void;
  /** After the name. */
  children?: ReactNode;
}

/** What every entity has. */
export function CommonFields({ form, onChange, children }: CommonFieldsProps) {
  const words = text.change.fields;
  return (
    <>
      <TextField
        path={['change', 'name']}
        label={words.name}
        value={form.name}
        onChange={(name) => {
          onChange({ name });
        }}
      />
      {children}
      <div className="grid gap-3 sm:grid-cols-2">
        <ChoiceField
          path={['change', 'tier']}
          label={words.tier}
          hint={words.tierHint}
          value={form.tier}
          options={TIERS.map((tier) => [tier, text.tiers[tier]] as const)}
          onChange={(tier) => {
            onChange({ tier });
          }}
        />
        <OwnerField
          value={form.owner}
          onChange={(owner) => {
            onChange({ owner });
          }}
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <PackField
          value={form.standardPackId}
          onChange={(standardPackId) => {
            onChange({ standardPackId });
          }}
        />
        <TextField
          path={['change', 'freshnessHours']}
          label={words.freshnessHours}
          hint={words.freshnessHoursHint}
          inputMode="decimal"
          value={form.freshnessHours}
          onChange={(freshnessHours) => {
            onChange({ freshnessHours });
          }}
        />
      </div>
      <TextField
        path={['change', 'description']}
        label={words.description}
        rows={3}
        value={form.description}
        onChange={(description) => {
          onChange({ description });
        }}
      />
    </>
  );
}
