import type { EntityType } from '../../gql/types.ts';
import { EntityLink } from '../../links/entity-link.tsx';
import { text } from '../../text/text.ts';
import { SeverityBadge } from '../rules/severity-badge.tsx';
import { EntityList } from './entity-list.tsx';
import { Fact } from './facts.tsx';
import type { DefinitionFragment, EndFragment, NamedEntityFragment } from './overview.generated.ts';
import { ruleInWords } from './rule-in-words.ts';

export interface TypeFactsProps {
  definition: DefinitionFragment;
  /** The column that a business rule is bound to. */
  column: string | undefined;
}

/** The part of a definition that only its entity type has. */
export function TypeFacts({ definition, column }: TypeFactsProps) {
  const words = text.entity.definition;
  switch (definition.__typename) {
    case 'Metadata':
      return null;
    case 'Kpi':
      return (
        <>
          <Fact label={words.formula}>
            <code className="block rounded bg-hover px-2 py-1 font-mono text-xs whitespace-pre-wrap">
              {definition.formula}
            </code>
          </Fact>
          <Fact label={words.unit}>{definition.unit ?? words.notStated}</Fact>
          <Fact label={words.direction}>{words.directions[definition.direction]}</Fact>
          <Fact label={words.computedFrom}>
            <EntityList entities={named('METADATA', definition.computedFrom, definition.computedFromMetadata)} />
          </Fact>
        </>
      );
    case 'GlossaryTerm':
      return (
        <>
          <Fact label={words.meaning}>
            <p className="whitespace-pre-line">{definition.definition}</p>
          </Fact>
          <Fact label={words.synonyms}>{definition.synonyms.join(', ') || text.common.nothing}</Fact>
          <Fact label={words.relatedTerms}>
            <EntityList entities={named('GLOSSARY', definition.relatedTermKeys, definition.relatedTerms)} />
          </Fact>
        </>
      );
    case 'BusinessRule': {
      const { sentence, pattern, values } = ruleInWords(definition.check, column);
      return (
        <>
          <Fact label={words.check}>
            <p>
              {sentence} {pattern !== undefined && <Code>{pattern}</Code>}
            </p>
            {values && <Values values={values} />}
          </Fact>
          <Fact label={words.severity}>
            <SeverityBadge severity={definition.severity} />
          </Fact>
          {definition.minPassPercent != null && (
            <Fact label={words.minPassPercent}>{words.percentOfValues(definition.minPassPercent)}</Fact>
          )}
        </>
      );
    }
    case 'Tag':
      return (
        <>
          <Fact label={words.values}>
            {definition.values.length > 0 ? <Values values={definition.values} /> : text.common.nothing}
          </Fact>
          <Fact label={words.marks}>
            <EntityList entities={definition.marks.map(({ entity, ...name }) => entity ?? name)} />
          </Fact>
        </>
      );
    case 'LineageField':
      return (
        <>
          <Fact label={words.from}>
            <End end={definition.from} />
          </Fact>
          <Fact label={words.to}>
            <End end={definition.to} />
          </Fact>
          <Fact label={words.transformation}>{definition.transformation ?? words.notStated}</Fact>
        </>
      );
  }
}

/** In the order of the keys; a key that nothing has stays a key. */
function named(entityType: EntityType, keys: readonly string[], found: readonly NamedEntityFragment[]) {
  return keys.map(
    (canonicalKey) => found.find((entity) => entity.canonicalKey === canonicalKey) ?? { entityType, canonicalKey },
  );
}

function End({ end: { entity, column, entityType, canonicalKey } }: { end: EndFragment }) {
  const words = text.entity.definition;
  return (
    <>
      {entity ? <EntityLink entity={entity} /> : words.gone(`${text.entityTypes[entityType]} ${canonicalKey}`)}
      {', '}
      {column === null ? words.wholeEntity : words.column(column)}
    </>
  );
}

function Code({ children }: { children: string }) {
  return <code className="rounded bg-hover px-1 py-px font-mono text-xs">{children}</code>;
}

/** More than these scroll within, so that they do not push everything else away. */
const MANY_VALUES = 60;

function Values({ values }: { values: readonly string[] }) {
  const isMany = values.length > MANY_VALUES;
  return (
    <ul
      className={`flex flex-wrap gap-1 ${isMany ? 'max-h-36 overflow-y-auto print:max-h-none' : ''}`}
      tabIndex={isMany ? 0 : undefined}
    >
      {values.map((value) => (
        <li key={value}>
          <Code>{value}</Code>
        </li>
      ))}
    </ul>
  );
}
