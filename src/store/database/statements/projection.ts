import { Column, getTableColumns } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { LRUCache } from 'lru-cache';

/** What of an object is read from its row. */
export interface Projection<T> {
  /** The same for the same properties. */
  key: string;
  /** The columns to select, in this order. */
  columns: Record<string, PgColumn>;
  /** The object of a row, which is an array. A property that was not read throws when it is used. */
  toObject: (row: readonly unknown[]) => T;
}

/** A property that is made of several columns. */
interface Composition<V> {
  from: readonly PgColumn[];
  make: (values: readonly unknown[]) => V;
}

/** The value of a column, as a row contains it. */
type ValueOf<C extends PgColumn> = C['_']['notNull'] extends true ? C['_']['data'] : C['_']['data'] | null;

/** A property that `make` makes of the values of these columns, in this order. */
export function composition<const C extends readonly PgColumn[], V>(
  from: C,
  make: (...values: { -readonly [I in keyof C]: ValueOf<C[I]> }) => V,
): Composition<V> {
  return { from, make: (values) => make(...(values as Parameters<typeof make>)) };
}

interface ProjectionOptions<T> {
  /** Properties that are always read. */
  always: readonly (keyof T & string)[];
  /** Properties that are no columns. */
  composed?: { [P in keyof T]?: Composition<T[P]> };
}

/** Sets a property of an object from a row. */
type Reader = (object: Record<string, unknown>, row: readonly unknown[]) => void;

/** Most projections of a table that are kept: clients choose the properties. */
const MAX_PROJECTIONS = 500;

/**
 * For each set of properties a projection, which is made once; without a set, one of all properties. Properties that do
 * not exist are ignored.
 */
export function createProjections<T extends object>(
  table: PgTable,
  { always, composed = {} }: ProjectionOptions<T>,
): (properties?: ReadonlySet<string>) => Projection<T> {
  const compositions = new Map(Object.entries<Composition<unknown> | undefined>(composed));
  const inside = new Set([...compositions.values()].flatMap((composition) => composition?.from ?? []));
  const plain = Object.entries<PgColumn>(getTableColumns(table)).filter(([, column]) => !inside.has(column));
  const names = [...plain.map(([name]) => name), ...compositions.keys()];
  const needed: ReadonlySet<string> = new Set(always);
  const made = new LRUCache<string, Projection<T>>({ max: MAX_PROJECTIONS });

  function make(key: string, chosen: readonly string[]): Projection<T> {
    const columns: [string, PgColumn][] = plain.filter(([name]) => chosen.includes(name));
    const readers = columns.map(([name, column], index) => readerOf(name, column, index));
    for (const [name, composition] of compositions) {
      if (!composition || !chosen.includes(name)) continue;
      const first = columns.length;
      columns.push(...composition.from.map((column): [string, PgColumn] => [column.name, column]));
      readers.push(composedReader(name, composition, first));
    }
    const Loaded = classWithout(names.filter((name) => !chosen.includes(name)));
    return {
      key,
      columns: Object.fromEntries(columns),
      toObject(row) {
        const object = new Loaded();
        for (const read of readers) read(object, row);
        // Complete as far as it is used: its class refuses the rest.
        return object as T;
      },
    };
  }

  return (properties) => {
    const chosen = names.filter((name) => !properties || properties.has(name) || needed.has(name));
    const key = chosen.join(',');
    let projection = made.get(key);
    if (!projection) {
      projection = make(key, chosen);
      made.set(key, projection);
    }
    return projection;
  };
}

function readerOf(name: string, column: PgColumn, index: number): Reader {
  const decode = decoderOf(column);
  if (!decode) {
    return (object, row) => {
      object[name] = row[index];
    };
  }
  return (object, row) => {
    object[name] = decode(row[index]);
  };
}

function composedReader(name: string, { from, make }: Composition<unknown>, first: number): Reader {
  const decoders = from.map(decoderOf);
  return (object, row) => {
    object[name] = make(decoders.map((decode, index) => (decode ? decode(row[first + index]) : row[first + index])));
  };
}

/** Undefined if the value of the driver is the value of the column. */
function decoderOf(column: PgColumn): ((value: unknown) => unknown) | undefined {
  if (column.mapFromDriverValue === Column.prototype.mapFromDriverValue) return undefined;
  return (value) => (value === null ? null : column.mapFromDriverValue(value));
}

/** A class of objects that lack these properties, and say so when one is used. */
function classWithout(names: readonly string[]): new () => Record<string, unknown> {
  class Loaded {
    [name: string]: unknown;
  }
  for (const name of names) {
    Object.defineProperty(Loaded.prototype, name, {
      get() {
        throw new Error(`${name} was not loaded: the field that uses it does not declare it`);
      },
    });
  }
  return Loaded;
}
