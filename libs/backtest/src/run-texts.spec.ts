import { describe, expect, it } from '@jest/globals';
import { runError, runMessage, warningView } from './run-texts.js';

describe('run texts', () => {
  it('says in both languages what a run is doing', () => {
    const waiting = { status: 'PENDING', stage: 'queued', error: null } as const;
    expect(runMessage(waiting, 'en')).toBe('Waiting in the queue.');
    expect(runMessage(waiting, 'zh')).toBe('回测任务已提交，正在排队执行。');
  });

  it('warns while the time limit is near', () => {
    const late = { status: 'RUNNING', stage: 'time-short', error: null } as const;
    expect(runMessage(late, 'en')).toContain('time limit is near');
  });

  it('fills the values of an error into its message', () => {
    const error = { code: 'backtest/timeout', values: { minutes: 30 } };
    expect(runError({ error }, 'en')?.message).toBe('The run took longer than 30 minutes.');
    expect(runMessage({ status: 'FAILED', stage: 'done', error }, 'zh')).toBe('回测超过 30 分钟。');
  });

  it('tells the gaps of data in both languages, and leaves the warnings of the engine', () => {
    const values = {
      symbol: 'BTC',
      timeframe: '1m',
      gaps: 1,
      missing_bars: 284,
      missing_share: 284 / 43_199,
    };
    const warning = { code: 'data_gaps', message: '', values };
    expect(warningView(warning, 'en').message).toBe(
      'BTC: the 1m bars that the run read have gaps. Gaps: 1; missing bars: 284, 0.657 % of all.',
    );
    expect(warningView(warning, 'zh').message).toContain('缺少 284 根');
    const other = { code: 'ruined', message: 'The equity was gone.', values: {} };
    expect(warningView(other, 'zh')).toBe(other);
  });

  it('has words for a code that it does not know', () => {
    expect(runError({ error: { code: 'backtest/of-a-later-version' } }, 'en')?.code).toBe(
      'backtest/of-a-later-version',
    );
    expect(runError({ error: null }, 'en')).toBeNull();
  });
});
