/** Answers the messages of one client one after the other, so that their effects keep their order. */
export class Inbox {
  private waiting = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly most: number) {}

  /** Says whether so many messages wait that no more are taken. */
  get isFull(): boolean {
    return this.waiting >= this.most;
  }

  /** Answers a message when those before it are answered; `answer` must not throw. */
  put(answer: () => Promise<void>): void {
    this.waiting += 1;
    this.last = this.last.then(answer).finally(() => {
      this.waiting -= 1;
    });
  }
}
