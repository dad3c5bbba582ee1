import type { Problem as EngineProblem } from '@app/engine';
import { text, type Text } from '@app/platform';
import {
  DID_YOU_MEAN,
  filled,
  gotInChinese,
  RULE_TEXTS,
  wantedInChinese,
} from './rules/rule-texts.js';

/** Says in both languages what is wrong with rules, without the place where it is. */
export function ruleProblemText({ code, values }: EngineProblem): Text {
  const texts: Readonly<Record<string, Text>> = RULE_TEXTS;
  const near = 'nearest' in values ? DID_YOU_MEAN : text('', '');
  const sentence = texts[code] ?? text(code, code);
  const inChinese = {
    ...values,
    wanted: wantedInChinese(String(values.wanted)),
    got: gotInChinese(String(values.got)),
  };
  return text(
    filled(`${sentence.en}${near.en}`, values),
    filled(`${sentence.zh}${near.zh}`, inChinese),
  );
}
