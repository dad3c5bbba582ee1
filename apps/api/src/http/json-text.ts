/** Is data of an answer that was written as JSON before. */
export class JsonText {
  constructor(readonly text: string) {}
}
