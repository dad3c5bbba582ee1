/** One measured figure beside its target; `most` and `least` bound what is fine, `aim` is what is hoped for. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  most?: number;
  least?: number;
  aim?: number;
  note?: string;
};

/** Whether a figure meets its target. */
export function meets({ value, most = Infinity, least = -Infinity }: Figure): boolean {
  return value <= most && value >= least;
}

/** The figures as a table of text, a line each. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${digits(figure.value)} ${figure.unit}`,
    targetOf(figure),
    figure.most === undefined && figure.least === undefined ? '' : meets(figure) ? 'ok' : 'MISSED',
    figure.note ?? '',
  ]);
  const heads = ['measured', 'value', 'target', '', ''];
  const widths = heads.map((head, k) => Math.max(head.length, ...rows.map((row) => row[k].length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, k) => cell.padEnd(widths[k]))
      .join('  ')
      .trimEnd();
  return [line(heads), ...rows.map(line)].join('\n');
}

function targetOf({ most, least, aim }: Figure): string {
  const bound = most === undefined ? (least === undefined ? '' : `≥ ${least}`) : `≤ ${most}`;
  return aim === undefined ? bound : `${bound} (aim ${aim})`;
}

function digits(value: number): string {
  if (Math.abs(value) >= 1000) return value.toFixed(0);
  return value.toPrecision(3);
}
