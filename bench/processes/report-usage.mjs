/*
 * Loaded before a program under test (node --expose-gc --import): answers over the IPC channel what the process has
 * used. The program itself knows nothing of it.
 */
if (process.send && process.channel) {
  const { channel } = process;
  process.on('message', (/** @type {unknown} */ message) => {
    const [id, question] = Array.isArray(message) ? /** @type {unknown[]} */ (message) : [];
    if (question === 'cpu') process.send?.([id, process.cpuUsage()]);
    if (question !== 'memory') return;
    // Twice: what finalizers free in the first is collected in the second.
    for (const _ of [1, 2]) globalThis.gc?.();
    process.send?.([id, process.memoryUsage()]);
  });
  // The program ends as it would without this, and with the bench.
  channel.unref();
  process.once('disconnect', () => process.exit());
}
