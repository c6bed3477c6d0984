/** Look of a link that chooses one of several; `data-chosen` says which is. */
export const CHOICE =
  'inline-flex min-h-7 items-center rounded-md px-2 text-xs font-medium text-muted hover:bg-hover data-[chosen=true]:bg-accent-soft data-[chosen=true]:text-accent';
