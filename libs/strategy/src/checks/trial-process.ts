import { answer } from './task-answers.js';
import { tryStrategy } from './trial.js';

answer(tryStrategy);
