import { createReadStream } from 'node:fs';

import { errorAt } from '../load/load-error.ts';

/** Longest object, in characters: what is kept in memory until its end is found. */
const MAX_OBJECT_LENGTH = 4 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

export interface FoundObject {
  /** Line on which it begins; the first is 1. */
  line: number;
  /** As written: an object by its braces, which may not contain valid JSON. */
  text: string;
}

/**
 * The objects of a JSON array, or those of JSON lines. Only the current piece of the file is in memory.
 * @param onBytes called with the size of every piece that was read
 * @throws LoadError with the line at which the file is neither
 */
export async function* readObjects(
  path: string,
  source: string,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<FoundObject> {
  const scanner = createObjectScanner(source);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Buffer) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw errorAt(source, scanner.line(), 'not UTF-8 text, or soon after it');
    }
  };
  for await (const bytes of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    yield* scanner.scan(decode(bytes));
    onBytes(bytes.length);
  }
  yield* scanner.scan(decode());
  scanner.end();
}

type Place = 'begin' | 'first item' | 'item' | 'after item' | 'lines' | 'end';

/** Finds objects by their braces, whatever they contain, in a text that arrives in pieces. */
function createObjectScanner(source: string) {
  let place: Place = 'begin';
  let line = 1;
  let held = '';
  let objectLine = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;

  function fail(what: string, found: string | undefined): never {
    const shown = found === undefined ? 'the end' : JSON.stringify(found);
    throw errorAt(source, line, `${what} expected, not ${shown}`);
  }

  /** A character between the objects. */
  function between(character: string): void {
    if (/\s/.test(character)) return;
    switch (place) {
      case 'begin':
        if (character !== '[') fail('an array of objects, or one object per line', character);
        place = 'first item';
        return;
      case 'first item':
      case 'item':
        if (character !== ']' || place === 'item') fail('an object', character);
        place = 'end';
        return;
      case 'after item':
        if (character !== ',' && character !== ']') fail('"," or "]"', character);
        place = character === ',' ? 'item' : 'end';
        return;
      case 'lines':
        fail('an object', character);
        break;
      case 'end':
        fail('the end', character);
    }
  }

  /** A character inside an object; returns true for the last one. */
  function inside(character: string): boolean {
    if (inString) {
      if (escaped) escaped = false;
      else if (character === '\\') escaped = true;
      else if (character === '"') inString = false;
      return false;
    }
    if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    return depth === 0;
  }

  function mayBegin(): boolean {
    return place === 'begin' || place === 'first item' || place === 'item' || place === 'lines';
  }

  return {
    line: () => line,
    *scan(piece: string): Generator<FoundObject> {
      const text = held + piece;
      let start = 0;
      for (let at = held.length; at < text.length; at++) {
        const character = text.charAt(at);
        if (character === '\n') line++;
        if (depth > 0) {
          if (!inside(character)) continue;
          place = place === 'lines' ? 'lines' : 'after item';
          yield { line: objectLine, text: text.slice(start, at + 1) };
        } else if (character === '{' && mayBegin()) {
          if (place === 'begin') place = 'lines';
          depth = 1;
          start = at;
          objectLine = line;
        } else between(character);
      }
      held = depth > 0 ? text.slice(start) : '';
      if (held.length > MAX_OBJECT_LENGTH)
        throw errorAt(source, objectLine, 'an object that is too long, or not closed');
    },
    end(): void {
      if (depth > 0) throw errorAt(source, objectLine, 'an object that is not closed');
      if (place !== 'lines' && place !== 'end' && place !== 'begin')
        fail(place === 'after item' ? '"," or "]"' : 'an object', undefined);
    },
  };
}
