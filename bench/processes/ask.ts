import type { ChildProcess } from 'node:child_process';

/** Sends a command to a process and resolves to its answer. */
export type Ask = (command: unknown) => Promise<unknown>;

type Waiting = { resolve: (answer: unknown) => void; reject: (error: Error) => void };

/**
 * Commands go to the process as [id, command], and answers come as [id, answer] or [id, undefined, error].
 * @param complaints what the process has written to its standard error
 */
export function createAsk(child: ChildProcess, complaints: () => string): Ask {
  const waiting = new Map<number, Waiting>();
  let count = 0;
  child.on('message', ([id, answer, error]: [number, unknown, string | undefined]) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(answer);
    else asked?.reject(new Error(error));
  });
  child.once('exit', (code, signal) => {
    const error = new Error(`a process of the bench has ended with ${code ?? signal ?? 'nothing'}: ${complaints()}`);
    for (const { reject } of waiting.values()) reject(error);
  });
  return (command) =>
    new Promise((resolve, reject) => {
      const id = ++count;
      waiting.set(id, { resolve, reject });
      child.send([id, command], (error) => {
        if (error) reject(error);
      });
    });
}
