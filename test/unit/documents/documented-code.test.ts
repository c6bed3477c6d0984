import { readdirSync, readFileSync } from 'node:fs';

import {
  buildSchema,
  concatAST,
  Kind,
  LoneAnonymousOperationRule,
  NoUnusedFragmentsRule,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import { describe, expect, test } from 'vitest';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
const PAGES = ['README.md', ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))];

interface Block {
  page: string;
  line: number;
  text: string;
}

/** The code blocks of a page in this language. */
function blocksOf(page: string, language: string): Block[] {
  const source = readFileSync(page, 'utf8');
  return [...source.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map((match) => ({
    page,
    line: source.slice(0, match.index).split('\n').length,
    text: match[1] ?? '',
  }));
}

const operations = PAGES.flatMap((page) => blocksOf(page, 'graphql'));

describe('an operation in the documentation fits the schema', () => {
  // A block may show several operations.
  const left: readonly ValidationRule[] = [NoUnusedFragmentsRule, LoneAnonymousOperationRule];
  const rules = specifiedRules.filter((rule) => !left.includes(rule));

  test.each(operations)('$page:$line', ({ page, text }) => {
    // A block may use the fragments of other blocks of its page.
    const others = operations.filter((block) => block.page === page && block.text !== text);
    const fragments = others.flatMap((block) =>
      parse(block.text).definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION),
    );
    const document = concatAST([parse(text), { kind: Kind.DOCUMENT, definitions: fragments }]);
    expect(validate(schema, document, rules).map(({ message }) => message)).toEqual([]);
  });
});

describe('the code in the page about dashboards is that of the example, which a test runs in a browser', () => {
  const onOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  const example = onOneLine(readFileSync('examples/dashboard.html', 'utf8'));

  test.each(['graphql', 'js'].flatMap((language) => blocksOf('docs/dashboard.md', language)))(
    '$page:$line',
    (block) => {
      expect(example).toContain(onOneLine(block.text));
    },
  );
});
