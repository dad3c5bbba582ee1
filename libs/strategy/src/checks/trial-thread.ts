import { answer } from './thread-answers.js';
import { tryStrategy } from './trial.js';

answer(tryStrategy);
