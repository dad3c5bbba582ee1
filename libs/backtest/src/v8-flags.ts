import { setFlagsFromString } from 'node:v8';

// Of the whole process, so that one thread that executes runs sets it for all; decision 5 tells what happens without it.
if (process.versions.v8.startsWith('13.6.')) setFlagsFromString('--no-maglev-escape-analysis');
