/** A promise and the functions that settle it. (`Promise.withResolvers` came with Node 22.) */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

export function createDeferred<T>(): Deferred<T> {
  let settle: Pick<Deferred<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (!settle) throw new Error('a promise runs its executor at once');
  return { promise, ...settle };
}

/** Something that can be waited for again and again: `next()` resolves at the next `ring()`. */
export interface Bell {
  readonly ring: () => void;
  readonly next: () => Promise<void>;
}

export function createBell(): Bell {
  let deferred = createDeferred<undefined>();
  return {
    ring: () => {
      deferred.resolve(undefined);
      deferred = createDeferred();
    },
    next: async () => {
      await deferred.promise;
    },
  };
}
