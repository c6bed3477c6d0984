import { expect, test } from 'vitest';

import { loadConfig } from '../../../src/config.ts';
import { isOpenSchema, tableAccessOf } from '../../../src/domain/datasets/table-access.ts';

const WAREHOUSE_URL = 'postgres://reader@127.0.0.1/warehouse';
const accessIn = (access: unknown) =>
  loadConfig({ WAREHOUSE_URL, WAREHOUSE_ACCESS: JSON.stringify(access) }).warehouseAccess;

test('a tenant may use its own schemas or role, others what the star says, and without it nothing', () => {
  const access = accessIn({ acme: { schemas: ['sales', 'Ref"data'] }, globex: { role: 'globex_reader' } });
  expect(tableAccessOf(access, 'acme')).toEqual({ schemas: ['sales', 'Ref"data'] });
  expect(tableAccessOf(access, 'globex')).toEqual({ role: 'globex_reader' });
  expect(isOpenSchema(tableAccessOf(access, 'acme'), 'sales')).toBe(true);
  expect(isOpenSchema(tableAccessOf(access, 'acme'), 'Sales')).toBe(false);
  expect(isOpenSchema(tableAccessOf(access, 'globex'), 'anything')).toBe(true);
  expect(isOpenSchema(tableAccessOf(access, 'initech'), 'sales')).toBe(false);
  const shared = accessIn({ acme: { schemas: ['sales'] }, '*': { schemas: ['public'] } });
  expect(tableAccessOf(shared, 'initech')).toEqual({ schemas: ['public'] });
  expect(tableAccessOf(shared, 'acme')).toEqual({ schemas: ['sales'] });
});

test('without the setting, tenants share all tables', () => {
  const { warehouseAccess } = loadConfig({});
  expect(isOpenSchema(tableAccessOf(warehouseAccess, 'acme'), 'sales')).toBe(true);
});

test.each<readonly [unknown, string]>([
  [{ acme: {} }, 'acme: must have schemas, a role or both'],
  [{ acme: { schemas: [] } }, 'acme.schemas: must not be empty'],
  [{ acme: { schemas: ['a'.repeat(64)] } }, 'acme.schemas.0'],
  [{ acme: { role: 'none' } }, 'acme.role: must not be none'],
  [{ acme: { rolle: 'reader' } }, 'acme: Unrecognized key'],
  [{ 'not a tenant': { role: 'reader' } }, 'not a tenant'],
  [['sales'], 'expected JSON such as'],
  ['sales', 'expected JSON such as'],
])('%j is refused, and the message says where: %s', (access, message) => {
  expect(() => accessIn(access)).toThrow(message);
});

test('roles need a database that has them', () => {
  const WAREHOUSE_ACCESS = JSON.stringify({ acme: { role: 'reader' } });
  expect(() => loadConfig({ WAREHOUSE_ACCESS })).toThrow('the embedded store has no roles');
  expect(loadConfig({ WAREHOUSE_ACCESS, DATABASE_URL: WAREHOUSE_URL }).warehouseAccess).toBeDefined();
});
