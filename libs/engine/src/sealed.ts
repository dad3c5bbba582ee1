/** Freezes a class that strategies reach by its objects: what one of them changed there would be changed for every run after it. */
export function sealed(reached: abstract new (...args: never[]) => object): void {
  Object.freeze(reached);
  Object.freeze(reached.prototype);
}
