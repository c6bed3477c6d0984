import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';

export interface TakeButtonProps {
  /** Of what. */
  list: string;
  /** In words; empty if there are none. */
  changes: string;
  onTake: () => void;
}

/** What a list waits to show. */
export function TakeButton({ list, changes, onTake }: TakeButtonProps) {
  if (changes === '') return null;
  return (
    <Button kind="primary" size="small" aria-label={text.home.updateLabel(list, changes)} onClick={onTake}>
      {changes}
    </Button>
  );
}
