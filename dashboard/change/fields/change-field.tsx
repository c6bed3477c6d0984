import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useState } from 'react';
import { useQuery } from 'urql';

import { Field, type FieldProps, Input, TextArea } from '../../ui/field.tsx';
import { useFormParts } from './form-context.ts';

export interface ChangeFieldProps {
  /** Where the value stands in the input of the request. */
  path: readonly string[];
  /** What else is said here, because it has no field of its own. */
  alsoAt?: readonly string[];
  label: string;
  hint?: FieldProps['hint'];
  children: FieldProps['children'];
}

/** A field that shows what is wrong with it once one has begun to fill it in. */
export function ChangeField({ path, alsoAt, label, hint, children }: ChangeFieldProps) {
  const { problemAt, touch } = useFormParts();
  const begin = () => {
    touch(path);
    if (alsoAt) touch(alsoAt);
  };
  return (
    <div className="min-w-0" onBlur={begin} onInput={begin}>
      <Field label={label} hint={hint} problem={problemAt(path) ?? (alsoAt && problemAt(alsoAt))}>
        {children}
      </Field>
    </div>
  );
}

export interface TextFieldProps extends Omit<ChangeFieldProps, 'children'> {
  value: string;
  onChange: (value: string) => void;
  /** Lines of a longer text. Default: one line. */
  rows?: number;
  placeholder?: string;
  isCode?: boolean;
  suggestions?: readonly string[];
  inputMode?: 'decimal' | 'numeric';
}

export function TextField({
  path,
  alsoAt,
  label,
  hint,
  value,
  onChange,
  rows,
  isCode = false,
  ...rest
}: TextFieldProps) {
  const { suggestions, ...attributes } = rest;
  const className = isCode ? 'font-mono' : '';
  return (
    <ChangeField path={path} {...(alsoAt && { alsoAt })} label={label} hint={hint}>
      {(props) => {
        if (rows !== undefined) {
          return (
            <TextArea
              {...props}
              {...attributes}
              rows={rows}
              className={className}
              value={value}
              onChange={(event) => {
                onChange(event.target.value);
              }}
            />
          );
        }
        const listId = `${props.id}-list`;
        return (
          <>
            <Input
              {...props}
              {...attributes}
              {...(suggestions && { list: listId })}
              autoComplete="off"
              className={className}
              value={value}
              onChange={(event) => {
                onChange(event.target.value);
              }}
            />
            {suggestions && (
              <datalist id={listId}>
                {suggestions.map((each) => (
                  <option key={each} value={each} />
                ))}
              </datalist>
            )}
          </>
        );
      }}
    </ChangeField>
  );
}

export interface SuggestingFieldProps<D> extends Omit<TextFieldProps, 'suggestions'> {
  query: TypedDocumentNode<D, Record<string, never>>;
  suggestionsOf: (data: D) => readonly string[];
}

/** A field whose suggestions are asked for when it gets the focus. */
export function SuggestingField<D>({ query, suggestionsOf, ...field }: SuggestingFieldProps<D>) {
  const [isWanted, setWanted] = useState(false);
  const [{ data }] = useQuery({ query, variables: {}, pause: !isWanted });
  return (
    <div
      className="min-w-0"
      onFocus={() => {
        setWanted(true);
      }}
    >
      <TextField {...field} suggestions={data ? suggestionsOf(data) : []} />
    </div>
  );
}
