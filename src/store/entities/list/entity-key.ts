import type { ListOrder } from './entity-orders.ts';

/** Where an entity is in a list: in which stretch, and by which values it is sorted there. */
export interface EntityKey {
  stretch: number;
  /** Times in ISO 8601. */
  values: KeyValue[];
}

type KeyValue = string | number | null;

const INSTANT = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Whether a key can be one of the order: it comes from a client, and must not make the database refuse a value. */
export function isKeyOf({ stretches }: ListOrder, { stretch: number, values }: EntityKey): boolean {
  const stretch = stretches[number];
  if (stretch?.columns.length !== values.length) return false;
  return stretch.columns.every((column, index) => {
    const value = values[index];
    if (stretch.isNull === true && index === 0) return value === null;
    if (column.dataType === 'number') return typeof value === 'number';
    if (typeof value !== 'string') return false;
    return column.dataType !== 'date' || (INSTANT.test(value) && !Number.isNaN(Date.parse(value)));
  });
}

/** The key of a row, from the number of its stretch and the values by which it is sorted. */
export function readKey({ stretches }: ListOrder, [stretch, ...values]: readonly unknown[]): EntityKey {
  const number = Number(stretch);
  const columns = stretches[number]?.columns ?? [];
  return {
    stretch: number,
    values: columns.map((column, index) => {
      const raw = values[index] ?? null;
      const value: unknown = raw === null ? null : column.mapFromDriverValue(raw);
      if (value instanceof Date) return value.toISOString();
      return typeof value === 'string' || typeof value === 'number' ? value : null;
    }),
  };
}

/** The values of a key's placeholders. */
export function keyValues(end: 'after' | 'before', key: EntityKey | undefined): Record<string, KeyValue> {
  return Object.fromEntries((key?.values ?? []).map((value, index) => [`${end}${index}`, value]));
}
