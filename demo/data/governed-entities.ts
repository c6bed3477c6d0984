import type { EntityName } from '../api.ts';

export interface NewEntity extends EntityName {
  change: Record<string, unknown>;
}

/** A table, or one column of it, and the columns that identify its rows. */
function at(name: string, keyColumns: readonly string[], column?: string) {
  const [schema, table] = name.split('.');
  return { schema, table, keyColumns, ...(column !== undefined && { column }) };
}

const weather = (column?: string) => at('weather.daily', ['location', 'date'], column);
const movies = (column?: string) => at('cinema.movies', ['Title', 'Release Date'], column);
const airports = (column?: string) => at('aviation.airports', ['iata'], column);
const routes = (column?: string) => at('aviation.routes', ['origin', 'destination'], column);

type Tier = `TIER${1 | 2 | 3 | 4 | 5}`;

function metadata(canonicalKey: string, tier: Tier, name: string, dataset?: object): NewEntity {
  return { entityType: 'METADATA', canonicalKey, change: { name, tier, ...(dataset && { dataset }) } };
}

function kpi(canonicalKey: string, tier: Tier, name: string, dataset: object, definition: object): NewEntity {
  return {
    entityType: 'KPI',
    canonicalKey,
    change: { name, tier, dataset, kpi: { direction: 'HIGHER_IS_BETTER', ...definition } },
  };
}

/** Who watches what: the figures of films that are reported as revenue, and what an authority is told about flights. */
const PACKS: Readonly<Record<string, readonly string[]>> = {
  'ifrs-revenue': ['movies', 'box_office_worldwide', 'studio_report', 'movie_gross_reported', 'gross'],
  'aviation-statistics': ['airports', 'flight_routes', 'air_traffic_report', 'airport_code_form', 'route_origin_known'],
};

type Severity = 'INFO' | 'WARNING' | 'CRITICAL';

function rule(canonicalKey: string, [tier, severity]: [Tier, Severity], dataset: object, check: object): NewEntity {
  const name = canonicalKey.charAt(0).toUpperCase() + canonicalKey.slice(1).replaceAll('_', ' ');
  return {
    entityType: 'BUSINESS_RULE',
    canonicalKey,
    change: { name, tier, dataset, businessRule: { severity, check } },
  };
}

function term(canonicalKey: string, name: string, glossary: object): NewEntity {
  return { entityType: 'GLOSSARY', canonicalKey, change: { name, tier: 'TIER3', glossary } };
}

function tag(canonicalKey: string, name: string, values: string[], marks: readonly EntityName[]): NewEntity {
  return { entityType: 'TAG', canonicalKey, change: { name, tier: 'TIER4', tag: { values, marks } } };
}

/** A column of a metadata entity, such as `movies.Title`, or the whole entity. */
function end(text: string): EntityName & { column?: string } {
  const [canonicalKey = '', column] = text.split('.');
  const entityType = canonicalKey === 'box_office_worldwide' ? 'KPI' : 'METADATA';
  return { entityType, canonicalKey, ...(column !== undefined && { column }) };
}

function lineage(from: string, to: string, transformation: string): NewEntity {
  const canonicalKey = `${from}_to_${to}`.toLowerCase().replaceAll(/[ .]/g, '_');
  return {
    entityType: 'LINEAGE',
    canonicalKey,
    change: {
      name: `${from} to ${to}`,
      tier: 'TIER3',
      lineage: { from: end(from), to: end(to), transformation },
    },
  };
}

const STATES =
  'AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR ' +
  'PA RI SC SD TN TX UT VA VT WA WI WV WY AS CQ GU PR VI';

/**
 * The entities that the demo governs, of all six types, in the order of registration: business rules first, so that the
 * first profile of a table applies them, and every entity after those that it mentions.
 */
