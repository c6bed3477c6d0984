import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';

export interface TakeButtonProps {
  /** Of what. */
  list: string;
  newCount: number;
  goneCount: number;
  onTake: () => void;
}

/** What a list waits to show. */
export function TakeButton({ list, newCount, goneCount, onTake }: TakeButtonProps) {
  if (newCount === 0 && goneCount === 0) return null;
  const changes = text.home.update(newCount, goneCount);
  return (
    <Button kind="primary" size="small" aria-label={text.home.updateLabel(list, changes)} onClick={onTake}>
      {changes}
    </Button>
  );
}
