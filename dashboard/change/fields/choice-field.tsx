import { Select } from '../../ui/field.tsx';
import { ChangeField, type ChangeFieldProps } from './change-field.tsx';

export interface ChoiceFieldProps<V extends string> extends Omit<ChangeFieldProps, 'children'> {
  value: V;
  options: readonly (readonly [value: V, label: string])[];
  onChange: (value: V) => void;
}

/** One of a few. */
export function ChoiceField<V extends string>({ value, options, onChange, ...rest }: ChoiceFieldProps<V>) {
  return (
    <ChangeField {...rest}>
      {(props) => (
        <Select
          {...props}
          value={value}
          onChange={(event) => {
            const option = options.find(([each]) => each === event.target.value);
            if (option) onChange(option[0]);
          }}
        >
          {options.map(([each, label]) => (
            <option key={each} value={each}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </ChangeField>
  );
}