export const GOVERNED_ENTITIES: readonly (readonly NewEntity[])[] = inPacks([
  [
    rule('weather_kind_known', ['TIER4', 'INFO'], weather('weather'), {
      acceptedValues: ['drizzle', 'fog', 'rain', 'snow', 'sun'],
    }),
    rule('weather_day_recorded', ['TIER4', 'WARNING'], weather('date'), {
      dateRange: { min: '2012-01-01', max: '2015-12-31' },
    }),
    rule('temperature_plausible', ['TIER3', 'CRITICAL'], weather('temp_max'), { numberRange: { min: -40, max: 45 } }),
    rule('movie_title_length', ['TIER5', 'INFO'], movies('Title'), { length: { min: 1, max: 60 } }),
    rule('movie_rating_official', ['TIER4', 'INFO'], movies('MPAA Rating'), {
      acceptedValues: ['G', 'PG', 'PG-13', 'R', 'NC-17'],
    }),
    rule('release_date_form', ['TIER4', 'WARNING'], movies('Release Date'), {
      pattern: '^[A-Z][a-z]{2} [0-9]{2} [0-9]{4}$',
    }),
    rule('movie_gross_reported', ['TIER3', 'CRITICAL'], movies('Worldwide Gross'), { notNull: true }),
    rule('airport_code_form', ['TIER3', 'CRITICAL'], airports('iata'), { pattern: '^[A-Z0-9]{3,4}$' }),
    rule('airport_state_known', ['TIER4', 'WARNING'], airports('state'), { acceptedValues: STATES.split(' ') }),
    rule('route_origin_known', ['TIER3', 'CRITICAL'], routes('origin'), {
      reference: { schema: 'aviation', table: 'airports', column: 'iata' },
    }),
  ],
  [
    metadata('weather_daily', 'TIER2', 'Daily weather', weather()),
    metadata('movies', 'TIER1', 'Movies', movies()),
    metadata('airports', 'TIER1', 'Airports', airports()),
    metadata('flight_routes', 'TIER3', 'Flight routes', routes()),
    metadata('air_traffic_report', 'TIER2', 'Yearly report to the aviation authority'),
    metadata('studio_report', 'TIER2', 'Quarterly report to the studios'),
    term('gross', 'Gross', {
      definition: 'What was paid for tickets, before anybody takes a share of it.',
      synonyms: ['ticket sales'],
    }),
    term('iata_code', 'IATA code', {
      definition: 'The three letters of an airport on tickets and luggage. ICAO codes have four.',
      synonyms: ['airport code'],
    }),
  ],
  [
    kpi('average_high', 'TIER2', 'Average daily high', weather('temp_max'), {
      formula: 'avg(temp_max)',
      unit: '°C',
      computedFrom: ['weather_daily'],
    }),
    kpi('box_office_worldwide', 'TIER1', 'Worldwide box office', movies('Worldwide Gross'), {
      formula: 'sum("Worldwide Gross")',
      unit: 'USD',
      computedFrom: ['movies'],
    }),
    kpi('flights_per_route', 'TIER4', 'Flights per route', routes('count'), {
      formula: 'avg(count)',
      unit: 'flights',
      computedFrom: ['flight_routes', 'airports'],
    }),
  ],
  [
    term('box_office', 'Box office', {
      definition: 'The gross of a film in all cinemas of a market.',
      synonyms: ['takings'],
      relatedTerms: ['gross'],
    }),
    tag('statutory', 'Statutory', ['reported to an authority'], [end('airports'), end('air_traffic_report')]),
    tag('licence', 'Licence', ['public domain', 'quoted'], ['weather_daily', 'movies', 'airports'].map(end)),
    lineage('movies.Worldwide Gross', 'studio_report.gross', 'as it is delivered'),
    lineage('box_office_worldwide', 'studio_report.total', 'the figure on the first page'),
    lineage('airports.iata', 'flight_routes.origin', 'looked up'),
    lineage('airports.iata', 'flight_routes.destination', 'looked up'),
    lineage('flight_routes.count', 'air_traffic_report.flights', 'added up by state'),
    lineage('airports.state', 'air_traffic_report.state', 'grouped by'),
  ],
]);

function inPacks(groups: readonly (readonly NewEntity[])[]): readonly (readonly NewEntity[])[] {
  return groups.map((group) =>
    group.map(({ change, ...name }) => {
      const pack = Object.entries(PACKS).find(([, keys]) => keys.includes(name.canonicalKey));
      return { ...name, change: { ...change, ...(pack && { standardPackId: pack[0] }) } };
    }),
  );
}
