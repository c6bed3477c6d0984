import { type RuleInWords, ruleInWords } from '../../entity/overview/rule-in-words.ts';
import { datasetsText } from '../../text/datasets.ts';
import type { SuggestionFragment } from './suggestions.generated.ts';

/** What is suggested, in a sentence. */
export function describeSuggestion({ check, column }: Pick<SuggestionFragment, 'check' | 'column'>): RuleInWords {
  const words = check ? ruleInWords(check, column) : { sentence: datasetsText.suggestions.unique(column) };
  return { ...words, sentence: `${words.sentence.charAt(0).toUpperCase()}${words.sentence.slice(1)}` };
}
