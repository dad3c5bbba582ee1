import { CreateSchema1795334746224 } from './1795334746224-CreateSchema.js';
import { PartitionKlines1795334746225 } from './1795334746225-PartitionKlines.js';
import { AddFundingRates1795648025499 } from './1795648025499-AddFundingRates.js';
import { KeepVersions1795650634574 } from './1795650634574-KeepVersions.js';
import { AddImports1795657800000 } from './1795657800000-AddImports.js';
import { TellCostsAndExits1795660800000 } from './1795660800000-TellCostsAndExits.js';
import { AddSeriesGaps1795661500000 } from './1795661500000-AddSeriesGaps.js';
import { AddSessionFound1795662200000 } from './1795662200000-AddSessionFound.js';
import { PartAdjustments1795663100000 } from './1795663100000-PartAdjustments.js';
import { KeepUserStrategies1795674402175 } from './1795674402175-KeepUserStrategies.js';
import { AddRunLogs1795675000000 } from './1795675000000-AddRunLogs.js';
import { AddGridZone1795676000000 } from './1795676000000-AddGridZone.js';
import { AddTickers1795678000000 } from './1795678000000-AddTickers.js';
import { KeepLogsOfFailedRuns1795677000000 } from './1795677000000-KeepLogsOfFailedRuns.js';

/** Lists the migrations in the order in which they run. */
export const migrations = [
  CreateSchema1795334746224,
  PartitionKlines1795334746225,
  AddFundingRates1795648025499,
  KeepVersions1795650634574,
  AddImports1795657800000,
  TellCostsAndExits1795660800000,
  AddSeriesGaps1795661500000,
  AddSessionFound1795662200000,
  PartAdjustments1795663100000,
  KeepUserStrategies1795674402175,
  AddRunLogs1795675000000,
  AddGridZone1795676000000,
  KeepLogsOfFailedRuns1795677000000,
  AddTickers1795678000000,
];
