const LONGEST = 64;

/** Goes through the bytes of a short text. */
export class TextCursor {
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  end = 0;

  /** Stands at the front of a text, blanks left out; at the end of one that is too long. */
  open(bytes: Buffer, start: number, end: number): void {
    this.bytes = bytes;
    this.at = start;
    this.end = end - start > LONGEST ? start : end;
    this.blanks();
    while (this.end > this.at && bytes[this.end - 1] === 32) this.end -= 1;
  }

  /** The byte ahead, 0 at the end. */
  peek(): number {
    return this.at < this.end ? this.bytes[this.at] : 0;
  }

  /** Passes over a byte if it is ahead, and says whether it was. */
  skip(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at += 1;
    return true;
  }

  /** Passes over blanks. */
  blanks(): void {
    while (this.peek() === 32) this.at += 1;
  }

  /** Passes over what stands between the parts of a date. */
  separators(): void {
    for (;;) {
      const next = this.peek();
      if (next !== 45 && next !== 47 && next !== 46 && next !== 32 && next !== 44) return;
      this.at += 1;
    }
  }

  /** How many digits are ahead. */
  countDigits(): number {
    let at = this.at;
    while (at < this.end && isDigit(this.bytes[at])) at += 1;
    return at - this.at;
  }

  /** Reads so many digits as a number; NaN when they are not there. */
  digits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i += 1) {
      const digit = this.peek() - 48;
      if (!(digit >= 0 && digit <= 9)) return NaN;
      value = value * 10 + digit;
      this.at += 1;
    }
    return count === 0 ? NaN : value;
  }
}

/** Whether a byte is a digit. */
export function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** Whether a byte is a letter. */
export function isLetter(byte: number): boolean {
  return (byte | 32) >= 97 && (byte | 32) <= 122;
}
