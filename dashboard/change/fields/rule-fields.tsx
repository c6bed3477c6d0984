import type { ReactNode } from 'react';

import { text } from '../../text/text.ts';
import { TableFields } from '../dataset/table-fields.tsx';
import { CHECK_KINDS, type RuleFields as Fields } from '../model/change-form.ts';
import { TextField } from './change-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { LinesField } from './lines-field.tsx';

export interface RuleFieldsProps {
  value: Fields;
  onChange: (patch: Partial<Fields>) => void;
  /** Tries the check. */
  test?: ReactNode;
}

const SEVERITIES = ['INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
const CHECK = ['change', 'businessRule', 'check'];

/** What the values of the column must satisfy. */
export function RuleFields({ value, onChange, test }: RuleFieldsProps) {
  const words = text.change.rule;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <ChoiceField
          path={[...CHECK, 'kind']}
          label={words.kind}
          value={value.kind}
          options={CHECK_KINDS.map((kind) => [kind, words.kinds[kind]] as const)}
          onChange={(kind) => {
            onChange({ kind });
          }}
        />
        <ChoiceField
          path={['change', 'businessRule', 'severity']}
          label={words.severity}
          value={value.severity}
          options={SEVERITIES.map((severity) => [severity, words.severities[severity]] as const)}
          onChange={(severity) => {
            onChange({ severity });
          }}
        />
      </div>
      <CheckFields value={value} onChange={onChange} />
      {test}
      <TextField
        path={['change', 'businessRule', 'minPassPercent']}
        label={words.minPassPercent}
        hint={words.minPassPercentHint}
        inputMode="decimal"
        value={value.minPassPercent}
        onChange={(minPassPercent) => {
          onChange({ minPassPercent });
        }}
      />
    </>
  );
}

function CheckFields({ value, onChange }: RuleFieldsProps) {
  const words = text.change.rule;
  switch (value.kind) {
    case 'notNull':
      return <p className="text-xs text-muted">{words.notNullHint}</p>;
    case 'pattern':
      return (
        <TextField
          path={[...CHECK, 'pattern']}
          label={words.pattern}
          hint={words.patternHint}
          isCode
          value={value.pattern}
          onChange={(pattern) => {
            onChange({ pattern });
          }}
        />
      );
    case 'acceptedValues':
      return (
        <LinesField
          path={[...CHECK, 'acceptedValues']}
          label={words.values}
          hint={words.valuesHint}
          rows={6}
          value={value.values}
          onChange={(values) => {
            onChange({ values });
          }}
        />
      );
    case 'reference':
      return <ReferenceFields value={value} onChange={onChange} />;
    case 'numberRange':
    case 'length':
    case 'dateRange':
      return <RangeFields value={value} onChange={onChange} />;
  }
}

/** The problem of a range as a whole, such as a minimum above the maximum, stands under its first bound. */
function RangeFields({ value, onChange }: RuleFieldsProps) {
  const words = text.change.rule;
  const isDate = value.kind === 'dateRange';
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        path={[...CHECK, value.kind, 'min']}
        alsoAt={[...CHECK, value.kind]}
        label={words.min}
        hint={isDate ? words.dateHint : words.rangeHint}
        {...(!isDate && { inputMode: 'decimal' as const })}
        value={value.min}
        onChange={(min) => {
          onChange({ min });
        }}
      />
      <TextField
        path={[...CHECK, value.kind, 'max']}
        label={words.max}
        {...(!isDate && { inputMode: 'decimal' as const })}
        value={value.max}
        onChange={(max) => {
          onChange({ max });
        }}
      />
    </div>
  );
}

function ReferenceFields({ value, onChange }: RuleFieldsProps) {
  const words = text.change.rule;
  return (
    <div className="flex flex-col gap-1">
      <TableFields path={[...CHECK, 'reference']} value={value} onChange={onChange} />
      <p className="text-xs text-muted">{words.referenceHint}</p>
    </div>
  );
}
