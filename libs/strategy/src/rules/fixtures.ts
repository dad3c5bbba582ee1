import type { Rules } from './rules.js';

/** Rules that say what built-ins say, by name, without their params for short sales where those are off by default. */
export const builtInsAsRules: Record<string, Rules> = {
  'sma-cross': {
    name: 'sma-cross',
    params: {
      fast: { type: 'int', default: 10, min: 2, max: 400 },
      slow: { type: 'int', default: 30, min: 3, max: 1000 },
      short: { type: 'bool', default: false },
    },
    constraint: { '<': [{ param: 'fast' }, { param: 'slow' }] },
    series: {
      fast: { indicator: 'sma', params: { timePeriod: { param: 'fast' } } },
      slow: { indicator: 'sma', params: { timePeriod: { param: 'slow' } } },
    },
    entry: {
      long: { crosses_above: ['fast', 'slow'] },
      short: { all: [{ param: 'short' }, { crosses_below: ['fast', 'slow'] }] },
    },
    exit: {
      long: { crosses_below: ['fast', 'slow'] },
      short: { crosses_above: ['fast', 'slow'] },
    },
    reverse: true,
  },
  macd: {
    name: 'macd',
    params: { short: { type: 'bool', default: false } },
    series: {
      lines: {
        indicator: 'macd',
        params: { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9 },
        pane: 'macd',
      },
    },
    entry: {
      long: { crosses_above: ['lines.macd', 'lines.signal'] },
      short: { all: [{ param: 'short' }, { crosses_below: ['lines.macd', 'lines.signal'] }] },
    },
    exit: { long: { crosses_below: ['lines.macd', 'lines.signal'] } },
    reverse: true,
  },
  'rsi-reversal': {
    name: 'rsi-reversal',
    params: {
      period: { type: 'int', default: 14, min: 2, max: 400 },
      oversold: { type: 'float', default: 30, min: 1, max: 50 },
      exit: { type: 'float', default: 55, min: 20, max: 99 },
      stop: { type: 'float', default: 0, min: 0, max: 0.9 },
    },
    constraint: { '<': [{ param: 'oversold' }, { param: 'exit' }] },
    series: {
      rsi: { indicator: 'rsi', params: { timePeriod: { param: 'period' } }, pane: 'rsi' },
    },
    entry: { long: { '<': ['rsi', { param: 'oversold' }] } },
    exit: { long: { '>': ['rsi', { param: 'exit' }] } },
    stop: { fraction: { param: 'stop' } },
  },
  'bollinger-reversion': {
    name: 'bollinger-reversion',
    params: {
      period: { type: 'int', default: 20, min: 2, max: 500 },
      width: { type: 'float', default: 2, min: 0.1, max: 10 },
      stop: { type: 'float', default: 0, min: 0, max: 0.9 },
      short: { type: 'bool', default: false },
    },
    series: {
      bands: {
        indicator: 'bbands',
        params: {
          timePeriod: { param: 'period' },
          nbDevUp: { param: 'width' },
          nbDevDn: { param: 'width' },
        },
      },
    },
    entry: {
      long: { '<': ['close', 'bands.lower'] },
      short: { all: [{ param: 'short' }, { '>': ['close', 'bands.upper'] }] },
    },
    exit: {
      long: { '>=': ['close', 'bands.middle'] },
      short: { '<=': ['close', 'bands.middle'] },
    },
    stop: { fraction: { param: 'stop' } },
  },
  'donchian-breakout': {
    name: 'donchian-breakout',
    params: {
      entry: { type: 'int', default: 20, min: 2, max: 500 },
      exit: { type: 'int', default: 10, min: 2, max: 500 },
      atr: { type: 'int', default: 14, min: 2, max: 200 },
      stop: { type: 'float', default: 2, min: 0.1, max: 20 },
      short: { type: 'bool', default: false },
    },
    series: {
      top: { indicator: 'max', inputs: ['high'], params: { timePeriod: { param: 'entry' } } },
      bottom: { indicator: 'min', inputs: ['low'], params: { timePeriod: { param: 'entry' } } },
      exit_top: { indicator: 'max', inputs: ['high'], params: { timePeriod: { param: 'exit' } } },
      exit_bottom: { indicator: 'min', inputs: ['low'], params: { timePeriod: { param: 'exit' } } },
      range: { indicator: 'atr', params: { timePeriod: { param: 'atr' } }, pane: 'atr' },
    },
    entry: {
      long: { '>': ['close', { series: 'top', ago: 1 }] },
      short: { all: [{ param: 'short' }, { '<': ['close', { series: 'bottom', ago: 1 }] }] },
    },
    exit: {
      long: { '<': ['close', { series: 'exit_bottom', ago: 1 }] },
      short: { '>': ['close', { series: 'exit_top', ago: 1 }] },
    },
    stop: { distance: { mul: [{ param: 'stop' }, 'range'] } },
  },
  supertrend: {
    name: 'supertrend',
    params: { short: { type: 'bool', default: false } },
    series: { trend: { indicator: 'superTrend' } },
    entry: {
      long: { crosses_above: ['trend.direction', 0] },
      short: { all: [{ param: 'short' }, { crosses_below: ['trend.direction', 0] }] },
    },
    exit: { long: { crosses_below: ['trend.direction', 0] } },
    reverse: true,
  },
};
