import { EntityKeyInput } from '../../entities/entity-key-input.tsx';
import type { EntityType } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { ChangeField } from './change-field.tsx';

export interface ReplacementFieldProps {
  entityType: EntityType;
  value: string;
  onChange: (canonicalKey: string) => void;
}

/** What to use instead of an entity that goes out of use. */
export function ReplacementField({ entityType, value, onChange }: ReplacementFieldProps) {
  const words = text.change.request;
  return (
    <ChangeField path={['replacedBy']} label={words.replacedBy} hint={words.replacedByHint}>
      {(props) => (
        <EntityKeyInput
          {...props}
          among={{ entityTypes: [entityType], statuses: ['ACTIVE'] }}
          value={value}
          onChange={onChange}
        />
      )}
    </ChangeField>
  );
}
