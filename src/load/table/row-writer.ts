import { errorAt } from '../load-error.ts';
import type { Row, Value } from '../source/row-source.ts';
import { lossOf } from './column-loss.ts';
import type { StoredColumn } from './prepare-table.ts';

const SHOWN_CHARACTERS = 60;

/** @throws LoadError with the line if a column would round or truncate one of its values */
export type RowWriter = (row: Row) => string;

interface RowWriterOptions {
  /** Of the table. */
  columns: readonly StoredColumn[];
  /** The name of the source, and of each of its files. */
  source: string;
  files: readonly string[];
  /** Whether rows say where they are from. */
  asksOrigin: boolean;
}

/** Rows as JSON objects with the keys c0, c1 and so on; nulls are left out. */
export function createRowWriter({ columns, source, files, asksOrigin }: RowWriterOptions): RowWriter {
  const fields = columns.map((column, index) => ({
    key: `"c${index}":`,
    write: writerFor(column.baseType),
    loss: lossOf(column.baseType),
    column,
  }));
  return ({ line, values, file = source }) => {
    const members = asksOrigin ? [`"file":${files.indexOf(file)},"line":${line}`] : [];
    for (const [index, { key, write, loss, column }] of fields.entries()) {
      const value = values[index];
      if (value === null || value === undefined) continue;
      const lost = loss?.(textOf(value));
      if (lost !== undefined) throw errorAt(file, line, describeLoss(column, lost, textOf(value)));
      members.push(key + write(value));
    }
    return `{${members.join(',')}}`;
  };
}

function describeLoss({ name, type }: StoredColumn, lost: string, text: string): string {
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  return `the column "${name}" is ${type}, which would ${lost} ${JSON.stringify(shown)}`;
}

function writerFor(type: string): (value: NonNullable<Value>) => string {
  if (/^jsonb?$/.test(type)) return asJson;
  if (/^(?:smallint|integer|bigint)$/.test(type)) return (value) => JSON.stringify(withoutZeros(textOf(value)));
  return (value) => JSON.stringify(textOf(value));
}

function textOf(value: NonNullable<Value>): string {
  return typeof value === 'object' ? value.json : String(value);
}

/** Some programs write every number with a fraction: 5.0 is an integer, but Postgres does not accept it as one. */
function withoutZeros(text: string): string {
  return text.replace(/^(-?\d+)\.0+$/, '$1');
}

function asJson(value: NonNullable<Value>): string {
  if (typeof value === 'object') return value.json;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
