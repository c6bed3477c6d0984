import type { Transaction, UnitOfWork } from '../unit-of-work.ts';

/** The same unit of work, for one request: everything that it emits belongs to the request's trace. */
export function withTrace(unitOfWork: UnitOfWork, traceparent: string): UnitOfWork {
  const traced = (tx: Transaction): Transaction => ({
    ...tx,
    emit(event, notes) {
      tx.emit({ ...event, traceparent }, notes);
    },
    emitMany: (tenantId, events) =>
      tx.emitMany(
        tenantId,
        events.map((event) => ({ ...event, traceparent })),
      ),
    emitLike(template, found) {
      tx.emitLike({ ...template, traceparent }, found);
    },
  });
  return {
    transaction: (work) => unitOfWork.transaction((tx) => work(traced(tx))),
    commit: (work) => unitOfWork.commit((tx) => work(traced(tx))),
    append: (tenantId, emitted) =>
      unitOfWork.append(
        tenantId,
        emitted.map((one) => ({ ...one, event: { ...one.event, traceparent } })),
      ),
  };
}
