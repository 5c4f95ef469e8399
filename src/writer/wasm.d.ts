// Node has WebAssembly; its type definitions know only the namespace, the rest stands in the DOM's.
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { readonly initial: number });
    readonly buffer: ArrayBuffer;
  }
}
