/** Why the server did not do what was asked. */
export function RefusalNote({ sentence }: { sentence: string | undefined }) {
  return (
    <p role="alert" className="rounded-md bg-warn-soft px-3 py-2 break-words text-warn empty:hidden">
      {sentence}
    </p>
  );
}
