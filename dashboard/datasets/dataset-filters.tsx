import { datasetsText } from '../text/datasets.ts';
import { SearchInput } from '../ui/inputs/search-input.tsx';
import type { DatasetsSearch } from './datasets-search.ts';

export interface DatasetFiltersProps {
  search: DatasetsSearch;
  onChange: (search: DatasetsSearch, isReplacing: boolean) => void;
}

const words = datasetsText;

/** Which datasets are listed. */
export function DatasetFilters({ search, onChange }: DatasetFiltersProps) {
  const set = (part: keyof DatasetsSearch) => (value: string, isGoingOn: boolean) => {
    const { [part]: _before, ...rest } = search;
    onChange(value.trim() === '' ? rest : { ...rest, [part]: value }, isGoingOn);
  };
  return (
    <>
      <SearchInput label={words.search} value={search.search ?? ''} onSearch={set('search')} />
      <SearchInput
        label={words.schemaHint}
        placeholder={words.schema}
        value={search.schema ?? ''}
        onSearch={set('schema')}
      />
    </>
  );
}
