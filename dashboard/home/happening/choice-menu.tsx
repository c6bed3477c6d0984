import { ChevronDown } from 'lucide-react';

import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuCheck } from '../../ui/overlay/menu.tsx';

export interface ChoiceMenuProps<V extends string> {
  label: string;
  options: Readonly<Record<V, string>>;
  chosen: readonly V[] | undefined;
  /** Undefined: nothing is chosen, and everything matches. */
  onChoose: (chosen: readonly V[] | undefined) => void;
}

/** Any of several. */
export function ChoiceMenu<V extends string>({ label, options, chosen = [], onChoose }: ChoiceMenuProps<V>) {
  const isOption = (value: string): value is V => Object.hasOwn(options, value);
  const change = (value: V, isChecked: boolean) => {
    const next = isChecked ? [...chosen, value] : chosen.filter((each) => each !== value);
    onChoose(next.length > 0 ? next : undefined);
  };
  return (
    <Menu
      trigger={
        <Button size="small" className={chosen.length > 0 ? 'border-accent text-accent' : ''}>
          {text.home.chosen(label, chosen.length)}
          <ChevronDown aria-hidden size={13} />
        </Button>
      }
    >
      {Object.keys(options)
        .filter(isOption)
        .map((value) => (
          <MenuCheck
            key={value}
            isChecked={chosen.includes(value)}
            onChange={(isChecked) => {
              change(value, isChecked);
            }}
          >
            {options[value]}
          </MenuCheck>
        ))}
    </Menu>
  );
}
