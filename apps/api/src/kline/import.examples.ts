/** Identifies the import of the examples. */
export const IMPORT_ID = '7c1f0b9e-4d52-4f0a-8a57-2b1d6a3e9c44';

/** Shows where columns are found. */
export const IMPORT_COLUMNS = { time: 'Date', close: 4 };

/** Shows what a file was found to be. */
export const FOUND = {
  format: 'csv',
  kind: 'bars',
  symbol: 'BTCUSDT',
  timeframe: '1h',
  timezone: 'UTC',
  session_zone: 'UTC',
  day_start: '00:00',
  columns: { time: 'open_time', open: 'open', high: 'high', low: 'low', close: 'close' },
  notes: ['The timeframe follows from the distance of most rows.'],
};

const FIGURES = {
  open: 42_283.58,
  high: 42_554.57,
  low: 42_261.02,
  close: 42_475.23,
  volume: 1271.68108,
  quote_volume: null,
  trades: null,
};

/** Shows a stored row that differs. */
export const DIFFERENCE = {
  time: '2024-01-01T00:00:00.000Z',
  stored: FIGURES,
  incoming: { ...FIGURES, close: 42_475.5 },
};

/** Shows a row that would be taken. */
export const PREVIEW_ROW = { line: 2, time: '2024-01-01T00:00:00.000Z', figures: FIGURES };

/** Shows forms of an import; the file is sent as its own part. */
export const IMPORT_EXAMPLES = {
  found: { summary: 'All is found by looking', value: { file: 'BTCUSDT-1h.csv.gz' } },
  told: {
    summary: 'A file that tells neither its symbol nor its columns',
    value: {
      file: 'prices.csv',
      symbol: 'SPY',
      timeframe: '1d',
      timezone: 'America/New_York',
      columns: JSON.stringify(IMPORT_COLUMNS),
      on_conflict: 'keep',
    },
  },
};
