import type { EntityType } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import type { ChangeForm } from '../model/change-form.ts';
import { TextField } from './change-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { Group } from './group.tsx';
import { LineageFields } from './lineage-fields.tsx';
import { LinesField } from './lines-field.tsx';
import { NamesField } from './names-field.tsx';
import { RuleFields } from './rule-fields.tsx';
import { RuleTestField } from './rule-test-field.tsx';

export interface DefinitionFieldsProps {
  entityType: EntityType;
  form: ChangeForm;
  onChange: (patch: Partial<ChangeForm>) => void;
}

/** The fields that only this entity type has; metadata has none. */
export function DefinitionFields({ entityType, form, onChange }: DefinitionFieldsProps) {
  if (entityType === 'METADATA') return null;
  return (
    <Group title={text.change.definitions[entityType]}>
      <FieldsOf entityType={entityType} form={form} onChange={onChange} />
    </Group>
  );
}

function FieldsOf({ entityType, form, onChange }: DefinitionFieldsProps) {
  switch (entityType) {
    case 'METADATA':
      return null;
    case 'KPI':
      return <KpiFields form={form} onChange={onChange} />;
    case 'GLOSSARY':
      return <GlossaryFields form={form} onChange={onChange} />;
    case 'TAG':
      return <TagFields form={form} onChange={onChange} />;
    case 'BUSINESS_RULE':
      return (
        <RuleFields
          value={form.businessRule}
          onChange={(patch) => {
            onChange({ businessRule: { ...form.businessRule, ...patch } });
          }}
          test={<RuleTestField form={form} />}
        />
      );
    case 'LINEAGE':
      return (
        <LineageFields
          value={form.lineage}
          onChange={(patch) => {
            onChange({ lineage: { ...form.lineage, ...patch } });
          }}
        />
      );
  }
}

type PartProps = Omit<DefinitionFieldsProps, 'entityType'>;

function KpiFields({ form: { kpi }, onChange }: PartProps) {
  const words = text.change.kpi;
  const set = (patch: Partial<typeof kpi>) => {
    onChange({ kpi: { ...kpi, ...patch } });
  };
  return (
    <>
      <TextField
        path={['change', 'kpi', 'formula']}
        label={words.formula}
        rows={3}
        isCode
        value={kpi.formula}
        onChange={(formula) => {
          set({ formula });
        }}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          path={['change', 'kpi', 'unit']}
          label={words.unit}
          value={kpi.unit}
          onChange={(unit) => {
            set({ unit });
          }}
        />
        <ChoiceField
          path={['change', 'kpi', 'direction']}
          label={words.direction}
          value={kpi.direction}
          options={(['HIGHER_IS_BETTER', 'LOWER_IS_BETTER'] as const).map((each) => [each, words[each]] as const)}
          onChange={(direction) => {
            set({ direction });
          }}
        />
      </div>
      <NamesField
        path={['change', 'kpi', 'computedFrom']}
        label={words.computedFrom}
        hint={words.computedFromHint}
        entityTypes={['METADATA']}
        value={kpi.computedFrom.map((canonicalKey) => ({ entityType: 'METADATA', canonicalKey }))}
        onChange={(names) => {
          set({ computedFrom: names.map(({ canonicalKey }) => canonicalKey) });
        }}
      />
    </>
  );
}

function GlossaryFields({ form: { glossary }, onChange }: PartProps) {
  const words = text.change.glossary;
  const set = (patch: Partial<typeof glossary>) => {
    onChange({ glossary: { ...glossary, ...patch } });
  };
  return (
    <>
      <TextField
        path={['change', 'glossary', 'definition']}
        label={words.definition}
        rows={4}
        value={glossary.definition}
        onChange={(definition) => {
          set({ definition });
        }}
      />
      <LinesField
        path={['change', 'glossary', 'synonyms']}
        label={words.synonyms}
        hint={text.change.oneALine}
        value={glossary.synonyms}
        onChange={(synonyms) => {
          set({ synonyms });
        }}
      />
      <NamesField
        path={['change', 'glossary', 'relatedTerms']}
        label={words.relatedTerms}
        entityTypes={['GLOSSARY']}
        value={glossary.relatedTerms.map((canonicalKey) => ({ entityType: 'GLOSSARY', canonicalKey }))}
        onChange={(names) => {
          set({ relatedTerms: names.map(({ canonicalKey }) => canonicalKey) });
        }}
      />
    </>
  );
}

function TagFields({ form: { tag }, onChange }: PartProps) {
  const words = text.change.tag;
  return (
    <>
      <LinesField
        path={['change', 'tag', 'values']}
        label={words.values}
        hint={text.change.oneALine}
        value={tag.values}
        onChange={(values) => {
          onChange({ tag: { ...tag, values } });
        }}
      />
      <NamesField
        path={['change', 'tag', 'marks']}
        label={words.marks}
        hint={words.marksHint}
        entityTypes={['METADATA', 'KPI', 'GLOSSARY', 'BUSINESS_RULE', 'TAG', 'LINEAGE']}
        value={tag.marks}
        onChange={(marks) => {
          onChange({ tag: { ...tag, marks } });
        }}
      />
    </>
  );
}
