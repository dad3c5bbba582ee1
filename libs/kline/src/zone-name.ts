const UTC = /^((etc\/)?(utc|uct|universal|zulu|greenwich|gmt([+-]?0)?)|[+-]00:?00)$/i;
const MOST_KNOWN = 1000;
const known = new Map<string, string>();

/** Returns the canonical name of a zone, by which zones are stored and compared: Intl's, and `UTC` for all names of UTC; what is no zone stays as it is. */
export function canonicalZone(zone: string): string {
  if (UTC.test(zone)) return 'UTC';
  const name = known.get(zone) ?? intlName(zone);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(zone, name);
  return name;
}

function intlName(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return timeZone;
  }
}
