/** Holds one sentence in both languages of the server. */
export interface Text {
  en: string;
  zh: string;
}

/** Names a language of messages. */
export type Language = keyof Text;

/** Fills the `{name}` places of templates; a sentence fills them in the language of the template. */
export type TextValues = Record<string, string | number | boolean | null | undefined | Text>;

/** Pairs an English sentence with its Chinese one; `{name}` marks places to fill. */
export function text(en: string, zh: string): Text {
  return { en, zh };
}

/** Renders a sentence in one language. */
export function render(sentence: Text, language: Language, values: TextValues = {}): string {
  return sentence[language].replaceAll(/\{(\w+)\}/g, (place, name: string) =>
    name in values ? valueText(values[name], language) : place,
  );
}

function valueText(value: TextValues[string], language: Language): string {
  return typeof value === 'object' && value !== null ? value[language] : String(value);
}

/** Picks the language of an Accept-Language header: Chinese when it is preferred to English. */
export function preferredLanguage(header: string | undefined): Language {
  if (!header) return 'en';
  const ranked = header.split(',').map((part, order) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find(Boolean);
    return { tag, order, quality: quality === undefined ? 1 : Number(quality) };
  });
  ranked.sort((a, b) => b.quality - a.quality || a.order - b.order);
  const known = ranked.find(({ tag, quality }) => quality > 0 && /^(en|zh)\b/.test(tag));
  return known?.tag.startsWith('zh') ? 'zh' : 'en';
}
