import { htDcperiod, htDcperiodLookback, htDcperiodParams } from '../ht-dcperiod.js';
import { htDcphase, htDcphaseLookback, htDcphaseParams } from '../ht-dcphase.js';
import { htPhasor, htPhasorLookback, htPhasorParams } from '../ht-phasor.js';
import { htSine, htSineLookback, htSineParams } from '../ht-sine.js';
import { htTrendmode, htTrendmodeLookback, htTrendmodeParams } from '../ht-trendmode.js';
import { indicator } from '../indicator.js';

/** Ehlers's measures of the dominant cycle. */
export const cycles = {
  htDcperiod: indicator({
    taLib: 'HT_DCPERIOD',
    inputs: ['source'],
    params: htDcperiodParams,
    outputs: ['real'],
    lookback: htDcperiodLookback,
    compute: htDcperiod,
  }),
  htDcphase: indicator({
    taLib: 'HT_DCPHASE',
    inputs: ['source'],
    params: htDcphaseParams,
    outputs: ['real'],
    lookback: htDcphaseLookback,
    compute: htDcphase,
  }),
  htPhasor: indicator({
    taLib: 'HT_PHASOR',
    inputs: ['source'],
    params: htPhasorParams,
    outputs: ['inPhase', 'quadrature'],
    lookback: htPhasorLookback,
    compute: htPhasor,
  }),
  htSine: indicator({
    taLib: 'HT_SINE',
    inputs: ['source'],
    params: htSineParams,
    outputs: ['sine', 'leadSine'],
    lookback: htSineLookback,
    compute: htSine,
  }),
  htTrendmode: indicator({
    taLib: 'HT_TRENDMODE',
    inputs: ['source'],
    params: htTrendmodeParams,
    outputs: ['integer'],
    lookback: htTrendmodeLookback,
    compute: htTrendmode,
  }),
};
