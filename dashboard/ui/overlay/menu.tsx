import { DropdownMenu as Parts } from 'radix-ui';
import type { ReactNode } from 'react';

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode;
  children: ReactNode;
}

/** Opens below its button. It is not modal: a modal one would write style sheets, which the page's policy forbids. */
export function Menu({ trigger, children }: MenuProps) {
  return (
    <Parts.Root modal={false}>
      <Parts.Trigger asChild>{trigger}</Parts.Trigger>
      <Parts.Portal>
        <Parts.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 min-w-48 rounded-md border border-line bg-raised p-1 text-ink shadow-lg"
        >
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}

const ITEM =
  'flex cursor-pointer items-center gap-2 rounded px-2 py-1.5 text-sm outline-none data-[highlighted]:bg-hover';

export function MenuItem({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return (
    <Parts.Item className={ITEM} onSelect={onSelect}>
      {children}
    </Parts.Item>
  );
}

export interface MenuCheckProps {
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  children: ReactNode;
}

/** Can be on or off; the menu stays open, so that several can be changed. */
export function MenuCheck({ isChecked, onChange, children }: MenuCheckProps) {
  return (
    <Parts.CheckboxItem
      checked={isChecked}
      onCheckedChange={onChange}
      onSelect={(event) => {
        event.preventDefault();
      }}
      className={ITEM}
    >
      <span className="w-4">
        <Parts.ItemIndicator>✓</Parts.ItemIndicator>
      </span>
      {children}
    </Parts.CheckboxItem>
  );
}

export interface MenuChoiceProps<V extends string> {
  value: V;
  options: readonly (readonly [value: V, label: string])[];
  onChoose: (value: V) => void;
}

/** One of several. */
export function MenuChoice<V extends string>({ value, options, onChoose }: MenuChoiceProps<V>) {
  return (
    <Parts.RadioGroup
      value={value}
      onValueChange={(chosen) => {
        const option = options.find(([each]) => each === chosen);
        if (option) onChoose(option[0]);
      }}
    >
      {options.map(([each, label]) => (
        <Parts.RadioItem key={each} value={each} className={ITEM}>
          <span className="w-4">
            <Parts.ItemIndicator>✓</Parts.ItemIndicator>
          </span>
          {label}
        </Parts.RadioItem>
      ))}
    </Parts.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Parts.Label className="max-w-72 px-2 py-1 text-xs break-words text-muted">{children}</Parts.Label>;
}

export function MenuLine() {
  return <Parts.Separator className="my-1 h-px bg-line" />;
}
