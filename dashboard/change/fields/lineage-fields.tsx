import { EntityKeyInput } from '../../entities/entity-key-input.tsx';
import { text } from '../../text/text.ts';
import type { EndFields, LineageFields as Fields } from '../model/change-form.ts';
import { ChangeField, TextField } from './change-field.tsx';
import { ChoiceField } from './choice-field.tsx';

export interface LineageFieldsProps {
  value: Fields;
  onChange: (patch: Partial<Fields>) => void;
}

/** The two ends, and how the one is made from the other. */
export function LineageFields({ value, onChange }: LineageFieldsProps) {
  const words = text.change.lineage;
  return (
    <>
      {(['from', 'to'] as const).map((name) => (
        <fieldset key={name} className="grid min-w-0 gap-3 sm:grid-cols-[9rem_1fr_1fr]">
          <legend className="mb-1 text-xs font-semibold">{words[name]}</legend>
          <End
            path={['change', 'lineage', name]}
            value={value[name]}
            onChange={(patch) => {
              onChange({ [name]: { ...value[name], ...patch } });
            }}
          />
        </fieldset>
      ))}
      <TextField
        path={['change', 'lineage', 'transformation']}
        label={words.transformation}
        hint={words.transformationHint}
        rows={2}
        value={value.transformation}
        onChange={(transformation) => {
          onChange({ transformation });
        }}
      />
    </>
  );
}

interface EndProps {
  path: readonly string[];
  value: EndFields;
  onChange: (patch: Partial<EndFields>) => void;
}

/** What concerns the end as a whole, such as an entity that does not exist, stands under its entity. */
function End({ path, value, onChange }: EndProps) {
  const words = text.change.lineage;
  return (
    <>
      <ChoiceField
        path={[...path, 'entityType']}
        label={words.entityType}
        value={value.entityType}
        options={(['METADATA', 'KPI'] as const).map((each) => [each, text.entityTypes[each]] as const)}
        onChange={(entityType) => {
          onChange({ entityType });
        }}
      />
      <ChangeField path={[...path, 'canonicalKey']} alsoAt={path} label={words.entity}>
        {(props) => (
          <EntityKeyInput
            {...props}
            among={{ entityTypes: [value.entityType], statuses: ['ACTIVE'] }}
            value={value.canonicalKey}
            onChange={(canonicalKey) => {
              onChange({ canonicalKey });
            }}
          />
        )}
      </ChangeField>
      <TextField
        path={[...path, 'column']}
        label={words.column}
        hint={words.columnHint}
        value={value.column}
        onChange={(column) => {
          onChange({ column });
        }}
      />
    </>
  );
}
