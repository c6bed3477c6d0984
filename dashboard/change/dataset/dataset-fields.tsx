import type { EntityType } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { Group } from '../fields/group.tsx';
import type { DatasetFields as Fields } from '../model/change-form.ts';
import { KeyColumnsField } from './key-columns-field.tsx';
import { TableFields } from './table-fields.tsx';

export interface DatasetFieldsProps {
  entityType: EntityType;
  value: Fields;
  onChange: (patch: Partial<Fields>) => void;
}

/** The table, or one column of it, that is measured. */
export function DatasetFields({ entityType, value, onChange }: DatasetFieldsProps) {
  const words = text.change.dataset;
  const isRule = entityType === 'BUSINESS_RULE';
  const path = ['change', 'dataset'];
  return (
    <Group title={isRule ? words.ruleTitle : words.title} hint={isRule ? words.ruleHint : words.hint}>
      {!isRule && (
        <label className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={value.isBound}
            onChange={(event) => {
              onChange({ isBound: event.target.checked });
            }}
          />
          {words.isBound}
        </label>
      )}
      {value.isBound && (
        <>
          <TableFields
            path={path}
            value={value}
            {...(!isRule && { columnHint: words.columnHint })}
            onChange={onChange}
          />
          {!isRule && (
            <KeyColumnsField
              path={[...path, 'keyColumns']}
              of={value}
              value={value.keyColumns}
              onChange={(keyColumns) => {
                onChange({ keyColumns });
              }}
            />
          )}
        </>
      )}
    </Group>
  );
}
