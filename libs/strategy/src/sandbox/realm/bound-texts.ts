import {
  assertCharacters,
  assertList,
  assertSearch,
  boundedText,
  isObject,
  short,
} from './measures.js';
import { type Native, replace } from './native.js';

/** What is done with a text of a bounded length in place of a native method of texts. */
type Act = (native: Native, text: string, args: unknown[]) => unknown;

const { apply, get } = Reflect;

const ACTS: [names: string[], act: Act][] = [
  [['concat', 'normalize', 'toLowerCase', 'toUpperCase'], apply],
  [['includes', 'indexOf', 'lastIndexOf'], search],
  [['match'], asking(Symbol.match)],
  [['matchAll'], asking(Symbol.matchAll, true)],
  [['replace'], asking(Symbol.replace)],
  [['replaceAll'], asking(Symbol.replace, true)],
  [['search'], asking(Symbol.search)],
  [['split'], asking(Symbol.split)],
  [['repeat'], repeat],
  [['padStart', 'padEnd'], pad],
];
const URI = ['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent'];

/** Bounds what reads a whole text at once or makes a long one: V8 cannot break off such a call, and of some it ends the whole process. */
export function boundTexts(): void {
  for (const [names, act] of ACTS) {
    for (const name of names) replace(String.prototype, name, (native) => ofText(native, act));
  }
  replace(String, 'raw', rawOf);
  for (const owner of [Error.prototype, RegExp.prototype]) replace(owner, 'toString', toStringOf);
  for (const name of URI) {
    replace(
      globalThis,
      name,
      (native) => (text) => shortened(apply(native, undefined, [boundedText(text)])),
    );
  }
}

function ofText(native: Native, act: Act): Native {
  return {
    method(this: unknown, ...args: unknown[]): unknown {
      if (this === null || this === undefined) return apply(native, this, args);
      return shortened(act(native, boundedText(this), args));
    },
  }.method;
}

function search(native: Native, text: string, [sought, ...rest]: unknown[]): unknown {
  if (sought instanceof RegExp) return apply(native, text, [sought]);
  const part = String(sought);
  assertSearch(text, part);
  return apply(native, text, [part, ...rest]);
}

/** Asks the pattern itself if it is an object that can be asked, and looks for a text otherwise. */
function asking(ask: symbol, needsAll = false): Act {
  return (native, text, [pattern, ...rest]) => {
    if (!isObject(pattern)) return withText(native, text, pattern, rest);
    const own: unknown = get(pattern, ask);
    if (own === undefined || own === null) return withText(native, text, String(pattern), rest);
    if (needsAll && pattern instanceof RegExp && !pattern.flags.includes('g')) {
      throw new TypeError('Every match wants a regular expression with the flag g.');
    }
    return apply(own as Native, pattern, [text, ...rest]);
  };
}

function withText(native: Native, text: string, part: unknown, rest: unknown[]): unknown {
  if (typeof part === 'string') assertSearch(text, part);
  return apply(native, text, [part, ...rest]);
}

function repeat(native: Native, text: string, [count]: unknown[]): unknown {
  const times = Number(count);
  assertCharacters(text.length * times);
  return apply(native, text, [times]);
}

function pad(native: Native, text: string, [length, ...rest]: unknown[]): unknown {
  const target = Number(length);
  assertCharacters(target);
  return apply(native, text, [target, ...rest]);
}

function rawOf(native: Native): Native {
  return {
    raw(this: unknown, template: unknown, ...values: unknown[]): unknown {
      const raw: unknown = get(Object(template) as object, 'raw');
      assertList(raw);
      return shortened(apply(native, this, [{ raw }, ...values]));
    },
  }.raw;
}

// What puts a text together from parts that may be long themselves.
function toStringOf(native: Native): Native {
  return {
    toString(this: unknown): unknown {
      return shortened(apply(native, this, []));
    },
  }.toString;
}

function shortened(made: unknown): unknown {
  return typeof made === 'string' ? short(made) : made;
}
