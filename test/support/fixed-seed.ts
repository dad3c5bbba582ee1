import { configureGlobal } from 'fast-check';

// The same cases in every run, so that a red run tells of the change and not of the dice; FUZZ_SEED throws them anew.
configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20_261_122) });
