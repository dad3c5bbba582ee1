import { globSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage, ValidationTypes } from 'class-validator';
import { nearestName, problemText } from './validation-texts.js';

describe('nearestName', () => {
  const names = ['timeframe', 'symbol', 'start_date'];

  it('finds the name that was meant', () => {
    expect(nearestName('time_frame', names)).toBe('timeframe');
    expect(nearestName('symbols', names)).toBe('symbol');
  });

  it('finds none when all are far, or there are none', () => {
    expect(nearestName('colour', names)).toBeUndefined();
    expect(nearestName('symbol', [])).toBeUndefined();
  });
});

describe('problemText', () => {
  it('knows, in both languages, every constraint that a request of the api has', async () => {
    const unknown: string[] = [];
    let count = 0;
    for (const dto of await exportedClasses()) {
      for (const { propertyName, name } of constraintsOf(dto)) {
        if (!name) continue;
        count += 1;
        const target: object = Object.create(dto.prototype as object);
        const error = { target, property: propertyName, constraints: { [name]: 'own words' } };
        if (problemText(error, name).problem.zh === 'own words')
          unknown.push(`${dto.name}: ${name}`);
      }
    }
    expect(count).toBeGreaterThan(10);
    expect(unknown).toEqual([]);
  });

  it('keeps the own words of a constraint that it does not know', () => {
    const error = { property: 'x', constraints: { isOdd: 'x must be odd' } };
    const words = 'x must be odd';
    expect(problemText(error, 'isOdd').problem).toEqual({ en: words, zh: words });
  });
});

type Class = abstract new (...args: never[]) => object;

async function exportedClasses(): Promise<Class[]> {
  const files = globSync('apps/api/src/**/*.dto.ts');
  const modules = await Promise.all(
    files.map((file): Promise<object> => import(`../../../../${file}`)),
  );
  return modules
    .flatMap((module) => Object.values(module) as unknown[])
    .filter((value): value is Class => /^class\b/.test(String(value)));
}

function constraintsOf(dto: Class) {
  return getMetadataStorage()
    .getTargetValidationMetadatas(dto, '', false, false)
    .filter(({ type }) => type !== ValidationTypes.CONDITIONAL_VALIDATION);
}
