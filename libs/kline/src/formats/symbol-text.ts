const QUOTES =
  'USDT|USDC|BUSD|TUSD|FDUSD|USD|UST|DAI|EUR|GBP|JPY|AUD|CAD|CHF|KRW|TRY|BRL|BTC|XBT|ETH|BNB';
const PAIR = new RegExp(`^([A-Z0-9]{1,15})[/_-](${QUOTES})(?:[:/_-](${QUOTES}|PERP|SWAP))?$`, 'i');

/** Words that name money that others are quoted in. */
export const QUOTE_WORD = new RegExp(`^(?:${QUOTES})$`, 'i');

/** Writes a symbol the way it is stored: BTC/USDT, BTC_USDT and BTC-USDT are BTCUSDT, their perpetuals (BTC/USDT:USDT, BTC-USDT-SWAP) BTCUSDT:PERP; all else stays as it stands. */
export function normalSymbol(text: string): string {
  const symbol = text.trim().replaceAll('\\/', '/');
  const pair = PAIR.exec(symbol);
  if (!pair) return symbol;
  return `${pair[1]}${pair[2]}${pair[3] ? ':PERP' : ''}`;
}
