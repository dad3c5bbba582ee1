import { runProcess } from '@app/platform';
import { createApi } from './api.js';

await runProcess('api', createApi);
