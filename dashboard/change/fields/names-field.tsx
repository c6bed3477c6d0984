import { Plus, X } from 'lucide-react';
import { useState } from 'react';

import { EntityKeyInput } from '../../entities/entity-key-input.tsx';
import type { EntityName } from '../../entities/entity-type.ts';
import type { EntityType } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { ChangeField } from './change-field.tsx';

export interface NamesFieldProps {
  path: readonly string[];
  label: string;
  hint?: string;
  /** Of which types the entities can be; with several, one chooses. */
  entityTypes: readonly [EntityType, ...EntityType[]];
  value: readonly EntityName[];
  onChange: (value: readonly EntityName[]) => void;
}

/** Several entities: one adds them by name, and removes them one by one. */
export function NamesField({ path, label, hint, entityTypes, value, onChange }: NamesFieldProps) {
  const [entityType, setEntityType] = useState(entityTypes[0]);
  const [canonicalKey, setCanonicalKey] = useState('');
  const words = text.change.names;
  const wanted = canonicalKey.trim();
  const isThere = (key: string) => value.some((each) => each.entityType === entityType && each.canonicalKey === key);

  const add = (key: string) => {
    if (key === '' || isThere(key)) return;
    onChange([...value, { entityType, canonicalKey: key }]);
    setCanonicalKey('');
  };

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <ChangeField path={path} label={label} hint={hint}>
        {(props) => (
          <div className="flex flex-wrap gap-2 sm:flex-nowrap">
            {entityTypes.length > 1 && (
              <Select
                className="sm:w-40"
                aria-label={words.typeOf(label)}
                value={entityType}
                onChange={(event) => {
                  setEntityType(entityTypes.find((each) => each === event.target.value) ?? entityTypes[0]);
                }}
              >
                {entityTypes.map((each) => (
                  <option key={each} value={each}>
                    {text.entityTypes[each]}
                  </option>
                ))}
              </Select>
            )}
            <EntityKeyInput
              {...props}
              among={{ entityTypes: [entityType], statuses: ['ACTIVE'] }}
              value={canonicalKey}
              onChange={setCanonicalKey}
              onChoose={add}
            />
            <Button
              disabled={wanted === '' || isThere(wanted)}
              onClick={() => {
                add(wanted);
              }}
            >
              <Plus aria-hidden size={14} />
              {words.add}
            </Button>
          </div>
        )}
      </ChangeField>
      {value.length > 0 && (
        <ul aria-label={label} className="flex max-h-48 flex-wrap gap-1.5 overflow-y-auto">
          {value.map((each) => (
            <li
              key={`${each.entityType} ${each.canonicalKey}`}
              className="inline-flex min-w-0 items-center gap-1 rounded bg-hover py-0.5 pr-0.5 pl-2 text-xs"
            >
              <span className="truncate" title={`${text.entityTypes[each.entityType]} ${each.canonicalKey}`}>
                {entityTypes.length > 1 && <span className="text-muted">{text.entityTypes[each.entityType]} </span>}
                {each.canonicalKey}
              </span>
              <button
                type="button"
                aria-label={words.remove(each.canonicalKey)}
                className="inline-flex size-6 shrink-0 items-center justify-center rounded hover:bg-line"
                onClick={() => {
                  onChange(value.filter((other) => other !== each));
                }}
              >
                <X aria-hidden size={13} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
