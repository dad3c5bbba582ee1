const CONTEXT = 3;
// Two texts that differ more are told as one replaced by the other; the search costs the square of this.
const MOST_CHANGES = 2000;

/** Is one line of a comparison: kept, removed or added. */
type Edit = { sign: ' ' | '-' | '+'; line: string };

/** Compares two texts line by line as a unified diff with three lines around each change; empty when they are the same. */
export function unifiedDiff(from: string, to: string, names: { from: string; to: string }): string {
  if (from === to) return '';
  const hunks = hunksOf(editsOf(linesOf(from), linesOf(to)));
  return [`--- ${names.from}`, `+++ ${names.to}`, ...hunks, ''].join('\n');
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  // A text whose last line is not ended says so, as diff does.
  if (lines.at(-1) === '') lines.pop();
  else lines.push(`${lines.pop()}\n\\ No newline at end of file`);
  return lines;
}

function editsOf(a: string[], b: string[]): Edit[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middle = shortest(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [...kept(a.slice(0, start)), ...middle, ...kept(a.slice(a.length - end))];
}

function kept(lines: string[]): Edit[] {
  return lines.map((line) => ({ sign: ' ', line }));
}

/** The fewest changes that make `b` of `a`, by the algorithm of Myers (1986). */
function shortest(a: string[], b: string[]): Edit[] {
  const most = Math.min(a.length + b.length, MOST_CHANGES);
  const reach = new Int32Array(2 * most + 3);
  const middle = most + 1;
  const trail: Int32Array[] = [];
  for (let changes = 0; changes <= most; changes++) {
    trail.push(reach.slice(middle - changes - 1, middle + changes + 2));
    for (let k = -changes; k <= changes; k += 2) {
      const isDown =
        k === -changes || (k !== changes && reach[middle + k - 1] < reach[middle + k + 1]);
      let x = isDown ? reach[middle + k + 1] : reach[middle + k - 1] + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach[middle + k] = x;
      if (x >= a.length && x - k >= b.length) return walkedBack(a, b, trail);
    }
  }
  return [
    ...a.map((line): Edit => ({ sign: '-', line })),
    ...b.map((line): Edit => ({ sign: '+', line })),
  ];
}

function walkedBack(a: string[], b: string[], trail: Int32Array[]): Edit[] {
  const edits: Edit[] = [];
  let x = a.length;
  let y = b.length;
  for (let changes = trail.length - 1; changes >= 0; changes--) {
    const reach = (k: number) => trail[changes][k + changes + 1];
    const k = x - y;
    const isDown = k === -changes || (k !== changes && reach(k - 1) < reach(k + 1));
    const startX = changes === 0 ? 0 : isDown ? reach(k + 1) : reach(k - 1) + 1;
    for (; x > startX; x--, y--) edits.push({ sign: ' ', line: a[x - 1] });
    if (changes === 0) break;
    if (isDown) edits.push({ sign: '+', line: b[--y] });
    else edits.push({ sign: '-', line: a[--x] });
  }
  return edits.toReversed();
}

function hunksOf(edits: Edit[]): string[] {
  const lines: string[] = [];
  let oldLine = 1;
  let newLine = 1;
  for (let i = 0; i < edits.length;) {
    const end = hunkEnd(edits, i);
    if (end === i) {
      i++;
      oldLine++;
      newLine++;
      continue;
    }
    const hunk = edits.slice(i, end);
    const oldCount = hunk.filter(({ sign }) => sign !== '+').length;
    const newCount = hunk.filter(({ sign }) => sign !== '-').length;
    lines.push(`@@ -${range(oldLine, oldCount)} +${range(newLine, newCount)} @@`);
    lines.push(...hunk.map(({ sign, line }) => sign + line));
    oldLine += oldCount;
    newLine += newCount;
    i = end;
  }
  return lines;
}

// Where the hunk that begins at `start` ends: after the lines around its last change; `start` when no change is near.
function hunkEnd(edits: Edit[], start: number): number {
  let last = -1;
  for (let i = start; i < edits.length && i - (last < 0 ? start : last) <= reachOf(last); i++) {
    if (edits[i].sign !== ' ') last = i;
  }
  return last < 0 ? start : Math.min(edits.length, last + CONTEXT + 1);
}

// The first change stands within the lines before it, a next one within those after this one and before that.
function reachOf(last: number): number {
  return last < 0 ? CONTEXT : 2 * CONTEXT + 1;
}

function range(line: number, count: number): string {
  if (count === 1) return String(line);
  return `${count === 0 ? line - 1 : line},${count}`;
}
