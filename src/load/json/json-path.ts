import { LoadError } from '../load-error.ts';
import type { JsonScanner } from './json-scanner.ts';

/** Where in a JSON value the rows are: the names of the members that lead there; empty: the value itself. */
export type JsonPath = readonly string[];

const MAX_SHOWN = 20;

/**
 * A path as a person writes it, such as `data.items`.
 * @throws LoadError if a name is missing
 */
export function parseJsonPath(text: string): JsonPath {
  const names = text.split('.');
  if (!names.includes('')) return names;
  throw new LoadError(`${JSON.stringify(text)} is not a path: expected names separated by dots, such as data.items`);
}

export interface RowsAt<T> {
  /** Reads a value: an object, or an array of objects, at each name of the path and where the path ends. */
  within(scanner: JsonScanner): Generator<T>;
  /** @throws LoadError, with the names that are there instead, if no value had the path */
  expectFound(source: string): void;
}

/** Goes along a path, through every object of an array; `readRow` reads each object at its end. Null is an empty array. */
export function rowsAt<T>(path: JsonPath, readRow: (scanner: JsonScanner) => T): RowsAt<T> {
  /** The names beside each name of the path. */
  const seen = path.map(() => new Set<string>());
  let isFound = path.length === 0;

  function* within(scanner: JsonScanner, level = 0): Generator<T> {
    if (level === path.length) isFound = true;
    if (scanner.isNext('n')) {
      scanner.skip();
    } else if (!scanner.take('[')) {
      yield* inObject(scanner, level);
    } else if (!scanner.take(']')) {
      do yield* inObject(scanner, level);
      while (scanner.take(','));
      scanner.expect(']', '"," or "]"');
    }
  }

  function* inObject(scanner: JsonScanner, level: number): Generator<T> {
    if (level === path.length) {
      yield readRow(scanner);
      return;
    }
    for (const name of scanner.names()) {
      if (name === path[level]) {
        yield* within(scanner, level + 1);
      } else {
        if ((seen[level]?.size ?? 0) < MAX_SHOWN) seen[level]?.add(name);
        scanner.skip();
      }
    }
  }

  return {
    within: (scanner) => within(scanner),
    expectFound(source) {
      if (isFound) return;
      const level = seen.findLastIndex((names) => names.size > 0);
      const place = level > 0 ? `in ${path.slice(0, level).join('.')} ` : '';
      const there = level === -1 ? 'nothing' : [...(seen[level] ?? [])].join(', ');
      throw new LoadError(`${source}: there is no ${path.join('.')}: ${place}there is ${there}`);
    },
  };
}
