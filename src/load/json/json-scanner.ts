import { errorAt } from '../load-error.ts';
import type { JsonText, Value } from '../source/row-source.ts';

/** Postgres and this scanner recurse as deep as the value is nested. */
const MAX_DEPTH = 500;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** What JSON can write with escapes, and Postgres cannot store. */
const NOT_TEXT = /[\0\p{Surrogate}]/u;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const LITERALS = new Map<string | undefined, readonly [string, boolean | null]>([
  ['t', ['true', true]],
  ['f', ['false', false]],
  ['n', ['null', null]],
]);

export interface JsonScanner {
  /** How many characters have been read. */
  readonly position: number;
  /** Line of the next token. */
  line(): number;
  /** Skips a character if it is the next token. */
  take(character: string): boolean;
  /** @throws LoadError, with what was expected, if the next token is another */
  expect(character: string, what?: string): void;
  /** @throws LoadError if the text continues */
  expectEnd(): void;
  /** Whether this character is the next token. */
  isNext(character: string): boolean;
  /** Reads a value of any kind. */
  skip(): void;
  /** The names of the members of an object. The value of each must be read before the next one is taken. */
  names(): Generator<string>;
  /** Reads one object, and calls `onMember` for each of its members. */
  object(onMember: (name: string, value: Value, line: number) => void): void;
}

/**
 * Reads JSON text token by token. Unlike JSON.parse, it knows the line, keeps the digits of numbers and the text of
 * nested values as written, and refuses a name that occurs twice in one object. All errors are LoadErrors with the
 * line.
 */
export function createJsonScanner(text: string, source: string, firstLine: number): JsonScanner {
  let at = 0;
  let lineNumber = firstLine;
  let nextBreak = text.indexOf('\n');

  function line(): number {
    skipSpace();
    for (; nextBreak !== -1 && nextBreak < at; nextBreak = text.indexOf('\n', nextBreak + 1)) lineNumber++;
    return lineNumber;
  }

  function fail(problem: string): never {
    throw errorAt(source, line(), problem);
  }

  function failExpecting(what: string): never {
    const found = text.codePointAt(at);
    return fail(
      `${what} expected, not ${found === undefined ? 'the end' : JSON.stringify(String.fromCodePoint(found))}`,
    );
  }

  function skipSpace(): void {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
  }

  function take(character: string): boolean {
    skipSpace();
    if (text[at] !== character) return false;
    at++;
    return true;
  }

  function expect(character: string, what = `"${character}"`): void {
    if (!take(character)) failExpecting(what);
  }

  function string(): string {
    skipSpace();
    if (text[at] !== '"') failExpecting('a string');
    let escaped = false;
    for (let end = at + 1; ; end++) {
      const code = text.charCodeAt(end);
      if (code === QUOTE) return stringUpTo(end, escaped);
      if (Number.isNaN(code) || code === LINE_FEED) fail('a string is not closed on its line');
      if (code < 0x20) fail('a control character in a string');
      if (code === BACKSLASH) {
        escaped = true;
        end++;
      }
    }
  }

  function stringUpTo(end: number, escaped: boolean): string {
    const value = escaped ? unescape(text.slice(at, end + 1)) : text.slice(at + 1, end);
    at = end + 1;
    return value;
  }

  function unescape(literal: string): string {
    let value: unknown;
    try {
      value = JSON.parse(literal);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    if (typeof value !== 'string') return fail('an escape sequence that JSON does not allow in a string');
    if (NOT_TEXT.test(value)) return fail('\\u0000 or an unpaired surrogate in a string');
    return value;
  }

  function value(depth: number): Value {
    skipSpace();
    const first = text[at];
    if (first === '"') return string();
    if (first === '{' || first === '[') return nested(first === '{', depth);
    const literal = LITERALS.get(first);
    if (literal && text.startsWith(literal[0], at)) {
      at += literal[0].length;
      return literal[1];
    }
    return number();
  }

  function number(): number | JsonText {
    NUMBER.lastIndex = at;
    const digits = NUMBER.exec(text)?.[0];
    if (digits === undefined) return failExpecting('a value');
    at += digits.length;
    const number = Number(digits);
    return String(number) === digits ? number : { json: digits };
  }

  function nested(isObject: boolean, depth: number): Value {
    if (depth > MAX_DEPTH) fail(`a value is nested deeper than ${MAX_DEPTH} levels`);
    const start = at;
    if (isObject) members(depth, () => undefined);
    else list('[', ']', () => void value(depth + 1));
    return { json: text.slice(start, at) };
  }

  function members(depth: number, onMember: (name: string, value: Value, line: number) => void): void {
    const names = new Set<string>();
    list('{', '}', () => {
      const memberLine = line();
      const name = nameIn(names);
      onMember(name, value(depth + 1), memberLine);
    });
  }

  /** The name of a member, and the colon after it. */
  function nameIn(names: Set<string>): string {
    const memberLine = line();
    const name = string();
    if (names.has(name)) throw errorAt(source, memberLine, `the name "${name}" occurs twice in one object`);
    names.add(name);
    expect(':');
    return name;
  }

  function list(open: string, close: string, item: () => void): void {
    expect(open);
    if (take(close)) return;
    do item();
    while (take(','));
    expect(close, `"," or "${close}"`);
  }

  return {
    get position() {
      return at;
    },
    line,
    take,
    expect,
    expectEnd() {
      skipSpace();
      if (at < text.length) failExpecting('the end');
    },
    isNext(character) {
      skipSpace();
      return text[at] === character;
    },
    skip: () => void value(0),
    *names() {
      const names = new Set<string>();
      expect('{', 'an object');
      if (take('}')) return;
      do {
        yield nameIn(names);
      } while (take(','));
      expect('}', '"," or "}"');
    },
    object(onMember) {
      skipSpace();
      if (text[at] !== '{') failExpecting('an object');
      members(0, onMember);
    },
  };
}
