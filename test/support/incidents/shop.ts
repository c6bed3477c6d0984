import { loadTable } from '../../../src/load/load-table.ts';
import { memorySource } from '../../../src/load/source/memory-source.ts';
import type { TestServer } from '../server/test-server.ts';

const COLUMNS = {
  customers: ['id', 'email', 'country'],
  orders: ['id', 'customer_id', 'amount', 'status'],
  order_lines: ['order_id', 'line', 'sku', 'quantity'],
} as const;
export type ShopTable = keyof typeof COLUMNS;
export type ShopRow = Record<string, string | number | null>;

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** The rows of a shop's tables, nothing wrong with them. */
export const SHOP: Record<ShopTable, readonly ShopRow[]> = {
  customers: upTo(200).map((id) => ({ id, email: `person${id}@shop.example`, country: id % 2 ? 'DE' : 'FR' })),
  orders: upTo(400).map((id) => ({
    id,
    customer_id: (id % 200) + 1,
    amount: id + 3,
    status: id % 3 ? 'paid' : 'sent',
  })),
  order_lines: upTo(800).map((n) => ({
    order_id: Math.ceil(n / 2),
    line: n % 2,
    sku: `SKU-${n % 50}`,
    quantity: n % 7,
  })),
};

/** Replaces a table by a file with these rows, as `npm run load` does, and reports that it was refreshed. */
export async function loadShop(
  server: TestServer,
  table: ShopTable,
  rows: readonly ShopRow[] = SHOP[table],
  columns: readonly string[] = COLUMNS[table],
): Promise<void> {
  const source = memorySource(
    columns.map((name) => ({ name })),
    rows.map((row) => columns.map((name) => row[name])),
  );
  await loadTable(server.warehouse, source, { schema: 'shop', table });
  const input = { entityUrn: `urn:dataset:shop.${table}`, schema: 'shop', table, rowsAffected: rows.length };
  await server.query(`mutation ($input: ReportDataRefreshInput!) { reportDataRefresh(input: $input) { __typename } }`, {
    input: { ...input, refreshType: 'FULL' },
  });
}

const at = (table: ShopTable, column?: string) => ({ schema: 'shop', table, ...(column !== undefined && { column }) });

function metadata(canonicalKey: string, tier: string, dataset: object, owner = 'carla') {
  return { entityType: 'METADATA', canonicalKey, change: { name: canonicalKey, tier, owner, dataset } };
}
function kpi(canonicalKey: string, computedFrom: readonly string[], dataset?: object) {
  const definition = { formula: computedFrom.join(' / '), direction: 'HIGHER_IS_BETTER', computedFrom };
  const change = { name: canonicalKey, tier: 'TIER1', owner: 'erik', kpi: definition, ...(dataset && { dataset }) };
  return { entityType: 'KPI', canonicalKey, change };
}
function rule(canonicalKey: string, dataset: object, severity: string, check: object) {
  const change = { name: canonicalKey, tier: 'TIER3', owner: 'carla', dataset, businessRule: { severity, check } };
  return { entityType: 'BUSINESS_RULE', canonicalKey, change };
}
function term(canonicalKey: string, relatedTerms: readonly string[] = []) {
  const glossary = { definition: `What a ${canonicalKey} is.`, relatedTerms };
  return { entityType: 'GLOSSARY', canonicalKey, change: { name: canonicalKey, tier: 'TIER4', glossary } };
}
function tag(canonicalKey: string, entityType: string, marked: string) {
  const marks = [{ entityType, canonicalKey: marked }];
  return { entityType: 'TAG', canonicalKey, change: { name: canonicalKey, tier: 'TIER5', tag: { values: [], marks } } };
}
function lineage(from: string, to: string) {
  const [one, other] = [from, to].map((canonicalKey) => ({ entityType: 'METADATA', canonicalKey }));
  const canonicalKey = `${from}_to_${to}`;
  const change = { name: canonicalKey, tier: 'TIER4', lineage: { from: one, to: other } };
  return { entityType: 'LINEAGE', canonicalKey, change };
}

/**
 * What a steward requests for the shop: 30 entities, 10 rules among them, many before what they refer to. The tables and rules
 * belong to carla, and what is made of them to erik: customers -> orders -> order_lines, the status of orders, and KPIs.
 */
export const SHOP_ENTITIES = [
  kpi('gross_revenue', ['orders'], at('orders', 'amount')),
  kpi('order_count', ['orders']),
  kpi('lines_per_order', ['order_lines', 'orders']),
  lineage('customers', 'orders'),
  lineage('orders', 'order_lines'),
  lineage('orders', 'order_status'),
  metadata('customers', 'TIER1', { ...at('customers'), keyColumns: ['id'] }),
  metadata('orders', 'TIER1', { ...at('orders'), keyColumns: ['id'] }),
  metadata('order_lines', 'TIER2', { ...at('order_lines'), keyColumns: ['order_id', 'line'] }),
  metadata('order_status', 'TIER2', at('orders', 'status'), 'erik'),
  rule('customer_known', at('customers', 'id'), 'CRITICAL', { notNull: true }),
  rule('email_known', at('customers', 'email'), 'WARNING', { notNull: true }),
  rule('email_form', at('customers', 'email'), 'ERROR', { pattern: '^[^@]+@[^@]+$' }),
  rule('country_known', at('customers', 'country'), 'ERROR', { acceptedValues: ['DE', 'FR'] }),
  rule('order_customer', at('orders', 'customer_id'), 'CRITICAL', { reference: at('customers', 'id') }),
  rule('order_amount', at('orders', 'amount'), 'CRITICAL', { numberRange: { min: 0 } }),
  rule('order_state', at('orders', 'status'), 'ERROR', { acceptedValues: ['paid', 'sent'] }),
  rule('line_order', at('order_lines', 'order_id'), 'CRITICAL', { reference: at('orders', 'id') }),
  rule('line_quantity', at('order_lines', 'quantity'), 'ERROR', { numberRange: { min: 0 } }),
  rule('line_sku', at('order_lines', 'sku'), 'WARNING', { pattern: '^SKU-' }),
  term('customer', ['order']),
  term('order', ['customer', 'order_line']),
  term('order_line', ['order']),
  term('revenue', ['order', 'refund']),
  term('refund', ['revenue']),
  term('article'),
  term('country'),
  tag('personal', 'METADATA', 'customers'),
  tag('finance', 'KPI', 'gross_revenue'),
  tag('daily', 'METADATA', 'orders'),
];
