import { arch, cpus } from 'node:os';

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

/** Prints figures and the machine that they were measured on: a table, or with `json` one object. */
export function printReport(figures: readonly Figure[], json: boolean): void {
  const cpu = cpus();
  const machine = { node: process.version, arch: arch(), cpu: cpu[0].model, cpus: cpu.length };
  if (json) {
    const measured = figures.map((figure) => ({ ...figure, ok: meets(figure) }));
    process.stdout.write(`${JSON.stringify({ machine, figures: measured })}\n`);
  } else {
    process.stdout.write(`${machine.cpu} × ${machine.cpus}, Node ${machine.node}\n`);
    process.stdout.write(`${table(figures)}\n`);
  }
}

function meets({ value, most = Infinity, least = -Infinity }: Figure): boolean {
  return value <= most && value >= least;
}

// A line each.
function table(figures: readonly Figure[]): string {
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
