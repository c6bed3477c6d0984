/**
 * Answers the commands of the process that started this one, each when it is done, and ends with that process.
 * @param handle gets a command as that process sent it
 */
export function answer(handle: (command: never) => unknown): void {
  process.on('message', ([id, command]: [number, never]) => {
    Promise.resolve()
      .then(() => handle(command))
      .then(
        (result) => process.send?.([id, result]),
        (error: unknown) => process.send?.([id, undefined, error instanceof Error ? error.stack : String(error)]),
      );
  });
  process.once('disconnect', () => {
    process.exit();
  });
  process.send?.('ready');
}
